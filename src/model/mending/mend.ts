import type { HistoryEvent } from '../../history/events.ts'
import { NONE, PARALLEL_BRANCH, ROOT, type Slot, STATE_VISIT, SUCCEEDED } from '../columns.ts'
import type { IdRange } from '../execution-tree.ts'
import { placeFrom, reportLater } from '../rules/place-event.ts'
import { standInBranch, standInIterationOf } from '../rules/provisional.ts'
import { enterBranch, enterSequence } from '../rules/states.ts'
import { TreeDraft } from '../tree-draft.ts'
import { type Chain, type Diagnosis } from './diagnosis.ts'
import { type EventFamily, familyOf, nameOf, stateTypeOf } from './event-family.ts'
import { taskOfLostAttempt } from './guess-attempt.ts'
import { type EntryPlace, guessEntry, toldEntry } from './guess-sequence.ts'
import { Guesses } from './guesses.ts'
import { eventsIn } from './outlook.ts'
import { endBelow, endFormer, endFormerAttempt, endLeftOver, onlyOpenVisit } from './over.ts'
import { beforeEntry, beforeOther } from './previous.ts'

/** Events placed in one step: well under a millisecond. */
const STEP_EVENTS = 128

/**
 * The tree of a history that is not whole and of which no more will come. The rules are those of a whole one; where an event
 * does not say where it belongs, names and what is open decide, and what must be over by what came after is closed.
 */
export function* mended(
  stored: TreeDraft,
  ranges: readonly IdRange[],
  { chain, afterEnd }: Diagnosis,
): Generator<void, TreeDraft> {
  const draft = new TreeDraft()
  for (const event of eventsIn(stored, ranges)) draft.store(event)
  // In a history without holes what is not found is odd, not missing.
  draft.beyondGap = ranges.length !== 1 || ranges[0]?.from !== 1
  const guesses = new Guesses(draft, ranges, chain === 'told')
  draft.guess = {
    sequenceOf: event => placeOf(guesses, event),
    taskVisit: () => taskOfLostAttempt(guesses),
    failedBelow: top => onlyOpenVisit(draft, top),
    mapVisit: name => guesses.open.visits(name, 'Map').at(-1) ?? NONE,
  }
  let count = 0
  for (const event of eventsIn(stored, ranges)) {
    place(guesses, event)
    if (++count % STEP_EVENTS === 0) yield
  }
  endLeftOver(guesses)
  for (const odd of stored.oddities) if (stored.events.get(odd.eventId) === undefined) draft.oddities.push(odd)
  tell(draft, { chain, first: ranges[0]?.from ?? 1, afterEnd })
  draft.guess = undefined
  return draft
}

function place(guesses: Guesses, event: HistoryEvent): void {
  const { draft } = guesses
  if (guesses.isTold && event.previousEventId >= event.id) reportLater(draft, event)
  const family = familyOf(event)
  const before = draft.spanCount
  if (family === 'entered') placeEntered(guesses, event)
  else {
    const from = guesses.from(event)
    placeFrom(
      draft,
      linked(guesses, event, () => beforeOther(guesses, event, from)),
      from,
    )
  }
  closeWhatIsOver(guesses, event, { family, isNew: draft.spanCount > before })
  guesses.learn(event, family)
}

function placeEntered(guesses: Guesses, event: HistoryEvent): void {
  const { draft } = guesses
  const told = event.previousEventId === 0 && draft.lastChild(ROOT) === NONE ? ROOT : guesses.told(event)
  const entry = (told === NONE ? undefined : toldEntry(guesses, event, told)) ?? guessEntry(guesses, event)
  const state = { name: nameOf(event), stateType: stateTypeOf(event) }
  const following = linked(guesses, event, () => beforeEntry(guesses, entry))
  if ('parallel' in entry) {
    if (draft.round(entry.parallel) === 0) draft.beginRound(entry.parallel)
    enterBranch(draft, following, { ...state, parallel: entry.parallel })
    return
  }
  const sequence = 'map' in entry ? standInIterationOf(draft, entry.map, event.previousEventId) : entry.sequence
  enterSequence(draft, following, { ...state, sequence, placed: draft.placed(sequence) })
}

/** Where ids tell nothing, the event gets the previous one that was found, so that whatever reads the chain finds it. */
function linked(guesses: Guesses, event: HistoryEvent, previous: () => number): HistoryEvent {
  if (guesses.isTold) return event
  const link = { ...event, previousEventId: previous() }
  guesses.draft.store(link)
  return link
}

function placeOf(guesses: Guesses, event: HistoryEvent): Slot {
  const told = guesses.told(event)
  const entry: EntryPlace | undefined = told === NONE ? guessEntry(guesses, event) : toldEntry(guesses, event, told)
  if (entry === undefined) return ROOT
  if ('sequence' in entry) return entry.sequence
  // A span is known by the id of one event: what else this event tells of may need it.
  if (!standsForOneSpan(event)) return ROOT
  return 'map' in entry
    ? standInIterationOf(guesses.draft, entry.map, event.id)
    : standInBranch(guesses.draft, event, entry.parallel)
}

function standsForOneSpan(event: HistoryEvent): boolean {
  const family = familyOf(event)
  return family === 'exited' || family === 'container' || family === 'evaluationFailed'
}

function closeWhatIsOver(
  guesses: Guesses,
  event: HistoryEvent,
  { family, isNew }: { family: EventFamily; isNew: boolean },
): void {
  const { draft } = guesses
  const span = draft.slotOfEvent(event.id)
  if (family === 'entered') endFormer(guesses, span, event.id)
  else if (family === 'scheduled' && isNew) endFormerAttempt(guesses, span, event.id)
  else if (family === 'exited' || event.type === 'ExecutionSucceeded') endBelow(guesses, span, event.id)
  else if (draft.has(span, SUCCEEDED) && (draft.is(span, STATE_VISIT) || draft.is(span, PARALLEL_BRANCH))) {
    endBelow(guesses, span, event.id)
  } else if (/^(?:MapIteration|MapState|ParallelState)Succeeded$/.test(event.type)) endBelow(guesses, span, event.id)
}

function tell(
  draft: TreeDraft,
  { chain, first, afterEnd }: Omit<Diagnosis, 'chain'> & { chain: Chain; first: number },
): void {
  if (chain !== 'told') {
    const what =
      chain === 'counts'
        ? 'previousEventId only counts and does not tell what an event follows from'
        : 'no event tells by previousEventId what it follows from'
    draft.oddities.length = 0
    draft.oddities.push({ eventId: first, reason: `${what}: told by names and order instead` })
  }
  if (afterEnd === undefined) return
  const { eventId, count } = afterEnd
  const what = count === 1 ? 'this event was' : `${count} events were`
  draft.oddities.push({ eventId, reason: `${what} written after the end of the execution` })
}
