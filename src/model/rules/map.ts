import type { EventId, HistoryEvent } from '../../history/events.ts'
import { type Outcome, type SpanKey, spanKey } from '../span.ts'
import type { DraftOf, DraftSpan, TreeDraft } from '../tree-draft.ts'
import { container, UNKNOWN_NAME } from './climb.ts'
import { closeBelow } from './closing.ts'
import { standInIteration, standInMap, standInVisit } from './provisional.ts'
import { assign, end, hasExited, isLive, openIteration, openMapRun } from './spans.ts'

type Iteration = DraftOf<'mapIteration'>
type Visit = DraftOf<'stateVisit'>

/** What every `MapIteration*` event carries: the **Map state's** name, and the index from 0. */
interface IterationName {
  readonly name: string
  readonly index: number
}

/**
 * Only the first MaxConcurrency iterations point at `MapStateStarted`; a later one points at the last event of the
 * iteration that freed its slot. So climb to the Map visit of that name, never nest by the chain alone.
 */
export function placeIterationStarted(draft: TreeDraft, event: HistoryEvent, from: DraftSpan): void {
  const { name, index } = iterationName(event)
  const visit = mapNamed(draft, from, name) ?? (draft.beyondGap ? standInMap(draft, event, name) : undefined)
  if (visit === undefined) {
    draft.report(event, `no open Map state named "${name}" leads to this MapIterationStarted`)
    assign(draft, event, from)
    return
  }
  const round = visit.rounds.indexOf(event.previousEventId) + 1 || visit.rounds.length || 1
  openIteration(draft, event, { parent: visit, index, round })
}

/** `MapIterationSucceeded`, `Failed`, `Aborted` end the iteration; a failure closes what was open in it. */
export function placeIterationEnd(outcome: Outcome) {
  return (draft: TreeDraft, event: HistoryEvent, from: DraftSpan): void => {
    const wanted = iterationName(event)
    const iteration = iterationFor(draft, from, wanted) ?? provisional(draft, event, { from, wanted })
    if (iteration === undefined) {
      draft.report(
        event,
        `no iteration #${wanted.index} of a Map state named "${wanted.name}" leads to this ${event.type}`,
      )
      assign(draft, event, from)
      return
    }
    const own = assign(draft, event, iteration)
    if (outcome !== 'succeeded') closeBelow(draft, own, event)
    end(draft, own, event, outcome)
  }
}

function provisional(
  draft: TreeDraft,
  event: HistoryEvent,
  at: { from: DraftSpan; wanted: IterationName },
): Iteration | undefined {
  return draft.beyondGap ? standInIteration(draft, event, at.wanted) : undefined
}

/**
 * The iteration meant: on the way up from the previous event, either that iteration itself or its Map visit. An Aborted
 * may follow from a failure outside its own Map (nested Maps): then the first one open under that name and index.
 */
function iterationFor(draft: TreeDraft, from: DraftSpan, wanted: IterationName): Iteration | undefined {
  let ended: Iteration | undefined
  for (let at: DraftSpan | undefined = from; at !== undefined; at = draft.parentOf(at)) {
    const candidate = isIteration(at, wanted) ? at : inVisit(draft, at, wanted)
    if (candidate !== undefined && isLive(draft, candidate)) return candidate
    ended ??= candidate
  }
  return nearby(draft, from, top => firstOpenBelow(draft, top, wanted)) ?? ended
}

function isIteration(span: DraftSpan | undefined, wanted: IterationName): span is Iteration {
  return span?.kind === 'mapIteration' && span.index === wanted.index && span.name === wanted.name
}

function inVisit(draft: TreeDraft, span: DraftSpan, wanted: IterationName): Iteration | undefined {
  if (span.kind !== 'stateVisit' || span.stateType !== 'Map' || span.name !== wanted.name) return undefined
  const first = firstOfLastRound(span)
  // Iterations nearly always start in the order of their indexes.
  const guess = draft.span(span.children[first + wanted.index])
  if (isIteration(guess, wanted)) return guess
  for (let at = span.children.length - 1; at >= first; at--) {
    const child = draft.span(span.children[at])
    if (isIteration(child, wanted)) return child
  }
  return undefined
}

/** Position among the children of the last round's first: children are in order of their opening events. */
function firstOfLastRound(visit: Visit): number {
  const roundKey: SpanKey = spanKey(visit.rounds.at(-1) ?? 0)
  let low = 0
  let high = visit.children.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((visit.children[middle] ?? 0) < roundKey) low = middle + 1
    else high = middle
  }
  return low
}

