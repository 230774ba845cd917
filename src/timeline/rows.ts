import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'
import { upwards, withAncestors } from '../model/walk.ts'
import type { CssPx, RowKind, Rows, RowsView } from './chart-types.ts'
import { at, type Column, createColumn, firstAbove } from './column.ts'
import { FEW_CHILDREN, fanOutViewOf, isFanOut, listFanOut } from './fan-out.ts'
import { type Lane, packLanes } from './lanes.ts'
import { wentWrong } from './outcome-code.ts'

// Rows are as tall as in the design tokens, section 6:
//
//   ▾ ProcessOrders        22   span
//     ▁▂▅▆▆▅▂▁             40   band
//     ▾ #412               22   span
//         ChargeCard ×4    22   span, its attempts drawn as segments
//     … 975 more           22   more

/** Height of a row in CSS px. */
export const ROW_PX: CssPx = 22
/** Height of a fan-out band in CSS px. */
const BAND_PX: CssPx = 40

/** Rows with what the scene needs besides. */
export interface ChartRows extends Rows {
  /** The spans of a lane row, undefined for other rows. */
  laneAt(row: number): Lane | undefined
}

/** What the chart shows at first: states, branches and small fan-outs open, large Maps as bands. */
export const DEFAULT_ROWS_VIEW: RowsView = { openDepth: 4, byHand: new Map(), fanOut: new Map(), only: undefined }

/** The `openDepth` that opens everything, large fan-outs too (cut to their limit). */
export const OPEN_ALL = Infinity

/**
 * Every row of the chart for one tree and one view. Takes time by the rows there are, not by the spans: a collapsed
 * container is not walked.
 *
 * A Map or Parallel with more than `FEW_CHILDREN` children starts closed, whatever the depth, unless it failed or all is
 * opened; in it only iterations that did not succeed start open. A Task visit is a leaf that opens by hand into a row an
 * attempt.
 */
export function rowsOf(tree: ExecutionTree, view: RowsView): ChartRows {
  const draft = createDraft()
  const walk: Walk = { tree, view, keep: view.only === undefined ? undefined : withAncestors(tree, view.only), draft }
  for (const key of shown(walk, tree.root.children)) addSpan(walk, key, 0, false)
  return finish(draft)
}

/** Rows of a table of lanes, without a tree. */
export function rowsOfLanes(lanes: readonly Lane[]): ChartRows {
  const draft = createDraft()
  for (const lane of lanes) addRow(draft, { kind: 'lane', key: at(lane.keys, 0), depth: 0, lane, nth: 0 })
  return finish(draft)
}

/** The row a span is seen in: its own, else that of its nearest ancestor with one; -1 if there is none. */
export function visibleRowOf(tree: ExecutionTree, rows: Rows, key: SpanKey): number {
  for (const span of upwards(tree, tree.span(key))) {
    const row = rows.rowOf(span.key)
    if (row >= 0) return row
  }
  return -1
}

interface Walk {
  readonly tree: ExecutionTree
  readonly view: RowsView
  /** With a filter: the spans that may have rows. */
  readonly keep: ReadonlySet<SpanKey> | undefined
  readonly draft: Draft
}

function addSpan(walk: Walk, key: SpanKey, depth: number, amongMany: boolean): void {
  const span = walk.tree.span(key)
  if (span === undefined) return
  const children = shown(walk, span.children)
  const expandable = children.length >= (isTask(span) ? 2 : 1)
  const open = expandable && isOpen(walk, span, { depth, children: children.length, amongMany })
  addRow(walk.draft, { kind: 'span', key, depth, expandable, open })
  if (isFanOut(span) && hasBand(children.length, open)) addRow(walk.draft, { kind: 'band', key, depth })
  if (!open) return
  if (isFanOut(span)) addFanOut(walk, span, children, depth + 1)
  else for (const child of children) addSpan(walk, child, depth + 1, false)
}

function addFanOut(walk: Walk, container: Span, children: readonly SpanKey[], depth: number): void {
  const view = fanOutViewOf(walk.view, container)
  const { keys, hidden } = listFanOut(walk.tree, children, view)
  const { key } = container
  if (view.lanes) {
    for (const [nth, lane] of packLanes(walk.tree, keys).entries()) {
      addRow(walk.draft, { kind: 'lane', key, depth, lane, nth })
    }
    return
  }
  for (const child of keys) addSpan(walk, child, depth, children.length > FEW_CHILDREN)
  if (hidden > 0) addRow(walk.draft, { kind: 'more', key, depth, hidden })
}

interface Place {
  readonly depth: number
  readonly children: number
  /** One of more siblings than can be read row by row. */
  readonly amongMany: boolean
}

