import type { EventId } from '../history/events.ts'
import type { IdRange } from '../model/execution-tree.ts'

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
