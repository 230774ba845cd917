import type { Outcome } from '../model/span.ts'
import { at } from './column.ts'

/** Outcomes by code, worst last: of several spans in one pixel the highest code is shown. */
export const OUTCOMES = ['succeeded', 'running', 'aborted', 'caught', 'timedOut', 'failed'] as const satisfies Outcome[]

const CODES: Readonly<Record<Outcome, number>> = {
  succeeded: 0,
  running: 1,
  aborted: 2,
  caught: 3,
  timedOut: 4,
  failed: 5,
}

/** An outcome's code, for typed arrays. */
export function codeOf(outcome: Outcome): number {
  return CODES[outcome]
}

/** The outcome of a code. */
export function outcomeAt(codes: ArrayLike<number>, index: number): Outcome {
  return OUTCOMES[at(codes, index)] ?? 'running'
}

/** Failed or timed out: what `next failure` stops at and failure ticks mark. */
export function isFailure(outcome: Outcome): boolean {
  return outcome === 'failed' || outcome === 'timedOut'
}