function isOpen(walk: Walk, span: Span, place: Place): boolean {
  const { view, keep } = walk
  const byHand = view.byHand.get(span.key)
  if (byHand !== undefined) return byHand
  // A filter opens the way to what it found.
  if (keep !== undefined && !isTask(span)) return true
  return opensByDefault(span, place, view.openDepth)
}

/** Whether a container starts open at a depth, before anyone opened or closed it. */
function opensByDefault(span: Span, place: Place, openDepth: number): boolean {
  if (isTask(span)) return false
  if (openDepth === OPEN_ALL) return true
  if (place.depth >= openDepth) return false
  if (isFanOut(span) && place.children > FEW_CHILDREN) return wentWrong(span.outcome)
  return !place.amongMany || wentWrong(span.outcome)
}

function hasBand(children: number, open: boolean): boolean {
  return open ? children > FEW_CHILDREN : children >= 2
}

function isTask(span: Span): boolean {
  return span.kind === 'stateVisit' && span.stateType === 'Task'
}

function shown(walk: Walk, keys: readonly SpanKey[]): readonly SpanKey[] {
  const { keep } = walk
  return keep === undefined ? keys : keys.filter(key => keep.has(key))
}

const KINDS: readonly RowKind[] = ['span', 'band', 'lane', 'more']
const EXPANDABLE = 1
const OPEN = 2

interface Draft {
  readonly kinds: Column
  readonly keys: Column
  readonly depths: Column
  readonly tops: Column
  readonly flags: Column
  readonly hidden: Map<number, number>
  readonly lanes: Map<number, { readonly lane: Lane; readonly nth: number }>
  heightPx: CssPx
  deepest: number
}

interface NewRow {
  readonly kind: RowKind
  readonly key: SpanKey
  readonly depth: number
  readonly expandable?: boolean
  readonly open?: boolean
  readonly hidden?: number
  readonly lane?: Lane
  readonly nth?: number
}

function createDraft(): Draft {
  return {
    kinds: createColumn(),
    keys: createColumn(),
    depths: createColumn(),
    tops: createColumn(),
    flags: createColumn(),
    hidden: new Map(),
    lanes: new Map(),
    heightPx: 0,
    deepest: 0,
  }
}

function addRow(draft: Draft, row: NewRow): void {
  const index = draft.kinds.length
  draft.kinds.push(KINDS.indexOf(row.kind))
  draft.keys.push(row.key)
  draft.depths.push(row.depth)
  draft.tops.push(draft.heightPx)
  draft.flags.push((row.expandable === true ? EXPANDABLE : 0) | (row.open === true ? OPEN : 0))
  if (row.hidden !== undefined) draft.hidden.set(index, row.hidden)
  if (row.lane !== undefined) draft.lanes.set(index, { lane: row.lane, nth: row.nth ?? 0 })
  draft.deepest = Math.max(draft.deepest, row.depth)
  draft.heightPx += row.kind === 'band' ? BAND_PX : ROW_PX
}

function finish(draft: Draft): ChartRows {
  const [kinds, keys, tops, flags] = [draft.kinds, draft.keys, draft.tops, draft.flags].map(column => column.values())
  if (kinds === undefined || keys === undefined || tops === undefined || flags === undefined) throw new RangeError()
  const depths = draft.depths.values()
  const count = draft.kinds.length
  const byKey = lazily(() => indexRows(kinds, keys, draft.lanes))
  return {
    count,
    heightPx: draft.heightPx,
    kindAt: row => KINDS[at(kinds, row)] ?? 'span',
    keyAt: row => at(keys, row),
    depthAt: row => at(depths, row),
    deepest: draft.deepest,
    topPx: row => (row < count ? at(tops, row) : draft.heightPx),
    rowHeightPx: row => (at(kinds, row) === KINDS.indexOf('band') ? BAND_PX : ROW_PX),
    rowAtPx: yPx => (count === 0 ? -1 : Math.max(0, firstAbove(tops, yPx) - 1)),
    rowOf: key => byKey().get(key) ?? -1,
    expandable: row => (at(flags, row) & EXPANDABLE) !== 0,
    expanded: row => (at(flags, row) & OPEN) !== 0,
    hiddenCount: row => draft.hidden.get(row) ?? 0,
    laneAt: row => draft.lanes.get(row)?.lane,
    nthAt: row => draft.lanes.get(row)?.nth ?? 0,
  }
}

/** Rows by span. A span with several rows (a container and its band) is found in its first. */
function indexRows(kinds: Float64Array, keys: Float64Array, lanes: Draft['lanes']): Map<SpanKey, number> {
  const rows = new Map<SpanKey, number>()
  for (let row = 0; row < kinds.length; row++) {
    if (at(kinds, row) === KINDS.indexOf('span')) rows.set(at(keys, row), row)
  }
  for (const [row, { lane }] of lanes) for (const key of lane.keys) rows.set(key, row)
  return rows
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
