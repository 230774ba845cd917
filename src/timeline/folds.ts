import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { activitySilhouette } from './activity-silhouette.ts'
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
    .toSorted((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, MOST_FOLDS)
    .toSorted((a, b) => a.from - b.from)
    .filter(gap => !holdsAny(gap, options.opened))
    .map(gap => ({ from: gap.from + stub, to: gap.to - stub }))
}

// The edges of a fold move a little while an execution runs on, so an opened fold is known by a time within it.
function holdsAny(gap: Fold, times: ReadonlySet<Millis> | undefined): boolean {
  if (times === undefined) return false
  for (const t of times) if (t >= gap.from && t <= gap.to) return true
  return false
}

/** Stretches of at least `LEAST_GAP` in which nothing was at work, ascending. */
function gapsOf(tree: ExecutionTree, now: Millis): Fold[] {
  const { times, counts } = activitySilhouette(tree)
  const gaps: Fold[] = []
  const last = times.length - 1
  for (let step = 0; step < last; step++) {
    if (at(counts, step) > 0 || at(times, step + 1) - at(times, step) < LEAST_GAP) continue
    gaps.push({ from: at(times, step), to: at(times, step + 1) })
  }
  // A wait that still lasts is not folded: its end at now is what the reader came to see.
  const end = tree.root.endedAt
  const from = last < 0 ? tree.root.startedAt : at(times, last)
  const idleAtEnd = end !== undefined && end <= now && (last < 0 || at(counts, last) === 0)
  if (idleAtEnd && end - from >= LEAST_GAP) gaps.push({ from, to: end })
  return gaps
}
