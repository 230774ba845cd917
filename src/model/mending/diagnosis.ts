import type { EventId, HistoryEvent } from '../../history/events.ts'
import { ROOT, RUNNING } from '../columns.ts'
import type { IdRange } from '../execution-tree.ts'
import { type TreeDraft } from '../tree-draft.ts'

/**
 * What `previousEventId` is worth in a history: it tells what follows from what; it only counts (id − 1 throughout, as some
 * emulators write); or it is not there.
 */
export type Chain = 'told' | 'counts' | 'absent'

export interface Diagnosis {
  readonly chain: Chain
  /** The first event written after the one that ended the execution, and how many there are. */
  readonly afterEnd: { readonly eventId: EventId; readonly count: number } | undefined
}

/**
 * What keeps a history of which no more will come from reading right by the rules alone; undefined for a whole one, as AWS
 * writes it: then the tree stands as it is.
 */
export function diagnose(draft: TreeDraft, ranges: readonly IdRange[]): Diagnosis | undefined {
  const signs = signsOf(draft, ranges)
  if (signs.events === 0) return undefined
  const chain = chainOf(signs)
  const whole = ranges.length === 1 && ranges[0]?.from === 1
  const fine =
    whole &&
    chain === 'told' &&
    !signs.unlinked &&
    signs.afterEnd === undefined &&
    draft.oddities.length === 0 &&
    !runsAfterEnd(draft)
  return fine ? undefined : { chain, afterEnd: signs.afterEnd }
}

interface Signs {
  readonly events: number
  /** Later events whose previous id is 0, is the id before, is something else. */
  readonly zeros: number
  readonly steps: number
  readonly others: number
  readonly containers: boolean
  /** Some event follows from nothing, or from where no event of its kind can: a piece of the chain is not there. */
  readonly unlinked: boolean
  readonly afterEnd: { readonly eventId: EventId; readonly count: number } | undefined
}

function signsOf(draft: TreeDraft, ranges: readonly IdRange[]): Signs {
  const signs = { events: 0, zeros: 0, steps: 0, others: 0, containers: false, unlinked: false }
  let afterEnd: { eventId: EventId; count: number } | undefined
  let ended = false
  let entered = false
  for (const range of ranges) {
    for (let id = range.from; id <= range.to; id++) {
      const event = draft.events.get(id)
      if (event === undefined) continue
      signs.events++
      const { type, previousEventId } = event
      if (type === 'ExecutionRedriven') ended = false
      else if (ended) afterEnd = { eventId: afterEnd?.eventId ?? id, count: (afterEnd?.count ?? 0) + 1 }
      if (END_TYPES.has(type)) ended = true
      if (type.startsWith('MapState') || type.startsWith('ParallelState')) signs.containers = true
      if (type === 'ExecutionStarted') continue
      if (previousEventId === 0) signs.zeros++
      else if (previousEventId === id - 1) signs.steps++
      else signs.others++
      if (isUnlinked(draft, event, entered)) signs.unlinked = true
      if (type.endsWith('StateEntered')) entered = true
    }
  }
  return { ...signs, afterEnd }
}

const END_TYPES: ReadonlySet<string> = new Set([
  'ExecutionSucceeded',
  'ExecutionFailed',
  'ExecutionTimedOut',
  'ExecutionAborted',
])

/** These follow from nothing in AWS's own histories; so does the first `*StateEntered`. */
const MAY_FOLLOW_FROM_NOTHING: ReadonlySet<string> = new Set([
  'ExecutionStarted',
  'ExecutionAborted',
  'ExecutionTimedOut',
  'EvaluationFailed',
])

function isUnlinked(draft: TreeDraft, event: HistoryEvent, entered: boolean): boolean {
  const { type, previousEventId } = event
  if (previousEventId === 0) return !(MAY_FOLLOW_FROM_NOTHING.has(type) || (type.endsWith('StateEntered') && !entered))
  if (!type.endsWith('StateEntered')) return false
  // Between the two there is always a Started.
  const former = draft.events.get(previousEventId)?.type
  return former === 'ParallelStateEntered' || former === 'MapStateEntered' || former === 'MapStateStarted'
}

function chainOf({ events, zeros, steps, others, containers, unlinked }: Signs): Chain {
  if (events < 3 || others > 0) return 'told'
  if (steps === 0) return unlinked ? 'absent' : 'told'
  // In a Map or Parallel of AWS's some event always follows from an earlier one. Without any, counting tells the same.
  return zeros === 0 && containers ? 'counts' : 'told'
}

function runsAfterEnd(draft: TreeDraft): boolean {
  if (draft.has(ROOT, RUNNING)) return false
  for (let slot = ROOT + 1; slot <= draft.spanCount; slot++) if (draft.has(slot, RUNNING)) return true
  return false
}
