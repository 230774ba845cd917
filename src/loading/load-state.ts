import type { EventId, HistoryEvent } from '../history/events.ts'
import type { IdRange } from '../model/execution-tree.ts'
import { rangesOf, withRange } from '../model/id-ranges.ts'
import { type HistoryPage, type PageRequest, SourceError } from '../source/source.ts'

/** What is kept of a page. */
export interface KeptEvents {
  readonly whole: readonly HistoryEvent[]
  /** Without their payloads. */
  readonly bare: readonly HistoryEvent[]
}

/** One chain of pages: from one end, page after page by its tokens. */
export interface Pass {
  readonly number: number
  readonly direction: PageRequest['direction']
  readonly withPayloads: boolean
  readonly limit: number | undefined
  /** `ended`: its last page had no token. `dead`: its token is no longer accepted. */
  readonly status: 'ready' | 'busy' | 'ended' | 'dead'
  /** The id it came to in its direction; undefined before the first event. */
  readonly reached: EventId | undefined
  readonly tokens: ReadonlySet<string>
  /** Pages in a row that led no further. */
  readonly stalls: number
  /** What was waited for when it began. */
  readonly begunFor: readonly EventId[]
}

/** What is known of a history while it loads. Immutable. */
export interface LoadState {
  readonly loaded: readonly IdRange[]
  /** The ids whose payloads are here as well. */
  readonly payloads: readonly IdRange[]
  /** The highest id seen: ids are gapless, so this is the number of events. Undefined before the first event. */
  readonly lastId: EventId | undefined
  readonly passes: readonly Pass[]
  /** The events a person waits for. */
  readonly wanted: readonly EventId[]
  readonly skeletonFirst: boolean
  readonly payloadBytes: number
  /** Events of the fullest page so far. */
  readonly pageSize: number
}

/** A full page of GetExecutionHistory, until a page says otherwise. */
const FULL_PAGE = 1000

/** Pages in a row that lead nowhere before it is called an error: AWS does send empty pages, but not for ever. */
const MAX_STALLS = 50

export const EMPTY_LOAD: LoadState = {
  loaded: [],
  payloads: [],
  lastId: undefined,
  passes: [],
  wanted: [],
  skeletonFirst: false,
  payloadBytes: 0,
  pageSize: FULL_PAGE,
}

/** A pass that has not asked yet. */
export function freshPass(start: Pick<Pass, 'number' | 'direction' | 'withPayloads' | 'limit' | 'begunFor'>): Pass {
  return { ...start, status: 'ready', reached: undefined, tokens: new Set(), stalls: 0 }
}

/** Adds a pass; a former one of the same direction and kind is forgotten. */
export function withPass(state: LoadState, pass: Pass): LoadState {
  const others = state.passes.filter(
    other => other.direction !== pass.direction || other.withPayloads !== pass.withPayloads,
  )
  return { ...state, passes: [...others, pass] }
}

/** The state with one pass in another status. */
export function withPassStatus(state: LoadState, number: number, status: Pass['status']): LoadState {
  return { ...state, passes: state.passes.map(pass => (pass.number === number ? { ...pass, status } : pass)) }
}

/**
 * Takes in a page of pass `number`. The pass is ready for its next page, ended, or, with the error to tell, dead: a token
 * given twice would lead round in a circle, and so would endless empty pages. `kept`: what of the page is kept, by default all.
 */
export function withPage(
  state: LoadState,
  number: number,
  page: HistoryPage,
  kept: KeptEvents = { whole: page.events, bare: [] },
): { readonly state: LoadState; readonly error?: SourceError } {
  const pass = state.passes.find(candidate => candidate.number === number)
  const ids = idsOf(page.events)
  const bytes = kept.whole === page.events ? (page.payloadBytes ?? 0) : 0
  const bare = withIds(state, idsOf(kept.bare), false, 0)
  const known = withIds(bare, idsOf(kept.whole), pass?.withPayloads ?? true, bytes)
  if (!pass) return { state: known }
  const moved = advance(pass, ids, page.nextToken)
  const error = errorOf(pass, moved, page.nextToken)
  const status = error ? 'dead' : page.nextToken === undefined ? 'ended' : 'ready'
  const passes = state.passes.map(candidate => (candidate === pass ? ({ ...moved, status } as const) : candidate))
  return error ? { state: { ...known, passes }, error } : { state: { ...known, passes } }
}

function idsOf(events: readonly HistoryEvent[]): readonly EventId[] {
  return events.map(event => event.id).toSorted((a, b) => a - b)
}

/** The ids now loaded, with or without payloads. */
function withIds(state: LoadState, ids: readonly EventId[], withPayloads: boolean, chars: number): LoadState {
  if (ids.length === 0 && state.lastId !== undefined) return state
  const ranges = rangesOf(ids)
  return {
    ...state,
    loaded: ranges.reduce(withRange, state.loaded),
    payloads: withPayloads ? ranges.reduce(withRange, state.payloads) : state.payloads,
    lastId: ids.length === 0 ? state.lastId : Math.max(state.lastId ?? 0, ids.at(-1) ?? 0),
    payloadBytes: state.payloadBytes + (withPayloads ? chars : 0),
    pageSize: state.loaded.length === 0 ? ids.length || FULL_PAGE : Math.max(state.pageSize, ids.length),
  }
}

function advance(pass: Pass, ids: readonly EventId[], token: string | undefined): Pass {
  const reached = furthest(pass, ids)
  return {
    ...pass,
    reached,
    tokens: token === undefined ? pass.tokens : new Set(pass.tokens).add(token),
    stalls: reached === pass.reached ? pass.stalls + 1 : 0,
  }
}

function furthest(pass: Pass, ids: readonly EventId[]): EventId | undefined {
  const [first] = ids
  const last = ids.at(-1)
  if (first === undefined || last === undefined) return pass.reached
  return pass.direction === 'forward' ? Math.max(pass.reached ?? 0, last) : Math.min(pass.reached ?? first, first)
}

function errorOf(before: Pass, after: Pass, token: string | undefined): SourceError | undefined {
  if (token === undefined) return undefined
  if (before.tokens.has(token)) {
    return new SourceError(
      'RepeatedToken',
      'The history leads round in a circle: a page names one already read as the next.',
      {
        why: 'The other side gave the same page token twice.',
        whatToDo: 'Retry reads on from the other end.',
        retryable: false,
      },
    )
  }
  if (after.stalls < MAX_STALLS) return undefined
  return new SourceError('NoProgress', `${MAX_STALLS} pages in a row brought nothing new.`, {
    why: 'The other side goes on giving page tokens without events.',
    whatToDo: 'Retry starts from the other end.',
    retryable: false,
  })
}
