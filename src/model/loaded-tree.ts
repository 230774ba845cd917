import type { EventId, HistoryEvent, Millis } from '../history/events.ts'
import { ROOT } from './columns.ts'
import { depthOf } from './depth.ts'
import type { ExecutionTree, IdRange, Oddity } from './execution-tree.ts'
import { branchKey, spanId, spanKey } from './keys.ts'
import type { ExecutionSpan, Span, SpanId, SpanKey } from './span.ts'
import type { SpanCache } from './span-cache.ts'
import { type TreeDraft } from './tree-draft.ts'

/** A tree at one moment, over a draft that nobody writes to any more. */
export class LoadedTree implements ExecutionTree {
  readonly version: number
  readonly loaded: readonly IdRange[]
  readonly lastEventId: EventId
  readonly eventCount: number
  readonly isFinal: boolean
  readonly endsUntold: boolean
  private readonly draft: TreeDraft
  private readonly spans: SpanCache
  private deepest: number | undefined

  constructor(state: {
    draft: TreeDraft
    spans: SpanCache
    ranges: readonly IdRange[]
    version: number
    isFinal: boolean
    endsUntold?: boolean
  }) {
    this.draft = state.draft
    this.spans = state.spans
    this.version = state.version
    this.isFinal = state.isFinal
    this.endsUntold = state.endsUntold === true && this.root.outcome === 'running'
    this.loaded = state.ranges
    this.lastEventId = state.ranges.at(-1)?.to ?? 0
    this.eventCount = state.ranges.reduce((sum, range) => sum + range.to - range.from + 1, 0)
  }

  get root(): ExecutionSpan {
    const root = this.spans.span(this.draft, ROOT)
    if (root?.kind !== 'execution') throw new Error('a tree without an execution')
    return root
  }

  get spanCount(): number {
    return this.draft.spanCount
  }

  get depth(): number {
    this.deepest ??= depthOf(this.draft)
    return this.deepest
  }

  get oddities(): readonly Oddity[] {
    return this.draft.oddities
  }

  get lastEventAt(): Millis | undefined {
    return this.event(this.lastEventId)?.timestamp
  }

  span(key: SpanKey): Span | undefined {
    return this.spans.span(this.draft, this.draft.slotOfKey(key))
  }

  spanById(id: SpanId): Span | undefined {
    const digits = /^[xsaibr]\??(\d{1,9})$/.exec(id)?.[1]
    if (digits === undefined) return undefined
    const opening = Number(digits)
    return [this.span(spanKey(opening)), this.span(branchKey(opening))].find(span => span && spanId(span) === id)
  }

  spanOfEvent(id: EventId): Span | undefined {
    return this.spans.span(this.draft, this.draft.slotOfEvent(id))
  }

  event(id: EventId): HistoryEvent | undefined {
    return this.draft.events.get(id)
  }
}
