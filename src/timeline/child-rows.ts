import type { ChildList } from '../forest/child-list.ts'
import type { Graft } from '../forest/forest.ts'
import { type GlobalKey, rootKeyOf } from '../forest/keys.ts'
import type { Outcome } from '../model/span.ts'
import { compareNames } from '../words/compare-names.ts'
import { outcomeOfStatus } from '../words/outcomes.ts'
import type { FanOutView } from './chart-types.ts'
import { createColumn } from './column.ts'
import { cutTo, type Listing } from './fan-out.ts'
import type { KeptChildren } from './kept-rows.ts'
import { type Lanes, packColumns } from './lanes.ts'
import { codeOf, isEndUntold, isFailure, UNTOLD } from './outcome-code.ts'
import { type Silhouette, stepsOf } from './silhouette.ts'

/** What is counted of the children of a Map Run that are listed. */
export interface ChildCounts {
  readonly total: number
  readonly failed: number
  readonly running: number
}

/** A child list as numbers, in the list's order. */
interface ChildColumns {
  readonly keys: Float64Array
  /** Epoch ms; Infinity where nothing tells. */
  readonly starts: Float64Array
  readonly ends: Float64Array
  /** Codes of `outcome-code.ts`, `UNTOLD` among them. */
  readonly outcomes: Float64Array
}

const columnsOfList = new WeakMap<ChildList, ChildColumns>()
const silhouettes = new WeakMap<ChildList, Silhouette>()
const counts = new WeakMap<ChildList, ChildCounts>()
// By the list, or by what a filter leaves of it.
const listings = new WeakMap<ChildList | KeptChildren, Map<string, Listing>>()
const packed = new WeakMap<ChildList | KeptChildren, Map<string, Lanes>>()

function columnsOf(list: ChildList): ChildColumns {
  let columns = columnsOfList.get(list)
  if (columns === undefined) columnsOfList.set(list, (columns = readColumns(list)))
  return columns
}

function readColumns(list: ChildList): ChildColumns {
  const { count } = list
  const keys = new Float64Array(count)
  const starts = new Float64Array(count)
  const ends = new Float64Array(count)
  const outcomes = new Float64Array(count)
  for (let position = 0; position < count; position++) {
    keys[position] = rootKeyOf(list.memberAt(position))
    starts[position] = list.startedAt(position) ?? Infinity
    ends[position] = list.stoppedAt(position) ?? Infinity
    const outcome = outcomeOf(list, position)
    outcomes[position] = outcome === undefined ? UNTOLD : codeOf(outcome)
  }
  return { keys, starts, ends, outcomes }
}

/** Undefined where no status is told (a child that a link alone tells of), or one that nobody knows. */
function outcomeOf(list: ChildList, position: number): Outcome | undefined {
  return outcomeOfStatus(list.statusAt(position))
}

function hasFailed(list: ChildList, position: number): boolean {
  const outcome = outcomeOf(list, position)
  return outcome !== undefined && isFailure(outcome)
}

/** How many of a Map Run's children ran at once, and which failed when: from the list alone. Worked out once for each list. */
export function silhouetteOfList(list: ChildList): Silhouette {
  let silhouette = silhouettes.get(list)
  if (silhouette === undefined) silhouettes.set(list, (silhouette = measure(list)))
  return silhouette
}

function measure(list: ChildList): Silhouette {
  const { keys, starts, ends, outcomes } = columnsOf(list)
  const failed: { at: number; key: GlobalKey }[] = []
  const began = createColumn()
  const ended = createColumn()
  for (let position = 0; position < list.count; position++) {
    const start = starts[position] ?? Infinity
    const end = ends[position] ?? Infinity
    // How long it ran nothing tells: it cannot be counted among those that ran at once.
    if (start === Infinity || isEndUntold(end, outcomes[position] ?? UNTOLD)) continue
    began.push(start)
    ended.push(end)
    if (end !== Infinity && hasFailed(list, position)) failed.push({ at: end, key: keys[position] ?? 0 })
  }
  failed.sort((a, b) => a.at - b.at)
  return {
    ...stepsOf(began.values().toSorted(), ended.values().toSorted()),
    total: list.count,
    failedAt: Float64Array.from(failed, one => one.at),
    failedKeys: Float64Array.from(failed, one => one.key),
  }
}

/** Children of a Map Run that began and that no list has told of yet, as far as DescribeMapRun counts them. */
export function unlistedOf({ run, children }: Extract<Graft, { kind: 'mapRun' }>): number {
  const counts = run?.executionCounts ?? {}
  return Math.max(0, (counts['total'] ?? 0) - (counts['pending'] ?? 0) - children.count)
}

