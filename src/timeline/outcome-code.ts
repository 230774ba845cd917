import { OUTCOMES, type Outcome } from '../model/span.ts'
import { at } from './column.ts'

/** An outcome's code, for typed arrays: of several spans in one pixel the highest is shown. */
export function codeOf(outcome: Outcome): number {
  return OUTCOMES.indexOf(outcome)
}

/** The code of an outcome that nothing tells: any that is told is shown before it. */
export const UNTOLD = -1

/** The outcome of a code; what is not told is open. */
export function outcomeAt(codes: ArrayLike<number>, index: number): Outcome {
  return OUTCOMES[at(codes, index)] ?? 'running'
}

/** Whether nothing tells when something ended: it has no end (Infinity), and is not told to run. */
export function isEndUntold(end: number, code: number): boolean {
  return end === Infinity && code !== RUNNING
}

const RUNNING = codeOf('running')

/** Failed or timed out: what the ticks of a band mark. */
export function isFailure(outcome: Outcome): boolean {
  return outcome === 'failed' || outcome === 'timedOut'
}

/** The same, caught or not: what one came to see. */
export function wentWrong(outcome: Outcome): boolean {
  return isFailure(outcome) || outcome === 'caught'
}