/** Looks below `from`, then below its parent, and so on: several containers may be failing at once, each with its own. */
function nearby<S>(draft: TreeDraft, from: DraftSpan, search: (top: DraftSpan) => S | undefined): S | undefined {
  for (let at: DraftSpan | undefined = from; at !== undefined; at = draft.parentOf(at)) {
    const found = search(at)
    if (found !== undefined) return found
  }
  return undefined
}

function firstOpenBelow(draft: TreeDraft, top: DraftSpan, wanted: IterationName): Iteration | undefined {
  for (const key of top.children) {
    const child = draft.span(key)
    if (child === undefined || !isLive(draft, child)) continue
    if (isIteration(child, wanted)) return child
    const found = firstOpenBelow(draft, child, wanted)
    if (found !== undefined) return found
  }
  return undefined
}

function mapNamed(draft: TreeDraft, from: DraftSpan, name: string): Visit | undefined {
  let closed: Visit | undefined
  for (let at: DraftSpan | undefined = from; at !== undefined; at = draft.parentOf(at)) {
    if (at.kind !== 'stateVisit' || at.stateType !== 'Map' || (at.name !== name && at.name !== UNKNOWN_NAME)) continue
    if (isLive(draft, at)) return at
    if (!hasExited(at)) closed ??= at
  }
  return closed
}

/** `MapRunStarted` opens the run of a distributed Map; its items are executions of their own. */
export function placeMapRunStarted(draft: TreeDraft, event: HistoryEvent, from: DraftSpan): void {
  const visit = mapVisitFor(draft, event, from)
  const arn = event.details?.['mapRunArn']
  openMapRun(draft, event, {
    parent: visit ?? from,
    round: Math.max(visit?.rounds.length ?? 1, 1),
    mapRunArn: typeof arn === 'string' ? arn : undefined,
  })
}

/**
 * `MapRun*` events belong to the visit's latest run. `Redriven` ends nothing; nor does `Aborted`, which like every
 * nameless Aborted is followed by the record of the failure that does.
 */
export function placeMapRunEvent(outcome: Outcome | undefined) {
  return (draft: TreeDraft, event: HistoryEvent, from: DraftSpan): void => {
    const run = runFor(draft, event, from)
    if (run === undefined) {
      if (!draft.beyondGap) draft.report(event, `no Map Run leads to this ${event.type}`)
      assign(draft, event, draft.beyondGap ? (mapVisitFor(draft, event, from) ?? from) : from)
      return
    }
    const own = assign(draft, event, run)
    if (outcome !== undefined) end(draft, own, event, outcome)
  }
}

function runFor(draft: TreeDraft, event: HistoryEvent, from: DraftSpan): DraftOf<'mapRun'> | undefined {
  const run = from.kind === 'mapRun' ? from : latestRun(draft, container(draft, from, 'Map'))
  if (event.type !== 'MapRunAborted' || (run !== undefined && run.outcome === 'running')) {
    return run ?? latestRun(draft, mapVisitFor(draft, event, from))
  }
  return nearby(draft, from, top => abortedRun(draft, top, event.previousEventId)) ?? run
}

/**
 * `MapRunAborted` is nameless and may follow from a failure in another iteration or branch: then it speaks of a run that
 * this failure closed, or would close.
 */
function abortedRun(draft: TreeDraft, top: DraftSpan, failingId: EventId): DraftOf<'mapRun'> | undefined {
  for (const key of top.children) {
    const child = draft.span(key)
    if (child === undefined) continue
    const closedByIt = child.inferredEnd && child.endEventId === failingId
    if (child.kind === 'mapRun' && (closedByIt || child.outcome === 'running')) return child
    const found = abortedRun(draft, child, failingId)
    if (found !== undefined) return found
  }
  return undefined
}

function mapVisitFor(draft: TreeDraft, event: HistoryEvent, from: DraftSpan): Visit | undefined {
  const visit = container(draft, from, 'Map')
  if (visit !== undefined) return visit
  if (draft.beyondGap) return standInVisit(draft, event, { stateType: 'Map', name: UNKNOWN_NAME })
  draft.report(event, `no open Map state leads to this ${event.type}`)
  return undefined
}

function latestRun(draft: TreeDraft, visit: Visit | undefined): DraftOf<'mapRun'> | undefined {
  for (let at = (visit?.children.length ?? 0) - 1; at >= 0; at--) {
    const child = draft.span(visit?.children[at])
    if (child?.kind === 'mapRun') return child
  }
  return undefined
}

function iterationName(event: HistoryEvent): IterationName {
  const name = event.details?.['name']
  const index: EventId | unknown = event.details?.['index']
  return {
    name: typeof name === 'string' ? name : UNKNOWN_NAME,
    index: typeof index === 'number' ? index : Number(index ?? 0) || 0,
  }
}
