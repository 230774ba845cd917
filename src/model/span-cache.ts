import { NONE, type Slot } from './columns.ts'
import type { Span } from './span.ts'
import { spanOf } from './span-objects.ts'
import { type TreeDraft } from './tree-draft.ts'

/**
 * Makes spans of a draft's numbers when they are asked for, and keeps them for as long as they do not change: the trees
 * of one history share a cache, so a span that a page did not touch is the same object before and after it.
 */
export class SpanCache {
  /** Spans with fewer children are made anew each time: for whoever walks the tree once. */
  private readonly leastChildren: number
  private readonly spans: (Span | undefined)[] = []
  private readonly stamps: number[] = []

  constructor(leastChildren = 0) {
    this.leastChildren = leastChildren
  }

  span(draft: TreeDraft, slot: Slot): Span | undefined {
    if (slot === NONE) return undefined
    const stamp = draft.stamp(slot)
    if (this.stamps[slot] === stamp) return this.spans[slot]
    const span = spanOf(draft, slot)
    if (span.children.length < this.leastChildren) return span
    this.spans[slot] = span
    this.stamps[slot] = stamp
    return span
  }
}
