import type { ChildList } from '../forest/child-list.ts'
import type { Graft } from '../forest/forest.ts'
import { type GlobalKey, rootKeyOf } from '../forest/keys.ts'
import type { Outcome } from '../model/span.ts'
import { outcomeOfStatus } from '../words/outcomes.ts'
import type { FanOutView } from './chart-types.ts'
import { createColumn } from './column.ts'
import { cutTo, type Listing } from './fan-out.ts'
import { codeOf, isFailure, wentWrong } from './outcome-code.ts'
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
  /** Codes of `outcome-code.ts`. */
  readonly outcomes: Float64Array
}

const columnsOfList = new WeakMap<ChildList, ChildColumns>()
const silhouettes = new WeakMap<ChildList, Silhouette>()
const counts = new WeakMap<ChildList, ChildCounts>()

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
    outcomes[position] = codeOf(outcomeOf(list, position))
  }
  return { keys, starts, ends, outcomes }
}

function outcomeOf(list: ChildList, position: number): Outcome {
  return outcomeOfStatus(list.statusAt(position)) ?? 'running'
}

/** How many of a Map Run's children ran at once, and which failed when: from the list alone. Worked out once for each list. */
export function silhouetteOfList(list: ChildList): Silhouette {
  let silhouette = silhouettes.get(list)
  if (silhouette === undefined) silhouettes.set(list, (silhouette = measure(list)))
  return silhouette
}

function measure(list: ChildList): Silhouette {
  const { keys, starts, ends } = columnsOf(list)
  const failed: { at: number; key: GlobalKey }[] = []
  const began = createColumn()
  const ended = createColumn()
  for (let position = 0; position < list.count; position++) {
    const start = starts[position] ?? Infinity
    if (start === Infinity) continue
    const end = ends[position] ?? Infinity
    began.push(start)
    ended.push(end)
    if (end !== Infinity && isFailure(outcomeOf(list, position))) failed.push({ at: end, key: keys[position] ?? 0 })
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
      const outcome = outcomeOf(list, position)
      if (isFailure(outcome)) failed++
      // Of a child that a link alone tells of, nothing is known.
      if (outcome === 'running' && list.statusAt(position) !== undefined) running++
    }
    counts.set(list, (counted = { total: list.count, failed, running }))
  }
  return counted
}

/** Children as a Map Run's view wants them: chosen, sorted, cut to the limit. The keys are those of whole members. */
export function listChildren(list: ChildList, view: FanOutView): Listing {
  const { keys, starts, ends, outcomes } = columnsOf(list)
  const at = (values: Float64Array, position: number) => values[position] ?? Infinity
  let positions = Array.from({ length: list.count }, (_, position) => position)
  if (view.show === 'failed') positions = positions.filter(one => wentWrong(outcomeOf(list, one)))
  if (view.show === 'running') positions = positions.filter(one => outcomeOf(list, one) === 'running')
  // What never began took no time; what still runs takes longest.
  const duration = (one: number) => (at(starts, one) === Infinity ? -1 : at(ends, one) - at(starts, one))
  if (view.show === 'slowest')
    positions = positions.toSorted((a, b) => descending(duration(a), duration(b))).slice(0, view.limit)
  const sorted = positions.toSorted((a, b) => {
    switch (view.sort) {
      case 'index':
        return compareNames(list.child(a).name, list.child(b).name)
      case 'start':
        return ascending(at(starts, a), at(starts, b)) || a - b
      case 'duration':
        return descending(duration(a), duration(b)) || a - b
      case 'failedFirst':
        // Of those that failed, what failed first has a reason of its own.
        return at(outcomes, b) - at(outcomes, a) || ascending(at(ends, a), at(ends, b)) || a - b
    }
  })
  return cutTo(
    sorted.map(one => at(keys, one)),
    view,
  )
}

/** Infinity minus itself is no number. */
function ascending(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function descending(a: number, b: number): number {
  return ascending(b, a)
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
