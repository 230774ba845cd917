import type { Millis } from '../history/events.ts'
import { CLOCKS_DIFFER_MS, type InvocationPhase, phasesOfInvocation } from './invocations.ts'
import type { LinesOfAttempt } from './lines-of-attempt.ts'

/** What a log tells of the bar of its attempt. */
export interface BarTold {
  /** Init or restore, then the run, as far as they lie within the attempt. */
  readonly phases: readonly InvocationPhase[]
  /** When its error lines were printed, in order, as far as they lie within the attempt. */
  readonly errors: readonly Millis[]
}

interface Stretch {
  readonly from: Millis
  readonly to: Millis
}

/** Undefined where only time tells whose lines they are: what may be another's is not drawn as its own. */
export function barTold(own: LinesOfAttempt, attempt: Stretch): BarTold | undefined {
  if (own.by === 'time') return undefined
  const errors = own.lines.flatMap(({ level, line: { at } }) => (level === 'error' && at !== undefined ? [at] : []))
  return {
    phases: own.invocation === undefined ? [] : phasesWithin(phasesOfInvocation(own.invocation), attempt),
    errors: errors.filter(at => at >= attempt.from - CLOCKS_DIFFER_MS && at <= attempt.to + CLOCKS_DIFFER_MS),
  }
}

/**
 * Phases as far as they lie within an attempt. An environment that had started before it was called (provisioned concurrency, a start
 * ahead of need) reports that with its first invocation: none of it was a part of the attempt.
 */
export function phasesWithin(phases: readonly InvocationPhase[], { from, to }: Stretch): readonly InvocationPhase[] {
  return phases
    .filter(phase => phase.kind === 'run' || startsWithin(phase, from))
    .map(phase => ({ ...phase, from: Math.max(phase.from, from), to: Math.min(phase.to, to) }))
    .filter(phase => phase.from < phase.to)
}

/** Whether a start can have been for the call: the clocks of two services differ a little. */
export function startsWithin(phase: InvocationPhase, calledAt: Millis): boolean {
  return phase.from >= calledAt - CLOCKS_DIFFER_MS
}
