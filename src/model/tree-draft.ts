import type { EventId, HistoryEvent } from '../history/events.ts'
import { CowNumbers, CowTable } from './cow-table.ts'
import type { Oddity } from './execution-tree.ts'
import { newExecution } from './new-spans.ts'
import { type Span, type SpanKey, spanKey } from './span.ts'

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
  readonly spanOf: CowNumbers
  oddities: Oddity[]
  spanCount: number
  /** The latest `ExecutionRedriven`, 0 before the first. */
  lastRedriveId: EventId
  /** True while events are placed before which others are not loaded: what a rule does not find may be among those. */
  beyondGap = false
  /** Map visits made up for iterations whose Map state is not loaded, by the Map state's name. */
  readonly provisionalMaps = new Map<string, SpanKey>()

  constructor(from?: TreeDraft) {
    this.owner = ++lastOwner
    this.events = from?.events.snapshot() ?? new CowTable<HistoryEvent>()
    this.spans = from?.spans.snapshot() ?? new CowTable<DraftSpan>()
    this.spanOf = from?.spanOf.snapshot() ?? new CowNumbers()
    this.oddities = from?.oddities.slice() ?? []
    this.spanCount = from?.spanCount ?? 0
    this.lastRedriveId = from?.lastRedriveId ?? 0
    if (from === undefined) this.add(newExecution(this.owner))
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
    if (parent === undefined) return
    const own = this.edit(parent)
    own.children = withItem(own.children, span.key)
  }

  /** Makes an event one of the span's own. */
  assign(span: DraftSpan, id: EventId): void {
    span.events = withItem(span.events, id)
    this.spanOf.set(id, span.key, this.owner)
  }

  report(event: HistoryEvent, reason: string): void {
    this.oddities.push({ eventId: event.id, reason })
  }
}

function isSameKind<S extends DraftSpan>(span: S, other: DraftSpan | undefined): other is S {
  return other?.kind === span.kind
}

/** Nearly all lists are shorter: a growing array reserves room for 17 items, which a million spans cannot afford. */
const SHORT = 8

/** The list with an item more: a new one while it is short, the same one, written in place, when it is long. */
export function withItem(list: number[], item: number): number[] {
  switch (list.length) {
    case 0:
      return [item]
    case 1:
      return [list[0] ?? 0, item]
    case 2:
      return [list[0] ?? 0, list[1] ?? 0, item]
    case 3:
      return [list[0] ?? 0, list[1] ?? 0, list[2] ?? 0, item]
    default:
      if (list.length < SHORT) return [...list, item]
      list.push(item)
      return list
  }
}

/** A list that may be written in place: a copy, unless it is so short that it is never written anyway. */
function ownList(list: number[]): number[] {
  return list.length < SHORT ? list : list.slice()
}
