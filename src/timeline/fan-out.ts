import type { ExecutionTree } from '../model/execution-tree.ts'
import { OUTCOMES, type Span, type SpanKey } from '../model/span.ts'
import { activeMs } from '../model/stretches.ts'
import { AS_MANY_AS_FIT, type FanOutView, type RowsView } from './chart-types.ts'
import { codeOf, isFailure, wentWrong } from './outcome-code.ts'
import { oncePerFamily, type Siblings } from './siblings.ts'
import { troublesOf } from './troubles.ts'

/** Up to here a fan-out is read row by row; above, it starts as a band. */
export const FEW_CHILDREN = 12

/** Failures that stand above the lanes of their Map. */
const MOST_ON_TOP = 3

/** Rows of a fan-out before "Show more" at the least: few, so that what comes after a large Map stays in sight. */
export const FAN_OUT_LIMIT = 12

/** Fewer rows than this beyond the limit are listed all the same. */
const FEW_MORE = 2

/** Which children are listed, in which order, and how many are not. */
export interface Listing {
  readonly keys: readonly SpanKey[]
  readonly hidden: number
}

/** Is this a span whose children run side by side: a Map or Parallel visit? */
export function isFanOut(span: Span): boolean {
  return span.kind === 'stateVisit' && (span.stateType === 'Map' || span.stateType === 'Parallel')
}

/**
 * How a container's children are listed: as the reader chose, else by index when few, failed first when many; a large Map
 * in lanes where the view fills the height, and no filter asks for single iterations.
 */
export function fanOutViewOf(view: RowsView, container: Span): FanOutView {
  const chosen = view.fanOut.get(container.key)
  if (chosen !== undefined) return chosen
  const isLarge = container.children.length > FEW_CHILDREN
  const sort = isLarge ? 'failedFirst' : 'index'
  if (view.fill === undefined) return { sort, show: 'all', limit: FAN_OUT_LIMIT, lanes: false }
  const lanes = isLarge && packs(container) && view.only === undefined
  return { sort, show: 'all', limit: AS_MANY_AS_FIT, lanes }
}

/** Whether the children of a container are alike enough to be read as lanes. */
export function packs(container: Span): boolean {
  return container.kind === 'mapRun' || (container.kind === 'stateVisit' && container.stateType === 'Map')
}

/** The same with the number of rows that it comes to. */
export function limited(view: FanOutView, fill: RowsView['fill']): FanOutView {
  return view.limit === AS_MANY_AS_FIT ? { ...view, limit: fill?.listed ?? FAN_OUT_LIMIT } : view
}

/** The children above the lanes of their container: the first that failed, and what somebody opened or went to. */
export function onTop(tree: ExecutionTree, siblings: Siblings, view: RowsView): readonly SpanKey[] {
  const top = new Set(firstFailed(tree, siblings))
  if (view.byHand.size === 0 && (view.also?.size ?? 0) === 0) return [...top]
  for (const key of siblings.keys) if (view.byHand.get(key) === true || view.also?.has(key) === true) top.add(key)
  return [...top]
}

const firstFailed = oncePerFamily((tree, children) => {
  const failed: Span[] = []
  for (const key of children) {
    const span = tree.span(key)
    if (span !== undefined && isFailure(span.outcome)) failed.push(span)
  }
  const ended = (span: Span) => span.endedAt ?? Infinity
  failed.sort((a, b) => ended(a) - ended(b) || a.key - b.key)
  return failed.slice(0, MOST_ON_TOP).map(span => span.key)
})

/** How a Map Run's children are listed: as the reader chose, else failed first. */
export function childViewOf(view: Pick<RowsView, 'fanOut' | 'fill'>, mapRun: SpanKey): FanOutView {
  const limit = view.fill === undefined ? FAN_OUT_LIMIT : AS_MANY_AS_FIT
  return view.fanOut.get(mapRun) ?? { sort: 'failedFirst', show: 'all', limit, lanes: false }
}

/** The children of a fan-out as the view wants them: chosen, sorted, cut to the limit. `hidden` counts those cut by it. */
export function listFanOut(tree: ExecutionTree, siblings: Siblings, view: FanOutView): Listing {
  const { keys } = siblings
  if (view.sort === 'index' && view.show === 'all' && keys.length <= view.limit) return { keys, hidden: 0 }
  if (view.show === 'all') return cutTo(sortedKeys[view.sort](tree, siblings), view)
  let spans: readonly Span[] = keys.flatMap(key => tree.span(key) ?? [])
  if (view.show === 'failed') spans = spans.filter(span => wentWrong(span.outcome))
  if (view.show === 'running') spans = spans.filter(span => span.outcome === 'running')
  if (view.show === 'slowest') spans = slowest(tree, spans, view.limit)
  return cutTo(
    sortChildren(tree, spans, view.sort).map(span => span.key),
    view,
  )
}

