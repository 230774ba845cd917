import type { Member } from '../forest/member.ts'
import { textField } from '../history/event-fields.ts'
import { parseExactJson } from '../history/exact-json.ts'
import { type Difference, differenceSteps } from './json-difference.ts'
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
    input: yield* differenceOf(payloadOf(one, 'input'), payloadOf(other, 'input')),
    output: yield* differenceOf(payloadOf(one, 'output'), payloadOf(other, 'output')),
    definition: yield* differenceOf(one?.definition, other?.definition),
  }
}

function payloadOf(member: Member | undefined, side: 'input' | 'output'): string | undefined {
  const tree = member?.tree
  if (tree === undefined) return undefined
  const { startEventId, endEventId } = tree.root
  const event = tree.event(side === 'input' ? startEventId : (endEventId ?? 0))
  // A history that was read without payloads tells none; DescribeExecution does.
  return (event && textField(event, side)) ?? member?.summary?.[side]
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
