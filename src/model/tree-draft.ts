import type { EventId, HistoryEvent } from '../history/events.ts'
import { CowTable } from './cow-table.ts'
import type { Oddity } from './execution-tree.ts'
import { type Outcome, type Span, type SpanKey, spanKey } from './span.ts'

/** A span while it is being built: writable by the draft whose `owner` number it bears, copied by any other. */
type Writable<S> = S extends Span
  ? { -readonly [K in keyof S]: S[K] extends readonly (infer E)[] ? E[] : S[K] } & { owner: number }
  : never
export type DraftSpan = Writable<Span>
export type DraftOf<K extends Span['kind']> = Extract<DraftSpan, { kind: K }>

export const ROOT_KEY: SpanKey = spanKey(1)

let lastOwner = 0

/** A tree under construction. `fork` gives a second one that starts from the same state and shares its storage. */
export class TreeDraft {
  owner: number
  readonly events: CowTable<HistoryEvent>
  readonly spans: CowTable<DraftSpan>
  /** For each event the span it belongs to: an event chained to it starts its climb there. */
  readonly spanOf: CowTable<SpanKey>
  oddities: Oddity[]
  spanCount: number
  /** The latest `ExecutionRedriven`, 0 before the first. */
  lastRedriveId: EventId
  /** Map visits made up for iterations whose Map state is not loaded, by the Map state's name. */
  readonly provisionalMaps = new Map<string, SpanKey>()

  constructor(from?: TreeDraft) {
    this.owner = ++lastOwner
    this.events = from?.events.snapshot() ?? new CowTable<HistoryEvent>()
    this.spans = from?.spans.snapshot() ?? new CowTable<DraftSpan>()
    this.spanOf = from?.spanOf.snapshot() ?? new CowTable<SpanKey>()
    this.oddities = from?.oddities.slice() ?? []
    this.spanCount = from?.spanCount ?? 0
    this.lastRedriveId = from?.lastRedriveId ?? 0
    if (from === undefined) this.add(emptyRoot(this.owner))
  }

  fork(): TreeDraft {
    const copy = new TreeDraft(this)
    // From here on this draft must not write into what the copy shares either.
    this.owner = ++lastOwner
    return copy
  }

  span(key: SpanKey | undefined): DraftSpan | undefined {
    return key === undefined ? undefined : this.spans.get(key)
  }

  get root(): DraftOf<'execution'> {
    const root = this.spans.get(ROOT_KEY)
    if (root?.kind !== 'execution') throw new Error('a tree has no root')
    return root
  }

  spanOfEvent(id: EventId): DraftSpan | undefined {
    return this.span(this.spanOf.get(id))
  }

  /** Where an event starts its climb whose previous event is not loaded: at the execution, for the time being. */
  get notLoaded(): DraftSpan {
    return { ...this.root, placed: false }
  }

  parentOf(span: DraftSpan): DraftSpan | undefined {
    return this.span(span.parentKey)
  }

  /** The span, ready to be changed by this draft alone. */
  edit<S extends DraftSpan>(span: S): S {
    const latest = this.spans.get(span.key)
    const current = isSameKind(span, latest) ? latest : span
    if (current.owner === this.owner) return current
    const copy: S = {
      ...current,
      owner: this.owner,
      children: current.children.slice(),
      events: current.events.slice(),
    }
    if (copy.kind === 'stateVisit') copy.rounds = copy.rounds.slice()
    if (copy.kind === 'execution') copy.redrives = copy.redrives.slice()
    this.spans.set(copy.key, copy, this.owner)
    return copy
  }

  /** Enters a new span and makes it a child of its parent. */
  add(span: DraftSpan): void {
    this.spans.set(span.key, span, this.owner)
    this.spanCount++
    const parent = this.parentOf(span)
    if (parent !== undefined) this.edit(parent).children.push(span.key)
  }

  report(event: HistoryEvent, reason: string): void {
    this.oddities.push({ eventId: event.id, reason })
  }
}

function isSameKind<S extends DraftSpan>(span: S, other: DraftSpan | undefined): other is S {
  return other?.kind === span.kind
}

function emptyRoot(owner: number): DraftOf<'execution'> {
  return {
    kind: 'execution',
    ...spanBase({ key: ROOT_KEY, parentKey: undefined, startEventId: 1, startedAt: 0 }),
    beginningLoaded: false,
    redrives: [],
    owner,
  }
}

interface Opening {
  readonly key: SpanKey
  readonly parentKey: SpanKey | undefined
  readonly startEventId: EventId
  readonly startedAt: number
}

/** What every span has on its first day. */
export function spanBase(opening: Opening) {
  return {
    key: opening.key,
    parentKey: opening.parentKey,
    children: [] as SpanKey[],
    events: [] as EventId[],
    startEventId: opening.startEventId,
    startedAt: opening.startedAt,
    endEventId: null as EventId | null,
    endedAt: undefined as number | undefined,
    outcome: 'running' as Outcome,
    inferredEnd: false,
    earlierSegments: [] as { startEventId: EventId; endEventId: EventId | null; outcome: Outcome }[],
    segmentStartEventId: opening.startEventId,
    beginningLoaded: true,
    placed: true,
  }
}
