import type { ExecutionTree } from '../model/execution-tree.ts'
import { OUTCOMES, type Span, type SpanKey } from '../model/span.ts'
import { activeMs } from '../model/stretches.ts'
import type { FanOutView, RowsView } from './chart-types.ts'
import { codeOf, wentWrong } from './outcome-code.ts'

/** Up to here a fan-out is read row by row; above, it starts as a band. */
export const FEW_CHILDREN = 12

/** Rows of a fan-out before "Show more": few, so that what comes after a large Map stays in sight. */
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

/** How a container's children are listed: as the reader chose, else by index when few, failed first when many. */
export function fanOutViewOf(view: RowsView, container: Span): FanOutView {
  const chosen = view.fanOut.get(container.key)
  if (chosen !== undefined) return chosen
  const sort = container.children.length > FEW_CHILDREN ? 'failedFirst' : 'index'
  return { sort, show: 'all', limit: FAN_OUT_LIMIT, lanes: false }
}

/** How a Map Run's children are listed: as the reader chose, else failed first. */
export function childViewOf(view: Pick<RowsView, 'fanOut'>, mapRun: SpanKey): FanOutView {
  return view.fanOut.get(mapRun) ?? { sort: 'failedFirst', show: 'all', limit: FAN_OUT_LIMIT, lanes: false }
}

/** The children of a fan-out as the view wants them: chosen, sorted, cut to the limit. `hidden` counts those cut by it. */
export function listFanOut(tree: ExecutionTree, keys: readonly SpanKey[], view: FanOutView): Listing {
  if (view.sort === 'index' && view.show === 'all' && keys.length <= view.limit) return { keys, hidden: 0 }
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

function sortChildren(tree: ExecutionTree, spans: readonly Span[], sort: FanOutView['sort']): readonly Span[] {
  switch (sort) {
    case 'index':
      return spans.toSorted(byIndex)
    case 'start':
      return spans.toSorted((a, b) => a.startedAt - b.startedAt || a.key - b.key)
    case 'duration':
      return byDuration(tree, spans)
    case 'failedFirst':
      return failedFirst(spans)
  }
}

// Children usually come in order of their index already: by buckets, nothing is sorted but what is out of order.
function failedFirst(spans: readonly Span[]): readonly Span[] {
  const buckets: Span[][] = OUTCOMES.map(() => [])
  for (const span of spans) buckets[codeOf(span.outcome)]?.push(span)
  return buckets.toReversed().flatMap(bucket => bucket.toSorted(byIndex))
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
