import type { EventId, HistoryEvent } from '../history/events.ts'
import {
  type Activity,
  BEGINNING_NOT_LOADED,
  END,
  ENDING_NOT_LOADED,
  EVENT_WIDTH_BITS,
  EXECUTION,
  FAILING,
  FLAGS,
  INFERRED_END,
  KEY,
  KIND,
  KINDS,
  LAST_CHILD,
  LAST_EVENT,
  NAME,
  type NewSpan,
  NONE,
  NOT_PLACED,
  OPENED,
  OPENED_ODD,
  ORDINAL,
  OUTCOME,
  OUTCOME_OF_CODE,
  PARENT,
  type PlaceGuess,
  PREVIOUS_OWN,
  PREVIOUS_SIBLING,
  ROOT,
  ROUND,
  type Slot,
  SPAN_OF,
  SPAN_WIDTH_BITS,
  STAMP,
  STATE_TYPE,
} from './columns.ts'
import { CowRecords, CowTable } from './cow-table.ts'
import type { Oddity } from './execution-tree.ts'
import { branchKey, isBranchKey, openingOf, spanKey } from './keys.ts'
import type { Outcome, SpanKey, SpanKind } from './span.ts'
import { WordNumbers } from './word-numbers.ts'

const NO_NUMBERS: readonly number[] = []
let lastOwner = 0

/** A tree under construction. `fork` gives a second one that starts from the same state and shares its storage. */
export class TreeDraft {
  private owner: number
  private readonly spans: CowRecords
  private readonly links: CowRecords
  private readonly activities: CowTable<Activity>
  private readonly words: WordNumbers
  readonly events: CowTable<HistoryEvent>
  readonly oddities: Oddity[]
  spanCount: number
  /** The latest `ExecutionRedriven`, 0 before the first. */
  lastRedriveId: EventId
  /** True while events are placed before which others are not loaded: what a rule does not find may be among those. */
  beyondGap = false
  restarts = 0
  /** Tells where stand-ins belong, where more is known than what is placed so far. */
  guess: PlaceGuess | undefined
  /** Map visits made up for iterations whose Map state is not loaded, by the Map state's name. */
  readonly provisionalMaps = new Map<string, Slot>()

  constructor(from?: TreeDraft) {
    this.owner = ++lastOwner
    this.spans = from?.spans.snapshot() ?? new CowRecords(SPAN_WIDTH_BITS)
    this.links = from?.links.snapshot() ?? new CowRecords(EVENT_WIDTH_BITS)
    this.activities = from?.activities.snapshot() ?? new CowTable<Activity>()
    this.words = from?.words ?? new WordNumbers()
    this.events = from?.events.snapshot() ?? new CowTable<HistoryEvent>()
    this.oddities = from?.oddities.slice() ?? []
    this.spanCount = from?.spanCount ?? 0
    this.lastRedriveId = from?.lastRedriveId ?? 0
    if (from !== undefined) return
    this.add({ key: spanKey(1), kind: EXECUTION, parent: NONE, placed: true })
    this.markBeginning(ROOT, false)
  }

  fork(): TreeDraft {
    const copy = new TreeDraft(this)
    this.owner = ++lastOwner // What the copy shares must not be written to from here either.
    return copy
  }

  store(event: HistoryEvent): void {
    this.events.set(event.id, event, this.owner)
  }

  report(event: HistoryEvent, reason: string): void {
    this.oddities.push({ eventId: event.id, reason })
  }

  /** Makes a span, the last child of its parent. */
  add(span: NewSpan): Slot {
    const slot = ++this.spanCount
    // Where a log leaves out ExecutionStarted, a state may be opened by event 1, as the execution itself is.
    const key = span.key === spanKey(1) && span.parent !== NONE ? branchKey(1) : span.key
    const row = this.spans.own(slot, this.owner)
    const at = this.spans.offset(slot)
    row[at + KEY] = key
    row[at + PARENT] = span.parent
    row[at + KIND] = span.kind
    row[at + FLAGS] = span.placed ? 0 : NOT_PLACED
    row[at + NAME] = span.name === undefined ? 0 : this.words.numberOf(span.name)
    row[at + STATE_TYPE] = span.stateType === undefined ? 0 : this.words.numberOf(span.stateType)
    row[at + ORDINAL] = span.ordinal ?? 0
    row[at + ROUND] = span.round ?? 0
    row[at + STAMP] = this.owner
    this.links.set(openingOf(key), isBranchKey(key) ? OPENED_ODD : OPENED, slot, this.owner)
    if (span.parent !== NONE) this.adopt(span.parent, slot)
    return slot
  }

  /** Makes an event one of the span's own. */
  assign(slot: Slot, id: EventId): void {
    const row = this.spans.own(slot, this.owner)
    const at = this.spans.offset(slot)
    const link = this.links.own(id, this.owner)
    const linkAt = this.links.offset(id)
    link[linkAt + SPAN_OF] = slot
    link[linkAt + PREVIOUS_OWN] = row[at + LAST_EVENT] ?? 0
    row[at + LAST_EVENT] = id
    row[at + STAMP] = this.owner
  }

  slotOfEvent(id: EventId): Slot {
    return this.links.get(id, SPAN_OF)
  }

  slotOfKey(key: SpanKey): Slot {
    return this.links.get(openingOf(key), isBranchKey(key) ? OPENED_ODD : OPENED)
  }

  key(slot: Slot): SpanKey {
    return this.spans.get(slot, KEY)
  }

  parent(slot: Slot): Slot {
    return this.spans.get(slot, PARENT)
  }

  is(slot: Slot, kind: number): boolean {
    return slot !== NONE && this.spans.get(slot, KIND) === kind
  }

