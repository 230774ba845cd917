import type { Millis } from '../history/events.ts'
import type { ExecutionTree, IdRange } from '../model/execution-tree.ts'

/** Events that are not loaded, as the time they lie in. */
export interface MissingRange {
  readonly from: Millis
  readonly to: Millis
  /** How many; undefined where nobody knows. */
  readonly count: number | undefined
}

/** What is known of an execution besides the events loaded. */
export interface Extent {
  readonly startedAt: Millis | undefined
  /** Its end, or now while it runs. */
  readonly endsAt: Millis | undefined
  readonly totalEvents: number | undefined
}

/**
 * The stretches of time whose events are not loaded yet: between the nearest events known on both sides. Nothing may
 * look like silence that is only not here.
 */
export function missingRanges(tree: ExecutionTree, extent: Extent): readonly MissingRange[] {
  const missing: MissingRange[] = []
  let before: IdRange | undefined
  for (const range of tree.loaded) {
    const count = range.from - (before?.to ?? 0) - 1
    const from = before === undefined ? extent.startedAt : timeOf(tree, before.to)
    const to = timeOf(tree, range.from)
    if (count > 0 && from !== undefined && to !== undefined) missing.push({ from, to, count })
    before = range
  }
  const tail = tailOf(tree, extent, before)
  return tail === undefined ? missing : [...missing, tail]
}

function tailOf(tree: ExecutionTree, extent: Extent, last: IdRange | undefined): MissingRange | undefined {
  if (last === undefined || extent.totalEvents === undefined || extent.endsAt === undefined) return undefined
  const count = extent.totalEvents - last.to
  const from = timeOf(tree, last.to)
  return count > 0 && from !== undefined && extent.endsAt > from ? { from, to: extent.endsAt, count } : undefined
}

function timeOf(tree: ExecutionTree, id: number): Millis | undefined {
  return tree.event(id)?.timestamp
}
