import type { EventId } from '../../history/events.ts'
import type { FirstHand, Run } from '../run.ts'
import type { LiveSpan } from '../truth.ts'

/** A failure in the form of `explain --json`. */
export interface TrueCause {
  readonly execution: string
  readonly states: readonly string[]
  readonly span: string
  readonly event: EventId
  readonly error: string | null
  readonly cause: string | null
  readonly attempt: number | null
  readonly attempts: number | null
}

/** A step from an execution down to a child. */
export interface TrueStep {
  readonly execution: string
  readonly span: string
  readonly event: EventId
  readonly kind: 'nested' | 'mapRun'
  readonly child: string
}

/** Whether the history of an execution can be had: not of Express ones, nor where access is refused. */
export type IsReadable = (run: Run) => boolean

export interface Descent {
  readonly failure: FirstHand
  readonly via: readonly TrueStep[]
  /** The executions on the way, without the one it started in. */
  readonly way: readonly Run[]
}

/** From a failure down to where it began, through the executions whose failure it is. */
export function descend(failure: FirstHand, isReadable: IsReadable): Descent {
  const via: TrueStep[] = []
  const way: Run[] = []
  let deepest = failure
  for (;;) {
    const below = childOf(deepest)
    const next = below?.child.endedBy
    if (!below || !next || !isReadable(below.child)) return { failure: deepest, via, way }
    const { kind, child } = below
    via.push({
      execution: deepest.run.executionArn,
      span: deepest.span.shape.id,
      event: deepest.eventId,
      kind,
      child: child.executionArn,
    })
    way.push(child)
    deepest = next
  }
}

function childOf({ kind, child, mapRun, error }: FirstHand): { kind: TrueStep['kind']; child: Run } | undefined {
  if (kind === 'attempt' && child) return { kind: 'nested', child }
  if (kind !== 'mapRun' || !mapRun || error !== 'States.ExceedToleratedFailureThreshold') return undefined
  const [first] = mapRun.children.filter(hasFailed).toSorted(byEnd)
  return first && { kind: 'mapRun', child: first }
}

/** FAILED or TIMED_OUT, and not about to run again. */
export function hasFailed(run: Run): boolean {
  if (run.identity.mapRun?.waiting.includes(run)) return false
  return run.status === 'FAILED' || run.status === 'TIMED_OUT'
}

/** By stop date, start date, ARN. */
export function byEnd(a: Run, b: Run): number {
  const [stopA, stopB] = [a.events.at(-1)?.timestamp ?? 0, b.events.at(-1)?.timestamp ?? 0]
  const [startA, startB] = [a.events[0]?.timestamp ?? 0, b.events[0]?.timestamp ?? 0]
  return stopA - stopB || startA - startB || (a.executionArn < b.executionArn ? -1 : 1)
}

export function causeOf(failure: FirstHand): TrueCause {
  const isAttempt = failure.kind === 'attempt'
  return {
    execution: failure.run.executionArn,
    states: statesOf(failure.span),
    span: failure.span.shape.id,
    event: failure.eventId,
    error: failure.error ?? null,
    cause: failure.cause === undefined ? null : firstLineOf(failure.cause),
    attempt: isAttempt ? failure.number : null,
    attempts: isAttempt ? (failure.visit?.attempts ?? null) : null,
  }
}

/** State names from the execution down; an iteration as `#0`, a branch as `branch 1`. */
function statesOf(span: LiveSpan): string[] {
  const names: string[] = []
  for (let step: LiveSpan | undefined = span; step; step = step.parent) {
    const { kind, name, index } = step.shape
    if (kind === 'stateVisit') names.unshift(name ?? '')
    if (kind === 'mapIteration') names.unshift(`#${index}`)
    if (kind === 'parallelBranch') names.unshift(`branch ${(index ?? 0) + 1}`)
  }
  return names
}

/** States alone, as failures are grouped by. */
export function plainStatesOf(span: LiveSpan): string {
  const names: string[] = []
  for (let step: LiveSpan | undefined = span; step; step = step.parent) {
    if (step.shape.kind === 'stateVisit') names.unshift(step.shape.name ?? '')
  }
  return names.join(' › ')
}

const MOST_CHARACTERS = 500

/** The first line of a cause; of a function's error, its message's. */
function firstLineOf(cause: string): string {
  const line = messageOf(cause).split(/\r?\n/)[0] ?? ''
  return line.slice(0, MOST_CHARACTERS)
}

function messageOf(cause: string): string {
  if (!cause.startsWith('{')) return cause
  const parsed: unknown = JSON.parse(cause)
  const isMessage = typeof parsed === 'object' && parsed !== null && 'errorMessage' in parsed
  return isMessage && typeof parsed.errorMessage === 'string' ? parsed.errorMessage : cause
}

/** The last failure that was caught on the chain of events that led to event `from`. */
export function lastCaughtBefore(run: Run, from: EventId): FirstHand | undefined {
  let event = run.events[from - 1]
  while (event && event.previousEventId > 0) {
    const caught = event.type.endsWith('StateExited') ? run.failureAt.get(event.previousEventId) : undefined
    if (caught) return caught
    event = run.events[event.previousEventId - 1]
  }
  return undefined
}
