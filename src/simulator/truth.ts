import type { EventId } from '../history/events.ts'

export type TrueOutcome = 'running' | 'succeeded' | 'failed' | 'caught' | 'timedOut' | 'aborted'

/** A span as `sfn-timeline outline --json` writes it; `null` where a field does not apply. */
export interface OutlineSpan {
  readonly id: string
  readonly kind: 'execution' | 'stateVisit' | 'taskAttempt' | 'mapIteration' | 'parallelBranch' | 'mapRun'
  readonly parent: string | null
  readonly name: string | null
  readonly index: number | null
  readonly round: number | null
  readonly attempt: number | null
  readonly start: EventId
  readonly end: EventId | null
  readonly outcome: TrueOutcome
  readonly events: readonly EventId[]
}

/** A span while the simulation runs: it knows its place, and what has become of it so far. */
export interface LiveSpan {
  readonly shape: Omit<OutlineSpan, 'end' | 'outcome' | 'events'>
  readonly parent: LiveSpan | undefined
  readonly children: LiveSpan[]
  outcome: TrueOutcome
}

type Change =
  | { readonly at: EventId; readonly kind: 'open' | 'reopen' | 'event'; readonly span: LiveSpan }
  | {
      readonly at: EventId
      readonly kind: 'close'
      readonly span: LiveSpan
      readonly outcome: TrueOutcome
      readonly end: EventId
    }

export type SpanPlace = Pick<OutlineSpan, 'kind'> & Partial<Pick<OutlineSpan, 'name' | 'index' | 'round' | 'attempt'>>

/**
 * Writes down what really happened while a simulation makes it happen: nothing here is read off the history. Every
 * change is stamped with the event that brought it, so that the truth about any prefix can be told afterwards.
 */
export interface TruthRecorder {
  open(at: EventId, place: SpanPlace, parent: LiveSpan | undefined): LiveSpan
  /** The event belongs to the span. A span that a failure had closed is taken up again, with all around it. */
  event(at: EventId, owner: LiveSpan): void
  /** The end of an iteration that the failure around it had closed already: takes nothing up again. */
  lateEvent(at: EventId, owner: LiveSpan): void
  close(at: EventId, span: LiveSpan, outcome: TrueOutcome): void
  /** A failure was recorded by event `at`: closes what is open below `span`. `failing` is the event that failed. */
  closeBelow(at: EventId, span: LiveSpan, failing: EventId): void
  /** ExecutionAborted, ExecutionTimedOut. */
  closeAll(at: EventId, root: LiveSpan): void
  reopen(at: EventId, span: LiveSpan): void
  truthAt(lastEventId: EventId): OutlineSpan[]
}

const LETTERS = {
  execution: 'x',
  stateVisit: 's',
  taskAttempt: 'a',
  mapIteration: 'i',
  parallelBranch: 'b',
  mapRun: 'r',
}

export function createTruthRecorder(isKept: boolean): TruthRecorder {
  const changes: Change[] = []
  const owners: LiveSpan[] = []
  const note = (change: Change) => {
    if (isKept) changes.push(change)
  }
  const close = (at: EventId, span: LiveSpan, outcome: TrueOutcome, end: EventId) => {
    span.outcome = outcome
    note({ at, kind: 'close', span, outcome, end })
  }
  const reopen = (at: EventId, span: LiveSpan) => {
    span.outcome = 'running'
    note({ at, kind: 'reopen', span })
  }
  const belong = (at: EventId, owner: LiveSpan) => {
    if (isKept) owners[at] = owner
    note({ at, kind: 'event', span: owner })
  }
  return {
    open(at, place, parent) {
      const span = liveSpan(at, place, parent)
      if (isKept) parent?.children.push(span)
      note({ at, kind: 'open', span })
      return span
    },
    event(at, owner) {
      belong(at, owner)
      for (let span: LiveSpan | undefined = owner; span; span = span.parent) if (isTakenUpAgain(span)) reopen(at, span)
    },
    lateEvent: belong,
    close: (at, span, outcome) => close(at, span, outcome, at),
    closeBelow(at, span, failing) {
      if (!isKept) return
      const path = pathOf(owners[failing])
      for (const open of openBelow(span))
        close(at, open, path.has(open) && canFail(open) ? 'failed' : 'aborted', failing)
    },
    closeAll(at, root) {
      if (isKept) for (const open of openBelow(root)) close(at, open, 'aborted', at)
    },
    reopen,
    truthAt: lastEventId => truthOf(changes, lastEventId),
  }
}

function liveSpan(at: EventId, place: SpanPlace, parent: LiveSpan | undefined): LiveSpan {
  const { kind, name = null, index = null, round = null, attempt = null } = place
  const shape = {
    id: `${LETTERS[kind]}${at}`,
    kind,
    parent: parent?.shape.id ?? null,
    name,
    index,
    round,
    attempt,
    start: at,
  }
  return { shape, parent, children: [], outcome: 'running' }
}

/** Redrive: what a failure closed runs again, except attempts and map runs, which are not the execution's to continue. */
function isTakenUpAgain(span: LiveSpan): boolean {
  const wasClosedByFailure = span.outcome === 'failed' || span.outcome === 'aborted'
  return wasClosedByFailure && canFail(span) && span.shape.kind !== 'execution'
}

function canFail(span: LiveSpan): boolean {
  return span.shape.kind !== 'taskAttempt' && span.shape.kind !== 'mapRun'
}

function pathOf(span: LiveSpan | undefined): Set<LiveSpan> {
  const path = new Set<LiveSpan>()
  for (let step = span; step; step = step.parent) path.add(step)
  return path
}

function openBelow(span: LiveSpan): LiveSpan[] {
  const open: LiveSpan[] = []
  for (const child of span.children) {
    if (child.outcome !== 'running') continue
    open.push(child, ...openBelow(child))
  }
  return open
}

function truthOf(changes: readonly Change[], lastEventId: EventId): OutlineSpan[] {
  const spans = new Map<LiveSpan, { end: EventId | null; outcome: TrueOutcome; events: EventId[] }>()
  for (const change of changes) {
    if (change.at > lastEventId) break
    const state = spans.get(change.span) ?? { end: null, outcome: 'running', events: [] }
    spans.set(change.span, state)
    if (change.kind === 'event') state.events.push(change.at)
    if (change.kind === 'reopen') Object.assign(state, { end: null, outcome: 'running' })
    if (change.kind === 'close') Object.assign(state, { end: change.end, outcome: change.outcome })
  }
  return [...spans].map(([span, state]) => ({ ...span.shape, ...state }))
}
