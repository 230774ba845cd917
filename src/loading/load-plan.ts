import type { EventId } from '../history/events.ts'
import type { IdRange } from '../model/execution-tree.ts'
import { countOf, missingRanges, rangesOf } from '../model/id-ranges.ts'
import { SourceError } from '../source/source.ts'
import type { LoadState, Pass } from './load-state.ts'
import { isOverBudget } from './payload-budget.ts'

/** A page to ask for: of a pass under way (`pass` set) or of a new one. */
export interface PlannedPage {
  readonly pass: Pass | undefined
  readonly direction: Pass['direction']
  readonly withPayloads: boolean
}

/**
 * What to ask for next. `wait`: answers under way decide. `complete`: every id 1..n is here, with the payloads that are
 * to be had. `stuck`: the history ended at both ends and ids are still missing.
 */
export type LoadPlan =
  | { readonly kind: 'ask'; readonly pages: readonly PlannedPage[] }
  | { readonly kind: 'wait' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'stuck'; readonly missing: readonly IdRange[] }

export interface PlanRules {
  /** Only what a person waits for is asked for. */
  readonly paused: boolean
  /** No more payloads than this are kept; those of a wanted event excepted. */
  readonly payloadBudgetBytes: number
}

/**
 * Decides the next requests from the set of ids that are here, never from counts or times.
 *
 * The newest page comes first: it tells how many events there are. Then both ends are read towards one another. A pass
 * that would only read again what is here is left alone as long as another can go on (a fresh token always starts at an
 * end). A wanted event decides which end comes first. The last gap of one page is asked for once.
 */
export function planNext(state: LoadState, rules: PlanRules): LoadPlan {
  if (state.lastId === undefined) return firstPage(state)
  const goal = goalOf(state, state.lastId, rules)
  if (goal.missing.length === 0) return { kind: 'complete' }
  const ways = waysOf(state, goal)
  if (ways.length === 0) return goal.filling ? { kind: 'complete' } : { kind: 'stuck', missing: goal.missing }
  const wanted = state.wanted.find(id => isMissing(goal.missing, id))
  if (rules.paused && wanted === undefined) return { kind: 'wait' }
  const ordered = inOrder(ways, state.lastId, wanted)
  const [best] = ordered
  const alone = wanted !== undefined && (rules.paused || goal.filling)
  const chosen = alone || goal.count <= state.pageSize ? ordered.slice(0, 1) : ordered
  const busy = state.passes.some(pass => pass.status === 'busy' && pass.withPayloads === goal.withPayloads)
  if (busy && goal.count <= state.pageSize) return { kind: 'wait' }
  const pages = chosen.filter(way => way.pass?.status !== 'busy')
  return best && pages.length > 0 ? { kind: 'ask', pages } : { kind: 'wait' }
}

interface Goal {
  readonly missing: readonly IdRange[]
  readonly count: number
  readonly withPayloads: boolean
  /** All ids are here; payloads are filled in. */
  readonly filling: boolean
  /** Of payloads only those are read that a person waits for: a pass that went past one did not keep it. */
  readonly wantedAlone: boolean
}

interface Way extends PlannedPage {
  /** Ids read again before something new comes. */
  readonly rereads: number
  /** The id it stands at. */
  readonly at: EventId
}

function firstPage(state: LoadState): LoadPlan {
  const withPayloads = !state.skeletonFirst
  const pass = state.passes.find(
    candidate => candidate.direction === 'backward' && candidate.withPayloads === withPayloads,
  )
  if (pass?.status === 'busy') return { kind: 'wait' }
  if (pass?.status === 'ended') return { kind: 'complete' }
  const ready = pass?.status === 'ready' ? pass : undefined
  return { kind: 'ask', pages: [{ pass: ready, direction: 'backward', withPayloads }] }
}

function goalOf(state: LoadState, lastId: EventId, rules: PlanRules): Goal {
  const missing = missingRanges(state.loaded, lastId)
  if (missing.length > 0) {
    return { missing, count: countOf(missing), withPayloads: !state.skeletonFirst, filling: false, wantedAlone: false }
  }
  const unfilled = missingRanges(state.payloads, lastId)
  const wantedAlone = isOverBudget(state, rules.payloadBudgetBytes)
  const filled = wantedAlone
    ? rangesOf(state.wanted.filter(id => isMissing(unfilled, id)).toSorted((a, b) => a - b))
    : unfilled
  return { missing: filled, count: countOf(filled), withPayloads: true, filling: true, wantedAlone }
}