  kind(slot: Slot): SpanKind {
    return KINDS[this.spans.get(slot, KIND)] ?? 'execution'
  }

  /** A visit's name; an attempt's and an iteration's are their visit's. */
  name(slot: Slot): string {
    return this.words.word(this.spans.get(slot, NAME))
  }

  stateType(slot: Slot): string {
    return this.words.word(this.spans.get(slot, STATE_TYPE))
  }

  rename(slot: Slot, state: { name: string; stateType: string }): void {
    this.put(slot, NAME, this.words.numberOf(state.name))
    this.put(slot, STATE_TYPE, this.words.numberOf(state.stateType))
  }

  ordinal(slot: Slot): number {
    return this.spans.get(slot, ORDINAL)
  }

  /** Of an iteration, branch or map run: the round it belongs to. Of a visit: how many rounds it has begun. */
  round(slot: Slot): number {
    return this.spans.get(slot, ROUND)
  }

  beginRound(slot: Slot): void {
    this.put(slot, ROUND, this.round(slot) + 1)
  }

  lastChild(slot: Slot): Slot {
    return this.spans.get(slot, LAST_CHILD)
  }

  previousSibling(slot: Slot): Slot {
    return this.spans.get(slot, PREVIOUS_SIBLING)
  }

  /** In order of their opening events. */
  children(slot: Slot): readonly Slot[] {
    let at = this.lastChild(slot)
    if (at === NONE) return NO_NUMBERS
    const children: Slot[] = []
    for (; at !== NONE; at = this.previousSibling(at)) children.push(at)
    return children.reverse()
  }

  childKeys(slot: Slot): readonly SpanKey[] {
    return this.lastChild(slot) === NONE ? NO_NUMBERS : this.children(slot).map(child => this.key(child))
  }

  /** The last of its own events; 0 for none. */
  lastEvent(slot: Slot): EventId {
    return this.spans.get(slot, LAST_EVENT)
  }

  /** Ascending. */
  eventsOf(slot: Slot): readonly EventId[] {
    let id = this.spans.get(slot, LAST_EVENT)
    if (id === 0) return NO_NUMBERS
    const events: EventId[] = []
    for (; id !== 0; id = this.links.get(id, PREVIOUS_OWN)) events.push(id)
    return events.reverse()
  }

  has(slot: Slot, outcome: number): boolean {
    return this.spans.get(slot, OUTCOME) === outcome
  }

  outcome(slot: Slot): Outcome {
    return OUTCOME_OF_CODE[this.spans.get(slot, OUTCOME)] ?? 'running'
  }

  /** The event that ended it; 0 while it runs. */
  end(slot: Slot): EventId {
    return this.spans.get(slot, END)
  }

  /** `failingId`: of an inferred end, the event whose failure closed it. */
  close(slot: Slot, end: { outcome: number; eventId: EventId; inferred: boolean; failingId?: EventId }): void {
    const row = this.spans.own(slot, this.owner)
    const at = this.spans.offset(slot)
    const flags = (row[at + FLAGS] ?? 0) & ~(INFERRED_END | ENDING_NOT_LOADED)
    row[at + OUTCOME] = end.outcome
    row[at + END] = end.eventId
    row[at + FAILING] = end.failingId ?? 0
    row[at + FLAGS] = end.inferred ? flags | INFERRED_END : flags
    row[at + STAMP] = this.owner
  }

  /** The failure that closed it; 0 where an event of its own did, and while it runs. */
  failingEvent(slot: Slot): EventId {
    return this.spans.get(slot, FAILING)
  }

  inferredEnd(slot: Slot): boolean {
    return (this.spans.get(slot, FLAGS) & INFERRED_END) !== 0
  }

  beginningLoaded(slot: Slot): boolean {
    return (this.spans.get(slot, FLAGS) & BEGINNING_NOT_LOADED) === 0
  }

  markBeginning(slot: Slot, loaded: boolean): void {
    this.flag(slot, BEGINNING_NOT_LOADED, !loaded)
  }

  /** False where the event that ended it is missing: it was over by `end` at the latest. */
  endingLoaded(slot: Slot): boolean {
    return (this.spans.get(slot, FLAGS) & ENDING_NOT_LOADED) === 0
  }

  markEnding(slot: Slot, loaded: boolean): void {
    this.flag(slot, ENDING_NOT_LOADED, !loaded)
  }

  placed(slot: Slot): boolean {
    return slot !== NONE && (this.spans.get(slot, FLAGS) & NOT_PLACED) === 0
  }

  activity(slot: Slot): Activity | undefined {
    return this.activities.get(slot)
  }

  setActivity(slot: Slot, activity: Activity): void {
    this.activities.set(slot, activity, this.owner)
    this.put(slot, STAMP, this.owner)
  }

  /** Differs whenever the span was changed: two drafts that agree on it agree on the whole span. */
  stamp(slot: Slot): number {
    return this.spans.get(slot, STAMP)
  }

  private adopt(parent: Slot, child: Slot): void {
    const row = this.spans.own(parent, this.owner)
    const at = this.spans.offset(parent)
    const last = row[at + LAST_CHILD] ?? NONE
    if (last !== NONE) this.put(child, PREVIOUS_SIBLING, last)
    row[at + LAST_CHILD] = child
    row[at + STAMP] = this.owner
  }

  private put(slot: Slot, field: number, value: number): void {
    this.spans.set(slot, field, value, this.owner)
  }

  private flag(slot: Slot, flag: number, on: boolean): void {
    this.put(slot, FLAGS, on ? this.spans.get(slot, FLAGS) | flag : this.spans.get(slot, FLAGS) & ~flag)
  }
}
