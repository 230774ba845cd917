import { parseExactJson } from '../history/exact-json.ts'
import { type Difference, differenceSteps } from './json-difference.ts'
import { inputOf, outputOf } from './payload-of.ts'
import type { Run } from './run.ts'

/** What went in or came out, or how the machine was defined, held against the other run's. */
export type DataDifference =
  | { readonly kind: 'same' }
  /** At least one of the two is not known. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'differs'; readonly members: readonly Difference[] }

export interface DataDifferences {
  readonly input: DataDifference
  readonly output: DataDifference
  readonly definition: DataDifference
}

/** Where the runs' input, output and definition differ, member by member. In steps, for `inSlices`. */
export function* dataDifferenceSteps(a: Run, b: Run): Generator<void, DataDifferences> {
  const [one, other] = [a.forest.member(a.member), b.forest.member(b.member)]
  return {
    input: yield* differenceOf(one && inputOf(one), other && inputOf(other)),
    output: yield* differenceOf(one && outputOf(one), other && outputOf(other)),
    definition: yield* differenceOf(one?.definition, other?.definition),
  }
}

function* differenceOf(a: string | undefined, b: string | undefined): Generator<void, DataDifference> {
  if (a === undefined || b === undefined) return { kind: 'unknown' }
  if (a === b) return { kind: 'same' }
  yield
  const before = valueOf(a)
  yield
  const members = yield* differenceSteps(before, valueOf(b))
  return members.length === 0 ? { kind: 'same' } : { kind: 'differs', members }
}

/** A payload that is cut off or no JSON is compared as the text it is. */
function valueOf(text: string): unknown {
  try {
    return parseExactJson(text)
  } catch {
    return text
  }
}
