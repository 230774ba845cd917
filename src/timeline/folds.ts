import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { activityOf } from './activity.ts'
import type { Fold } from './chart-types.ts'
import { at } from './column.ts'

/** Shorter gaps are never folded. */
const LEAST_GAP: Millis = 60_000
/** Gaps are folded from this share of the time that is not idle. */
const LEAST_SHARE = 1
/** Each fold takes 26 px: more would leave no room for the rest. */
const MOST_FOLDS = 12
/** What stays visible of a gap at each of its ends, as a share of the time that is not idle. */
const STUB_SHARE = 0.03

/** Which gaps count. */
export interface FoldOptions {
  /** The end of what still runs. */
  readonly now: Millis
  /** Folds the reader opened, each told by a time within it. */
  readonly opened?: ReadonlySet<Millis>
}

/**
 * Stretches worth folding: at least a minute in which nothing in the execution was queued or ran (only waits, backoffs
 * and the time before a redrive), at least as long as all the rest together. Ascending; the twelve longest.
 */
export function foldsOf(tree: ExecutionTree, options: FoldOptions): readonly Fold[] {
  const gaps = gapsOf(tree, options.now)
  const whole = (tree.root.endedAt ?? options.now) - tree.root.startedAt
  const idle = gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0)
  const busy = Math.max(whole - idle, 1)
  const stub = Math.min(busy * STUB_SHARE, LEAST_GAP / 4)
  return gaps
    .filter(gap => gap.to - gap.from >= busy * LEAST_SHARE)
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, MOST_FOLDS)
    .sort((a, b) => a.from - b.from)
    .filter(gap => !holdsAny(gap, options.opened))
    .map(gap => ({ from: gap.from + stub, to: gap.to - stub }))
}

// The edges of a fold move a little while an execution runs on, so an opened fold is known by a time within it.
function holdsAny(gap: Fold, times: ReadonlySet<Millis> | undefined): boolean {
  if (times === undefined) return false
  for (const t of times) if (t >= gap.from && t <= gap.to) return true
  return false
}

/** Stretches of at least `LEAST_GAP` between one end of work and the next start of work, ascending. */
function gapsOf(tree: ExecutionTree, now: Millis): Fold[] {
  const { starts, ends } = activityOf(tree)
  const order = Uint32Array.from(starts, (_, index) => index).sort((a, b) => at(starts, a) - at(starts, b))
  const gaps: Fold[] = []
  let busyUntil = tree.root.startedAt
  for (const index of order) {
    const start = at(starts, index)
    if (start - busyUntil >= LEAST_GAP) gaps.push({ from: busyUntil, to: start })
    busyUntil = Math.max(busyUntil, Math.min(at(ends, index), now))
  }
  const end = tree.root.endedAt
  if (end !== undefined && end - busyUntil >= LEAST_GAP) gaps.push({ from: busyUntil, to: end })
  return gaps
}
