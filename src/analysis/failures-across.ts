import type { Forest } from '../forest/forest.ts'
import { globalKey, type MemberId } from '../forest/keys.ts'
import type { Member } from '../forest/member.ts'
import type { EventId } from '../history/events.ts'
import { PATH_SEPARATOR } from '../words/places.ts'
import { readCause } from './cause.ts'
import { definitionOf } from './definition-of.ts'
import { type Failure, failuresInOrder } from './failures.ts'
import type { Consequence } from './fate.ts'
import { hasFailedChildren, mapRunAt } from './map-run-children.ts'
import { normalisedCause } from './normalised-cause.ts'

/** Failures of any execution that say the same of one state. */
export interface FailureGroupAcross {
  readonly error: string | undefined
  /** The cause's message with its changing parts masked; empty where there is none. */
  readonly pattern: string
  /** `RenderAll › RenderInvoice`, in its own execution; empty for an execution as a whole. */
  readonly state: string
  readonly count: number
  /** These add up to `count`. */
  readonly consequences: Readonly<Record<Consequence, number>>
  /** A few, in order of members and events. */
  readonly examples: readonly { readonly member: MemberId; readonly event: EventId }[]
}

const EXAMPLES = 3

/** All first-hand failures of some members, the most frequent first. */
export function failuresAcross(forest: Forest, members: readonly Member[]): readonly FailureGroupAcross[] {
  const patterns = new Map<string, string>()
  const groups = new Map<string, Growing>()
  for (const member of members) {
    for (const failure of countedFailures(forest, member)) add(groups, patterns, { member: member.id, failure })
  }
  return [...groups.values()].toSorted(byFrequency)
}

/** A failed execution or Map Run of which more is told by its children adds nothing of its own; an attempt is counted once. */
function countedFailures(forest: Forest, member: Member): readonly Failure[] {
  const { tree, id } = member
  if (tree === undefined) return []
  const attempts = new Set<number>()
  return failuresInOrder(tree, definitionOf(forest, member)).filter(({ key }) => {
    const kind = tree.span(key)?.kind
    if (kind === 'mapRun') return !isOfItsChildren(forest, globalKey(id, key))
    if (kind !== 'taskAttempt') return true
    const isNew = !attempts.has(key)
    attempts.add(key)
    return isNew
  })
}

function isOfItsChildren(forest: Forest, at: number): boolean {
  const graft = mapRunAt(forest, at)
  return graft !== undefined && hasFailedChildren(graft) === true
}

interface Growing extends FailureGroupAcross {
  count: number
  readonly consequences: Record<Consequence, number>
  readonly examples: { readonly member: MemberId; readonly event: EventId }[]
}

function add(
  groups: Map<string, Growing>,
  patterns: Map<string, string>,
  { member, failure }: { readonly member: MemberId; readonly failure: Failure },
): void {
  const { error, causeText, consequence, eventId } = failure
  const state = failure.statePath.join(PATH_SEPARATOR)
  const pattern = patternOf(causeText, patterns)
  const id = JSON.stringify([error ?? null, state, pattern])
  const begun = { error, state, pattern, count: 0, consequences: { fatal: 0, caught: 0, retried: 0 }, examples: [] }
  const group: Growing = groups.get(id) ?? begun
  groups.set(id, group)
  group.count++
  group.consequences[consequence]++
  if (group.examples.length < EXAMPLES) group.examples.push({ member, event: eventId })
}

/** The same cause comes a thousand times over: read once. */
function patternOf(cause: string | undefined, known: Map<string, string>): string {
  if (cause === undefined) return ''
  const pattern = known.get(cause) ?? normalisedCause(readCause(cause).message)
  known.set(cause, pattern)
  return pattern
}

function byFrequency(a: FailureGroupAcross, b: FailureGroupAcross): number {
  if (a.count !== b.count) return b.count - a.count
  if (a.state !== b.state) return a.state < b.state ? -1 : 1
  return (a.error ?? '') < (b.error ?? '') ? -1 : 1
}
