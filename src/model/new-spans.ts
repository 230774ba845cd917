import type { HistoryEvent } from '../history/events.ts'
import { branchKey, type SpanKey, type StateType, spanKey } from './span.ts'
import type { DraftOf } from './tree-draft.ts'

/*
 * Spans on their first day. Every member is written out, in the same order: a million of these are made for a large
 * history, and objects of one shape made in one go cost a third of what spreading a common part into each does.
 */

/** Where a new span hangs. */
export interface Opening {
  readonly key: SpanKey
  readonly parentKey: SpanKey
  /** False where the parent is only a stand-in until earlier events are loaded. */
  readonly placed: boolean
  readonly owner: number
}

/** Shared by all spans that have none: lists are replaced, never written in place, while they are short. */
const NONE: never[] = []

export function newExecution(owner: number): DraftOf<'execution'> {
  return {
    kind: 'execution',
    key: spanKey(1),
    parentKey: undefined,
    children: NONE,
    events: NONE,
    startEventId: 1,
    startedAt: 0,
    endEventId: null,
    endedAt: undefined,
    outcome: 'running',
    inferredEnd: false,
    earlierSegments: NONE,
    segmentStartEventId: 1,
    beginningLoaded: false,
    placed: true,
    redrives: NONE,
    owner,
  }
}

export function newVisit(
  event: HistoryEvent,
  at: Opening,
  state: { readonly name: string; readonly stateType: StateType },
): DraftOf<'stateVisit'> {
  return {
    kind: 'stateVisit',
    key: at.key,
    parentKey: at.parentKey,
    children: NONE,
    events: NONE,
    startEventId: event.id,
    startedAt: event.timestamp,
    endEventId: null,
    endedAt: undefined,
    outcome: 'running',
    inferredEnd: false,
    earlierSegments: NONE,
    segmentStartEventId: event.id,
    beginningLoaded: true,
    placed: at.placed,
    name: state.name,
    stateType: state.stateType,
    rounds: NONE,
    owner: at.owner,
  }
}

export function newAttempt(
  event: HistoryEvent,
  at: Opening,
  task: { readonly name: string; readonly attempt: number },
): DraftOf<'taskAttempt'> {
  return {
    kind: 'taskAttempt',
    key: at.key,
    parentKey: at.parentKey,
    children: NONE,
    events: NONE,
    startEventId: event.id,
    startedAt: event.timestamp,
    endEventId: null,
    endedAt: undefined,
    outcome: 'running',
    inferredEnd: false,
    earlierSegments: NONE,
    segmentStartEventId: event.id,
    beginningLoaded: true,
    placed: at.placed,
    name: task.name,
    attempt: task.attempt,
    owner: at.owner,
  }
}

export function newIteration(
  event: HistoryEvent,
  at: Opening,
  item: { readonly name: string; readonly index: number; readonly round: number },
): DraftOf<'mapIteration'> {
  return {
    kind: 'mapIteration',
    key: at.key,
    parentKey: at.parentKey,
    children: NONE,
    events: NONE,
    startEventId: event.id,
    startedAt: event.timestamp,
    endEventId: null,
    endedAt: undefined,
    outcome: 'running',
    inferredEnd: false,
    earlierSegments: NONE,
    segmentStartEventId: event.id,
    beginningLoaded: true,
    placed: at.placed,
    name: item.name,
    index: item.index,
    round: item.round,
    owner: at.owner,
  }
}

export function newBranch(
  event: HistoryEvent,
  at: Omit<Opening, 'key'>,
  order: { readonly index: number; readonly round: number },
): DraftOf<'parallelBranch'> {
  return {
    kind: 'parallelBranch',
    key: branchKey(event.id),
    parentKey: at.parentKey,
    children: NONE,
    events: NONE,
    startEventId: event.id,
    startedAt: event.timestamp,
    endEventId: null,
    endedAt: undefined,
    outcome: 'running',
    inferredEnd: false,
    earlierSegments: NONE,
    segmentStartEventId: event.id,
    beginningLoaded: true,
    placed: at.placed,
    index: order.index,
    round: order.round,
    owner: at.owner,
  }
}

export function newMapRun(
  event: HistoryEvent,
  at: Opening,
  run: { readonly mapRunArn: string | undefined; readonly round: number },
): DraftOf<'mapRun'> {
  return {
    kind: 'mapRun',
    key: at.key,
    parentKey: at.parentKey,
    children: NONE,
    events: NONE,
    startEventId: event.id,
    startedAt: event.timestamp,
    endEventId: null,
    endedAt: undefined,
    outcome: 'running',
    inferredEnd: false,
    earlierSegments: NONE,
    segmentStartEventId: event.id,
    beginningLoaded: true,
    placed: at.placed,
    mapRunArn: run.mapRunArn,
    round: run.round,
    owner: at.owner,
  }
}
