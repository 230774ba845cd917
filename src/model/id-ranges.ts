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

/** The ranges with `added` merged in: ascending, disjoint, not touching one another. */
export function withRange(ranges: readonly IdRange[], added: IdRange): readonly IdRange[] {
  const before = ranges.filter(range => range.to < added.from - 1)
  const after = ranges.filter(range => range.from > added.to + 1)
  const touching = ranges.slice(before.length, ranges.length - after.length)
  const merged = {
    from: Math.min(added.from, touching[0]?.from ?? added.from),
    to: Math.max(added.to, touching.at(-1)?.to ?? added.to),
  }
  return [...before, merged, ...after]
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
