import type { Millis } from '../history/events.ts'
import type { ExecutionTree, IdRange } from '../model/execution-tree.ts'
import { boundsOf } from './viewport.ts'

/** Events that are not loaded, as the time they lie in. */
export interface MissingRange {
  readonly from: Millis
  readonly to: Millis
  /** How many; undefined where nobody knows. */
  readonly count: number | undefined
  /** True where they are still to come; false where they are not in the file and never will be. */
  readonly arriving: boolean
}

/** What is known of an execution besides the events loaded. */
export interface Extent {
  readonly startedAt: Millis | undefined
  /** Its end, or now while it runs. */
  readonly endsAt: Millis | undefined
  readonly totalEvents: number | undefined
}

/**
 * The stretches of time whose events are not loaded yet, or are missing for good: between the nearest events known on both sides. Nothing may
 * look like silence that is only not here.
 */
export function missingRanges(tree: ExecutionTree, extent: Extent): readonly MissingRange[] {
  const missing: MissingRange[] = []
  let before: IdRange | undefined
  for (const range of tree.loaded) {
    const count = range.from - (before?.to ?? 0) - 1
    const from = before === undefined ? extent.startedAt : timeOf(tree, before.to)
    const to = timeOf(tree, range.from)
    const arriving = !tree.isFinal
    if (count > 0 && from !== undefined && to !== undefined) {
      // How long before the first event it began nobody knows: the air beside it shows that something is missing.
      const isUnknown = !arriving && before === undefined && from >= to
      missing.push({ from: isUnknown ? to - airBeside(to, extent.endsAt ?? to) : from, to, count, arriving })
    }
    before = range
  }
  const tail = tailOf(tree, extent, before)
  return tail === undefined ? missing : [...missing, tail]
}

function tailOf(tree: ExecutionTree, extent: Extent, last: IdRange | undefined): MissingRange | undefined {
  if (last === undefined || extent.totalEvents === undefined || extent.endsAt === undefined) return undefined
  const count = extent.totalEvents - last.to
  const from = timeOf(tree, last.to)
  return count > 0 && from !== undefined && extent.endsAt > from
    ? { from, to: extent.endsAt, count, arriving: !tree.isFinal }
    : undefined
}

function airBeside(from: Millis, to: Millis): Millis {
  return from - boundsOf(from, to).from
}

function timeOf(tree: ExecutionTree, id: number): Millis | undefined {
  return tree.event(id)?.timestamp
}