/** Counts what is listed, once for each list. */
export function childCounts(list: ChildList): ChildCounts {
  let counted = counts.get(list)
  if (counted === undefined) {
    let [failed, running] = [0, 0]
    for (let position = 0; position < list.count; position++) {
      if (hasFailed(list, position)) failed++
      if (outcomeOf(list, position) === 'running') running++
    }
    counts.set(list, (counted = { total: list.count, failed, running }))
  }
  return counted
}

/**
 * Children as a Map Run's view wants them: those that a filter keeps, chosen, sorted, cut to the limit. The keys are those of whole members. Worked out once for
 * each list and view: sorting ten thousand with every row that is opened would be felt.
 */
export function listChildren(list: ChildList, view: FanOutView, kept?: KeptChildren): Listing {
  const name = `${view.show} ${view.limit} ${view.sort}`
  return once(listings, kept ?? list, { view: name, make: () => listingOf(list, view, kept) })
}

/** The children that a view chooses, packed into lanes; those of which no list tells a start are left out. */
export function childLanes(list: ChildList, view: FanOutView, kept?: KeptChildren): Lanes {
  const name = `${view.show} ${view.limit}`
  return once(packed, kept ?? list, { view: name, make: () => packChildren(list, view, kept) })
}

function once<T>(
  known: WeakMap<ChildList | KeptChildren, Map<string, T>>,
  list: ChildList | KeptChildren,
  { view, make }: { readonly view: string; readonly make: () => T },
): T {
  const ofList = known.get(list) ?? new Map<string, T>()
  known.set(list, ofList)
  const made = ofList.get(view) ?? make()
  ofList.set(view, made)
  return made
}

function packChildren(list: ChildList, view: FanOutView, kept: KeptChildren | undefined): Lanes {
  const { keys, starts, ends, outcomes } = columnsOf(list)
  const positions = chosen(list, view, kept).filter(one => starts[one] !== Infinity)
  const pick = (column: Float64Array) => Float64Array.from(positions, one => column[one] ?? Infinity)
  return packColumns({ keys: pick(keys), starts: pick(starts), ends: pick(ends), outcomes: pick(outcomes) })
}

/** The positions of the children that a view shows, in the list's order but for the slowest. */
function chosen(list: ChildList, view: FanOutView, kept: KeptChildren | undefined): readonly number[] {
  const all = Array.from({ length: list.count }, (_, position) => position)
  const { keys } = columnsOf(list)
  const positions = kept === undefined ? all : all.filter(one => kept.has(keys[one] ?? 0))
  switch (view.show) {
    case 'all':
      return positions
    case 'failed':
      return positions.filter(one => hasFailed(list, one))
    case 'running':
      return positions.filter(one => outcomeOf(list, one) === 'running')
    case 'slowest': {
      const duration = durationIn(list)
      return positions.toSorted((a, b) => descending(duration(a), duration(b))).slice(0, view.limit)
    }
  }
}

/** What never began took no time, nor did what nothing tells the end of, as far as is known; what still runs takes longest. */
function durationIn(list: ChildList): (position: number) => number {
  const { starts, ends, outcomes } = columnsOf(list)
  return one => {
    const [start, end] = [starts[one] ?? Infinity, ends[one] ?? Infinity]
    return start === Infinity || isEndUntold(end, outcomes[one] ?? UNTOLD) ? -1 : end - start
  }
}

function listingOf(list: ChildList, view: FanOutView, kept: KeptChildren | undefined): Listing {
  const { keys } = columnsOf(list)
  const sorted = chosen(list, view, kept).toSorted(orderOf(list, view.sort))
  return cutTo(
    sorted.map(one => keys[one] ?? 0),
    { ...view, lanes: false },
  )
}

function orderOf(list: ChildList, sort: FanOutView['sort']): (a: number, b: number) => number {
  const { starts, ends, outcomes } = columnsOf(list)
  const at = (values: Float64Array, position: number) => values[position] ?? Infinity
  switch (sort) {
    case 'index':
      return (a, b) => compareNames(list.nameAt(a), list.nameAt(b))
    case 'start':
      return (a, b) => ascending(at(starts, a), at(starts, b)) || a - b
    case 'duration': {
      const duration = durationIn(list)
      return (a, b) => descending(duration(a), duration(b)) || a - b
    }
    case 'failedFirst':
    // What a child tried again is in its own history.
    case 'retries':
      // Of those that failed, what failed first has a reason of its own.
      return (a, b) => at(outcomes, b) - at(outcomes, a) || ascending(at(ends, a), at(ends, b)) || a - b
  }
}

/** Infinity minus itself is no number. */
function ascending(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function descending(a: number, b: number): number {
  return ascending(b, a)
}
