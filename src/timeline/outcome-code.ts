import { OUTCOMES, type Outcome } from '../model/span.ts'
import { at } from './column.ts'

/** An outcome's code, for typed arrays: of several spans in one pixel the highest is shown. */
export function codeOf(outcome: Outcome): number {
  return OUTCOMES.indexOf(outcome)
}

/** The outcome of a code. */
export function outcomeAt(codes: ArrayLike<number>, index: number): Outcome {
  return OUTCOMES[at(codes, index)] ?? 'running'
}

/** Failed or timed out: what the ticks of a band mark. */
export function isFailure(outcome: Outcome): boolean {
  return outcome === 'failed' || outcome === 'timedOut'
}

/** The same, caught or not: what one came to see. */
export function wentWrong(outcome: Outcome): boolean {
  return isFailure(outcome) || outcome === 'caught'
}
