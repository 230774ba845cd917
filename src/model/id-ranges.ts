import type { EventId } from '../history/events.ts'
import type { IdRange } from './execution-tree.ts'

/** Runs of consecutive ids in ascending ids (repetitions allowed). */
export function rangesOf(ascendingIds: readonly EventId[]): readonly IdRange[] {
  const ranges: { from: EventId; to: EventId }[] = []
  for (const id of ascendingIds) {
    const last = ranges.at(-1)
    if (last !== undefined && id <= last.to + 1) last.to = Math.max(last.to, id)
    else ranges.push({ from: id, to: id })
  }
  return ranges
}

/** How many ids some ranges hold. */
export function countOf(ranges: readonly IdRange[]): number {
  return ranges.reduce((sum, range) => sum + range.to - range.from + 1, 0)
}

/** The ranges with `added` (in any order) merged in, all at once: ascending, disjoint, not touching one another. */
export function withRanges(ranges: readonly IdRange[], added: readonly IdRange[]): readonly IdRange[] {
  const merged: { from: EventId; to: EventId }[] = []
  for (const { from, to } of [...ranges, ...added].toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last !== undefined && from <= last.to + 1) last.to = Math.max(last.to, to)
    else merged.push({ from, to })
  }
  return merged
}

/** The same for one more. */
export function withRange(ranges: readonly IdRange[], added: IdRange): readonly IdRange[] {
  return withRanges(ranges, [added])
}

/** The ids missing between 1 and `lastId`. */
export function missingRanges(ranges: readonly IdRange[], lastId: EventId): readonly IdRange[] {
  const missing: IdRange[] = []
  let next = 1
  for (const range of ranges) {
    if (range.from > next) missing.push({ from: next, to: range.from - 1 })
    next = range.to + 1
  }
  if (next <= lastId) missing.push({ from: next, to: lastId })
  return missing
}
