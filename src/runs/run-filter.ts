import type { Millis } from '../history/events.ts'
import { type RunOutcome, runOutcome } from './run-buckets.ts'
import type { RunList } from './run-list.ts'

/** Which runs are asked for; what is absent asks for nothing. */
export interface RunFilter {
  /** Beginning of the name, in small or capital letters. */
  readonly namePrefix?: string
  readonly outcomes?: readonly RunOutcome[]
  /** Started at this time or later … */
  readonly from?: Millis
  /** … and before this. */
  readonly to?: Millis
  readonly leastMs?: Millis
  readonly mostMs?: Millis
  /** The version or alias; the empty text: neither. */
  readonly startedBy?: string
}

/** What runs can be sorted by. */
export const RUN_ORDERS = ['name', 'status', 'started', 'duration', 'redrives'] as const
export type RunOrder = (typeof RUN_ORDERS)[number]

export interface RunSort {
  readonly by: RunOrder
  readonly ascending: boolean
}

/** The positions of the runs asked for, newest first. A run whose duration is not known fits no bound of it. */
export function filteredRuns(list: RunList, filter: RunFilter, now: Millis): Uint32Array {
  const first = filter.to === undefined ? 0 : list.firstBefore(filter.to)
  const end = filter.from === undefined ? list.count : list.firstBefore(filter.from)
  const prefix = filter.namePrefix?.toLowerCase()
  const { outcomes, leastMs, mostMs, startedBy } = filter
  const found: number[] = []
  for (let position = first; position < end; position++) {
    if (prefix !== undefined && !list.nameAt(position).toLowerCase().startsWith(prefix)) continue
    if (outcomes !== undefined && !outcomes.includes(runOutcome(list.statusAt(position)))) continue
    if (startedBy !== undefined && (list.startedByAt(position) ?? '') !== startedBy) continue
    const durationMs = list.durationAt(position, now)
    if (leastMs !== undefined && !(durationMs >= leastMs)) continue
    if (mostMs !== undefined && !(durationMs <= mostMs)) continue
    // Those at the end of the list have no start: they lie in no range.
    if (filter.from === undefined && filter.to !== undefined && Number.isNaN(list.startedAt(position))) continue
    found.push(position)
  }
  return Uint32Array.from(found)
}

/** The positions in another order; of equal ones the newer first, what is not known last. */
export function sortedRuns(
  list: RunList,
  positions: Uint32Array,
  { by, ascending }: RunSort,
  now: Millis,
): Uint32Array {
  if (by === 'started') return ascending ? positions.toReversed() : positions
  const sign = ascending ? 1 : -1
  if (by === 'name') {
    const names = new Intl.Collator('en', { numeric: true })
    return positions.toSorted((a, b) => sign * names.compare(list.nameAt(a), list.nameAt(b)) || a - b)
  }
  const value = valuesBy(list, by, now)
  return positions.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)]
    if (Number.isNaN(left) || Number.isNaN(right))
      return Number(Number.isNaN(left)) - Number(Number.isNaN(right)) || a - b
    return sign * (left - right) || a - b
  })
}

const GRAVITY: readonly RunOutcome[] = ['succeeded', 'running', 'unknown', 'aborted', 'timedOut', 'failed']

function valuesBy(list: RunList, by: 'status' | 'duration' | 'redrives', now: Millis): (position: number) => number {
  switch (by) {
    case 'status':
      return position => GRAVITY.indexOf(runOutcome(list.statusAt(position)))
    case 'duration':
      return position => list.durationAt(position, now)
    case 'redrives':
      return position => list.redriveCountAt(position)
  }
}