/** A listing with some more of its container's children, behind the others. */
export function withAlso(listing: Listing, children: readonly SpanKey[], also: RowsView['also']): Listing {
  if (also === undefined || also.size === 0) return listing
  const listed = new Set(listing.keys)
  const more = children.filter(key => also.has(key) && !listed.has(key))
  if (more.length === 0) return listing
  return { keys: [...listing.keys, ...more], hidden: Math.max(0, listing.hidden - more.length) }
}

/** The first of some sorted keys, as many as the view lists. */
export function cutTo(keys: readonly SpanKey[], view: FanOutView): Listing {
  // A row that says "two more" takes as much room as it saves.
  const whole = view.lanes || view.show === 'slowest' || keys.length <= view.limit + FEW_MORE
  const listed = whole ? keys : keys.slice(0, view.limit)
  return { keys: listed, hidden: keys.length - listed.length }
}

const sortedKeys: Readonly<Record<FanOutView['sort'], ReturnType<typeof sortedBy>>> = {
  index: sortedBy('index'),
  start: sortedBy('start'),
  duration: sortedBy('duration'),
  failedFirst: sortedBy('failedFirst'),
  retries: sortedBy('retries'),
}

function sortedBy(sort: FanOutView['sort']) {
  return oncePerFamily((tree, keys) => {
    const spans = keys.flatMap(key => tree.span(key) ?? [])
    return sortChildren(tree, spans, sort).map(span => span.key)
  })
}

function sortChildren(tree: ExecutionTree, spans: readonly Span[], sort: FanOutView['sort']): readonly Span[] {
  switch (sort) {
    case 'index':
      return spans.toSorted(byIndex)
    case 'start':
      return spans.toSorted((a, b) => a.startedAt - b.startedAt || a.key - b.key)
    case 'duration':
      return byDuration(tree, spans)
    case 'failedFirst':
      return failedFirst(tree, spans)
    case 'retries':
      return byRetries(tree, spans)
  }
}

// Children usually come in order of their index already: by buckets, nothing is sorted but what is out of order.
/** Failed, caught, caught inside, retried inside, and the rest by their outcomes. */
function failedFirst(tree: ExecutionTree, spans: readonly Span[]): readonly Span[] {
  const buckets: Span[][] = Array.from({ length: OUTCOMES.length + INSIDE.length }, () => [])
  for (const span of spans) buckets[rankOf(tree, span)]?.push(span)
  return buckets.toReversed().flatMap(bucket => bucket.toSorted(byIndex))
}

/** Ranks of what went well and had trouble inside: below what was caught itself, above all else. */
const INSIDE = ['retried', 'caught'] as const

function rankOf(tree: ExecutionTree, span: Span): number {
  const code = codeOf(span.outcome)
  const least = codeOf('caught')
  if (code >= least) return code + INSIDE.length
  const { caught, retries } = troublesOf(tree, span)
  return caught ? least + 1 : retries > 0 ? least : code
}

function byRetries(tree: ExecutionTree, spans: readonly Span[]): readonly Span[] {
  const retries = new Map(spans.map(span => [span.key, troublesOf(tree, span).retries]))
  const of = (span: Span) => retries.get(span.key) ?? 0
  return spans.toSorted((a, b) => of(b) - of(a) || byIndex(a, b))
}

function slowest(tree: ExecutionTree, spans: readonly Span[], count: number): readonly Span[] {
  return byDuration(tree, spans).slice(0, count)
}

function byDuration(tree: ExecutionTree, spans: readonly Span[]): readonly Span[] {
  const until = tree.lastEventAt ?? 0
  return spans.toSorted((a, b) => activeMs(tree, b, until) - activeMs(tree, a, until) || a.key - b.key)
}

function byIndex(a: Span, b: Span): number {
  return roundOf(a) - roundOf(b) || indexOf(a) - indexOf(b) || a.key - b.key
}

function roundOf(span: Span): number {
  return 'round' in span ? span.round : 0
}

function indexOf(span: Span): number {
  return 'index' in span ? span.index : 0
}