/** The passes that can bring something missing: those that lose nothing, else the one that loses least. */
function waysOf(state: LoadState, goal: Goal): readonly Way[] {
  const candidates = [wayOf(state, goal, 'forward'), wayOf(state, goal, 'backward')].filter(way => way !== undefined)
  const direct = candidates.filter(way => way.rereads <= rereadAllowance(state, goal))
  if (direct.length > 0) return direct
  return candidates.toSorted((a, b) => a.rereads - b.rereads).slice(0, 1)
}

/** A skeleton read from the end must pass the first page again; worth it where many pages follow. */
function rereadAllowance(state: LoadState, goal: Goal): number {
  return !goal.withPayloads && goal.count > 4 * state.pageSize ? state.pageSize : 0
}

function wayOf(state: LoadState, goal: Goal, direction: Pass['direction']): Way | undefined {
  const { missing, withPayloads } = goal
  const pass = state.passes.find(
    candidate => candidate.direction === direction && candidate.withPayloads === withPayloads,
  )
  const first = missing[0]?.from ?? 1
  const last = missing.at(-1)?.to ?? 1
  const end = direction === 'forward' ? 0 : (state.lastId ?? 0) + 1
  const isPast =
    pass !== undefined && pass.status !== 'dead' && (pass.status === 'ended' || !isBeforeGap(pass, first, last))
  // One that has gone past a gap without filling it would do so again, unless it was not to fill it.
  if (isPast && !(goal.wantedAlone && !pass.begunFor.includes(first))) return undefined
  const alive = isPast || pass?.status === 'dead' ? undefined : pass
  const at = alive?.reached ?? end
  const rereads = direction === 'forward' ? Math.max(0, first - 1 - at) : Math.max(0, at - 1 - last)
  return { pass: alive, direction, withPayloads, rereads, at }
}

/** Has the pass still something missing before it? */
function isBeforeGap(pass: Pass, first: EventId, last: EventId): boolean {
  if (pass.reached === undefined) return true
  return pass.direction === 'forward' ? pass.reached < last : pass.reached > first
}

function inOrder(ways: readonly Way[], lastId: EventId, wanted: EventId | undefined): readonly Way[] {
  const target = wanted ?? lastId
  return ways.toSorted((a, b) => Math.abs(target - a.at) - Math.abs(target - b.at))
}

function isMissing(missing: readonly IdRange[], id: EventId): boolean {
  return missing.some(range => range.from <= id && id <= range.to)
}

/** The plan for a history that is whole already (a file, a sample): front to back. */
export function planWhole(state: LoadState): LoadPlan {
  const pass = state.passes.find(candidate => candidate.direction === 'forward')
  if (pass?.status === 'busy') return { kind: 'wait' }
  if (pass?.status === 'ended') return { kind: 'complete' }
  const ready = pass?.status === 'ready' ? pass : undefined
  return { kind: 'ask', pages: [{ pass: ready, direction: 'forward', withPayloads: true }] }
}

/** Errors after which the pages are read again from their ends: the ends have nothing more to give. */
export const READ_AGAIN: ReadonlySet<string> = new Set(['HistoryIncomplete', 'HistoryEmpty'])

/** The error of an execution that has ended and whose history, read to both ends, is empty. */
export function emptyHistory(live: boolean): SourceError {
  if (!live) return new SourceError('HistoryEmpty', 'This history holds no events.')
  return new SourceError('HistoryEmpty', 'The execution has ended, but AWS tells no event of it.', {
    why: 'A history may be some seconds behind its execution. Every execution has at least one event.',
    whatToDo: 'Retry asks for it again.',
  })
}

/** The error of a `stuck` plan. */
export function incomplete(missing: readonly IdRange[]): SourceError {
  return new SourceError('HistoryIncomplete', `The history came to its end with ${countOf(missing)} events missing.`, {
    why: 'AWS numbers events without gaps, so these must exist; the pages read did not hold them.',
    whatToDo: 'Retry reads the pages again.',
  })
}
