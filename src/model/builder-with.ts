import type { EventId, HistoryEvent } from '../history/events.ts'
import type { ExecutionTree, IdRange, Sealing, TreeBuilder } from './execution-tree.ts'
import { withRanges } from './id-ranges.ts'
import { LoadedTree } from './loaded-tree.ts'
import type { Diagnosis } from './mending/diagnosis.ts'
import { placeEvent } from './rules/place-event.ts'
import { SpanCache } from './span-cache.ts'
import { TreeDraft } from './tree-draft.ts'

/** AWS ends a Standard execution at 25,000 events, and Express ones run for minutes: an id far beyond that is not one. */
const HIGHEST_ID = 1 << 24

export interface TreeBuilderOptions {
  /** The tree will be walked once, from the top: only spans with many children are kept, the others made when asked for. */
  readonly walkedOnce?: boolean
}

const FEW_CHILDREN = 16

/** Events placed in one step of `appending`: well under a millisecond. */
const STEP_EVENTS = 128

/** How a history of which no more will come is read for good. */
export interface Mending {
  diagnose(draft: TreeDraft, ranges: readonly IdRange[]): Diagnosis | undefined
  mended(draft: TreeDraft, ranges: readonly IdRange[], diagnosis: Diagnosis): Generator<void, TreeDraft>
}

/** Mending, or the way to it: histories of AWS are whole and never need it. */
export interface MendingWay {
  /** Resolves when `mending` may be asked for. */
  readonly ready: () => Promise<void>
  /** @throws Error before it is ready. */
  readonly mending: () => Mending
}

/**
 * A builder with nothing loaded, that mends in the given way.
 *
 * Ids are gapless and every event points at an earlier one, so all up to the first gap is placed once and for good, page by
 * page. What lies beyond a gap is placed in a copy on top of that, with stand-ins for what is missing, and again when
 * the next page arrives: at most 25,000 events, a few milliseconds.
 */
export function createBuilderWith(way: MendingWay, { walkedOnce = false }: TreeBuilderOptions = {}): TreeBuilder {
  const draft = new TreeDraft()
  let ranges: readonly IdRange[] = []
  let placedUpTo: EventId = 0
  const spans = new SpanCache(walkedOnce ? FEW_CHILDREN : 0)
  let tree: ExecutionTree = new LoadedTree({ draft: draft.fork(), spans, ranges, version: 0, isFinal: false })

  let underWay: Generator<void, ExecutionTree> | undefined

  function* place(events: readonly HistoryEvent[]): Generator<void, ExecutionTree> {
    const { added, filled } = store(draft, events)
    if ((added.length === 0 && !filled) || tree.isFinal) return tree
    ranges = withRanges(ranges, added)
    const end = ranges[0]?.from === 1 ? ranges[0].to : 0
    yield* placeRange(draft, { from: placedUpTo + 1, to: end })
    placedUpTo = end
    const published = yield* withTail(draft, ranges)
    tree = new LoadedTree({ draft: published, spans, ranges, version: tree.version + 1, isFinal: false })
    return tree
  }

  function* close({ endsUntold = false }: Sealing): Generator<void, ExecutionTree> {
    if (tree.isFinal) return tree
    const { diagnose, mended } = way.mending()
    const diagnosis = diagnose(draft, ranges)
    const published = diagnosis === undefined ? draft.fork() : yield* mended(draft, ranges, diagnosis)
    tree = new LoadedTree({ draft: published, spans, ranges, version: tree.version + 1, isFinal: true, endsUntold })
    return tree
  }

  function sealing(how: Sealing = {}): Generator<void, ExecutionTree> {
    if (underWay) finish(underWay)
    underWay = close(how)
    return underWay
  }

  function appending(events: readonly HistoryEvent[]): Generator<void, ExecutionTree> {
    // What was begun and left comes first: the draft is in the middle of it.
    if (underWay) finish(underWay)
    underWay = place(events)
    return underWay
  }

  return {
    append: events => finish(appending(events)),
    appending,
    seal: how => finish(sealing(how)),
    sealing,
    readyToSeal: way.ready,
    get tree() {
      return tree
    },
  }
}

/** The draft to publish: a copy, with what lies beyond the first gap placed provisionally. */
function* withTail(draft: TreeDraft, ranges: readonly IdRange[]): Generator<void, TreeDraft> {
  const published = draft.fork()
  published.beyondGap = true
  for (const range of ranges) if (range.from !== 1) yield* placeRange(published, range)
  return published
}

function* placeRange(draft: TreeDraft, range: IdRange): Generator<void, void> {
  for (let id = range.from; id <= range.to; id++) {
    const event = draft.events.get(id)
    if (event !== undefined) placeEvent(draft, event)
    if (id % STEP_EVENTS === 0) yield
  }
}

function finish(steps: Generator<void, ExecutionTree>): ExecutionTree {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Stores what is new and returns its ids as runs; `filled` tells that payloads were added to known events. */
function store(draft: TreeDraft, events: readonly HistoryEvent[]): { added: readonly IdRange[]; filled: boolean } {
  const added: { from: EventId; to: EventId }[] = []
  let run: { from: EventId; to: EventId } | undefined
  let filled = false
  for (const event of events) {
    const { id } = event
    if (!isPossibleId(id)) {
      draft.report(event, `${id} is not an event id`)
      continue
    }
    const known = draft.events.get(id)
    if (known !== undefined) {
      if (memberCount(event) <= memberCount(known)) continue
      filled = true
    } else if (run?.to === id - 1) {
      run.to = id
    } else if (run?.from === id + 1) {
      run.from = id
    } else {
      run = { from: id, to: id }
      added.push(run)
    }
    draft.store(event)
  }
  return { added, filled }
}

function isPossibleId(id: EventId): boolean {
  return Number.isInteger(id) && id > 0 && id < HIGHEST_ID
}

/** With `includeExecutionData: false` an event comes without its inputs and outputs: with them it has more members. */
function memberCount(event: HistoryEvent): number {
  return event.details === undefined ? 0 : Object.keys(event.details).length
}
