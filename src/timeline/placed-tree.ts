import type { HistoryEvent, Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { ExecutionSpan, Span, SpanKey } from '../model/span.ts'

/** Where a member of a forest lies on the chart. */
export interface Placement {
  /** Added to its own keys. */
  readonly firstKey: number
  /** Added to its times. */
  readonly shiftMs: Millis
}

const placed = new WeakMap<ExecutionTree, ExecutionTree>()

/**
 * A member's tree as the chart sees it: keys are those of the forest, times those of the chart's clock; event ids stay the
 * member's own. Whoever draws one execution draws any member with it. The first member in real time is its own tree, and a tree
 * that did not change gives the same one.
 */
export function placedTree(tree: ExecutionTree, placement: Placement): ExecutionTree {
  if (placement.firstKey === 0 && placement.shiftMs === 0) return tree
  const known = placed.get(tree)
  if (known instanceof PlacedTree && known.isAt(placement)) return known
  const made = new PlacedTree(tree, placement)
  placed.set(tree, made)
  return made
}

class PlacedTree implements ExecutionTree {
  readonly root: ExecutionSpan
  readonly version: number
  readonly lastEventId: number
  readonly eventCount: number
  readonly loaded: ExecutionTree['loaded']
  readonly spanCount: number
  readonly depth: number
  readonly oddities: ExecutionTree['oddities']
  readonly isFinal: boolean
  readonly endsUntold: boolean
  readonly lastEventAt: Millis | undefined
  private readonly tree: ExecutionTree
  private readonly placement: Placement

  constructor(tree: ExecutionTree, placement: Placement) {
    this.tree = tree
    this.placement = placement
    this.root = { ...tree.root, ...this.moved(tree.root) }
    this.version = tree.version
    this.lastEventId = tree.lastEventId
    this.eventCount = tree.eventCount
    this.loaded = tree.loaded
    this.spanCount = tree.spanCount
    this.depth = tree.depth
    this.oddities = tree.oddities
    this.isFinal = tree.isFinal
    this.endsUntold = tree.endsUntold
    this.lastEventAt = tree.lastEventAt === undefined ? undefined : tree.lastEventAt + placement.shiftMs
  }

  isAt({ firstKey, shiftMs }: Placement): boolean {
    return this.placement.firstKey === firstKey && this.placement.shiftMs === shiftMs
  }

  span(key: SpanKey): Span | undefined {
    return this.place(this.tree.span(key - this.placement.firstKey))
  }

  spanById(id: string): Span | undefined {
    return this.place(this.tree.spanById(id))
  }

  spanOfEvent(id: number): Span | undefined {
    return this.place(this.tree.spanOfEvent(id))
  }

  event(id: number): HistoryEvent | undefined {
    const event = this.tree.event(id)
    const { shiftMs } = this.placement
    return event === undefined || shiftMs === 0 ? event : { ...event, timestamp: event.timestamp + shiftMs }
  }

  private place(span: Span | undefined): Span | undefined {
    if (span === undefined) return undefined
    if (span.kind === 'execution') return this.root
    const known = spans.get(span)
    if (known !== undefined && this.isAt(known)) return known.span
    const moved = { ...span, ...this.moved(span) }
    spans.set(span, { ...this.placement, span: moved })
    return moved
  }

  private moved(span: Span) {
    const { firstKey, shiftMs } = this.placement
    return {
      key: span.key + firstKey,
      parentKey: span.parentKey === undefined ? undefined : span.parentKey + firstKey,
      children: span.children.map(child => child + firstKey),
      startedAt: span.startedAt + shiftMs,
      endedAt: span.endedAt === undefined ? undefined : span.endedAt + shiftMs,
    }
  }
}

// A span that did not change is the same object in the next tree: so is its placed twin.
const spans = new WeakMap<Span, Placement & { readonly span: Span }>()
