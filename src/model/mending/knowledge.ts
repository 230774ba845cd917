import type { EventId, HistoryEvent } from '../../history/events.ts'
import { MAP_ITERATION, NONE, type Slot } from '../columns.ts'
import type { IdRange } from '../execution-tree.ts'
import { UNKNOWN_NAME } from '../rules/climb.ts'
import { type TreeDraft } from '../tree-draft.ts'
import { Calls } from './calls.ts'
import { type EventFamily, familyOf, isFailureType, nameOf } from './event-family.ts'
import { Homes } from './homes.ts'
import { OpenSpans } from './open-spans.ts'
import { Outlook } from './outlook.ts'
import { Recency } from './recency.ts'

/** Events between the last ones of an iteration and its end, as far as these are written at once. */
const SOON = 4

/** What guesses are made of: what is open, where states stand, what comes next, what failed last. */
export class Knowledge {
  readonly draft: TreeDraft
  /** Whether `previousEventId` tells anything. */
  readonly isTold: boolean
  readonly open: OpenSpans
  readonly homes: Homes
  readonly recency: Recency
  readonly calls: Calls
  readonly outlook: Outlook
  /** Missing events that were `ParallelStateStarted`, with their visit. */
  readonly lostStarts = new Map<EventId, Slot>()
  /** The latest failure placed, which a container's or the execution's failure follows from. */
  lastFailure: EventId = 0

  constructor(draft: TreeDraft, ranges: readonly IdRange[], isTold: boolean) {
    this.draft = draft
    this.isTold = isTold
    this.recency = new Recency(draft)
    this.calls = new Calls(draft)
    this.open = new OpenSpans(draft, this.recency)
    this.homes = new Homes(draft)
    this.outlook = new Outlook(draft, ranges)
  }

  /** The span of the previous event; NONE where it is not there or not to be believed. */
  told(event: HistoryEvent): Slot {
    const previous = event.previousEventId
    return this.isTold && previous > 0 && previous < event.id ? this.draft.slotOfEvent(previous) : NONE
  }

  /** To be called for every event that was placed. */
  learn(event: HistoryEvent, family: EventFamily): void {
    this.open.update()
    this.recency.learn(event.id)
    this.calls.learn(event)
    if (family === 'iterationStarted' || family === 'iterationEnd') this.learnMapName(event)
    if (family === 'entered') this.homes.learn(this.draft.slotOfEvent(event.id))
    if (event.type === 'ExecutionRedriven') this.open.lookAgain()
    if (isFailureType(event.type)) this.lastFailure = event.id
  }

  /** Of some visits of one name, that whose iteration is told to end soon after an event: its last states were left then. */
  endingSoon(visits: readonly Slot[], id: EventId): Slot | undefined {
    const { draft } = this
    const end = this.outlook.next(id, next => familyOf(next) === 'iterationEnd', SOON)
    if (end === undefined) return undefined
    return visits.find(visit => isIterationOf(draft, draft.parent(visit), end))
  }

  /** The events of iterations carry the name of their Map. */
  private learnMapName(event: HistoryEvent): void {
    const { draft } = this
    const span = draft.slotOfEvent(event.id)
    const map = draft.is(span, MAP_ITERATION) ? draft.parent(span) : NONE
    if (map === NONE || draft.name(map) !== UNKNOWN_NAME) return
    draft.rename(map, { name: nameOf(event), stateType: 'Map' })
    this.open.renamed(map)
  }
}

/** Of some spans that of which nothing was heard for longest; of several the first. */
export function longestUnheard({ recency }: Knowledge, spans: readonly Slot[]): Slot | undefined {
  let found: Slot | undefined
  for (const span of spans) {
    if (found === undefined || recency.lastWithin(span) < recency.lastWithin(found)) found = span
  }
  return found
}

/** Whether a span is the iteration that an event names by Map and index. */
export function isIterationOf(draft: TreeDraft, slot: Slot, event: HistoryEvent): boolean {
  if (!draft.is(slot, MAP_ITERATION) || draft.ordinal(slot) !== indexIn(event)) return false
  return draft.name(draft.parent(slot)) === nameOf(event)
}

/** The index in the details of an iteration's event. */
export function indexIn(event: HistoryEvent): number {
  return Number(event.details?.['index'] ?? 0) || 0
}
