import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span } from '../model/span.ts'
import { stretchesOf } from '../model/stretches.ts'

/**
 * Stretches of time, in the order they were added. Two columns of numbers rather than objects: there is one for every span of a
 * history.
 */
export class Stretches {
  readonly from: Millis[] = []
  readonly to: Millis[] = []

  add(from: Millis, to: Millis): void {
    this.from.push(from)
    this.to.push(Math.max(from, to))
  }

  /** How much time they cover together: what overlaps counts once. */
  coveredMs(): Millis {
    let covered = 0
    let upTo = Number.NEGATIVE_INFINITY
    for (const at of this.inOrder()) {
      const from = this.from[at] ?? 0
      const to = this.to[at] ?? from
      if (to <= upTo) continue
      covered += to - Math.max(from, upTo)
      upTo = to
    }
    return covered
  }

  /** They nearly always are in order already, since spans come in order of their opening events. */
  private inOrder(): Iterable<number> {
    const { from } = this
    for (let at = 1; at < from.length; at++) {
      if ((from[at] ?? 0) < (from[at - 1] ?? 0)) return [...from.keys()].sort((a, b) => (from[a] ?? 0) - (from[b] ?? 0))
    }
    return from.keys()
  }
}

/**
 * Adds when a span was active and returns for how long: once, from start to end, for nearly all; one stretch more for every redrive
 * that took it up again. What is still running ends at `end`.
 */
export function addActivity(
  tree: ExecutionTree,
  span: Span,
  { end, into }: { readonly end: Millis; readonly into: Stretches },
): Millis {
  const until = span.endedAt ?? end
  if (span.earlierSegments.length === 0) {
    into.add(span.startedAt, until)
    return Math.max(0, until - span.startedAt)
  }
  let sum = 0
  for (const { from, to } of stretchesOf(tree, span)) {
    into.add(from, to ?? end)
    sum += Math.max(0, (to ?? end) - from)
  }
  return sum
}
