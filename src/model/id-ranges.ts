import type { EventId } from '../history/events.ts'
import type { IdRange } from './execution-tree.ts'

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
