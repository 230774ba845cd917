import type { EventId, HistoryEvent, Millis } from '../history/events.ts'
import type { ExecutionTree, IdRange, Oddity } from './execution-tree.ts'
import { branchKey, type ExecutionSpan, type Span, type SpanId, type SpanKey, spanId, spanKey } from './span.ts'
import type { TreeDraft } from './tree-draft.ts'

/** A tree at one moment, over a draft that nobody writes to any more. */
export class LoadedTree implements ExecutionTree {
  readonly version: number
  readonly loaded: readonly IdRange[]
  readonly lastEventId: EventId
  readonly eventCount: number
  readonly spanCount: number
  readonly oddities: readonly Oddity[]
  readonly lastEventAt: Millis | undefined
  readonly root: ExecutionSpan
  private readonly draft: TreeDraft

  constructor(state: { draft: TreeDraft; ranges: readonly IdRange[]; version: number }) {
    this.draft = state.draft
    this.version = state.version
    this.loaded = state.ranges
    this.lastEventId = state.ranges.at(-1)?.to ?? 0
    this.eventCount = state.ranges.reduce((sum, range) => sum + range.to - range.from + 1, 0)
    this.spanCount = state.draft.spanCount
    this.oddities = state.draft.oddities
    this.lastEventAt = this.event(this.lastEventId)?.timestamp
    this.root = this.rootSpan()
  }

  span(key: SpanKey): Span | undefined {
    return this.draft.spans.get(key)
  }

  spanById(id: SpanId): Span | undefined {
    const digits = /^[xsaibr]\??(\d{1,9})$/.exec(id)?.[1]
    if (digits === undefined) return undefined
    const opening = Number(digits)
    return [this.span(spanKey(opening)), this.span(branchKey(opening))].find(span => span && spanId(span) === id)
  }

  spanOfEvent(id: EventId): Span | undefined {
    return this.draft.spanOfEvent(id)
  }

  event(id: EventId): HistoryEvent | undefined {
    return this.draft.events.get(id)
  }

  /** While the first event is not loaded, the execution began no later than the first event known. */
  private rootSpan(): ExecutionSpan {
    const root = this.draft.root
    if (root.beginningLoaded) return root
    const own = this.draft.edit(root)
    own.startedAt = this.event(this.loaded[0]?.from ?? 0)?.timestamp ?? 0
    return own
  }
}
