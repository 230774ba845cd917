import type { Forest } from '../forest/forest.ts'
import type { GlobalKey } from '../forest/keys.ts'
import { type Deep, withoutStack } from '../history/deep.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'
import { type ChartTrees, chartTrees, keysUpwards } from './chart-trees.ts'
import type { FanOutView, Rows, RowsView } from './chart-types.ts'
import { at } from './column.ts'
import { FEW_CHILDREN, fanOutViewOf, isFanOut, limited, listFanOut, onTop, withAlso } from './fan-out.ts'
import { type Among, addGraft, graftShownAt, isGraftOpen, startedKept } from './graft-rows.ts'
import { rowsKept } from './kept-row-lists.ts'
import { keptRows } from './kept-rows.ts'
import { type Lane, type Lanes, onlyLane, packedLanes } from './lanes.ts'
import { wentWrong } from './outcome-code.ts'
import { addLanes, addRow, type ChartRows, createDraft, type Draft, finish, ROW_PX } from './rows-draft.ts'
import { type Siblings, siblingsIn } from './siblings.ts'

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
 * attempt. With a forest, a task that started an execution opens into that execution's rows, and a Map Run into a row for
 * each child; a forest of one gives the rows of its tree.
 */
export function rowsOf(tree: ExecutionTree, view: RowsView, forest?: Forest): ChartRows {
  return rowsKept(tree, { view, forest }, () => listRows(tree, view, forest))
}

function listRows(tree: ExecutionTree, view: RowsView, forest: Forest | undefined): ChartRows {
  const draft = createDraft()
  const trees = chartTrees(tree, forest)
  const walk: Walk = { trees, tree, view, keep: keptRows(trees, view), draft }
  for (const key of view.pinned ?? []) {
    if (trees.of(key)?.span(key) !== undefined) addRow(draft, { kind: 'pinned', key, depth: 0 })
  }
  for (const key of shown(walk, tree.root.children)) {
    if (isPlaced(walk, key)) withoutStack(addSpan(walk, key, 0, 'few'))
  }
  return finish(draft)
}

/** What the pages to come may put into an iteration or branch hangs at the top only for want of a place. */
function isPlaced({ tree, view }: Walk, key: SpanKey): boolean {
  if (view.arriving !== true) return true
  const span = tree.span(key)
  if (span === undefined || span.placed) return true
  return span.kind === 'stateVisit' && view.definition?.states.get(span.name)?.path.length === 0
}

/** Rows of a table of lanes, without a tree. */
export function rowsOfLanes(lanes: readonly Lane[]): ChartRows {
  const draft = createDraft()
  for (const lane of lanes) addLanes(draft, onlyLane(lane), { key: at(lane.keys, 0), depth: 0, heightPx: ROW_PX })
  return finish(draft)
}

/** The row a span is seen in: its own, else that of the nearest thing around it that has one; -1 if there is none. */
export function visibleRowOf(trees: ChartTrees, rows: Rows, key: GlobalKey): number {
  for (const around of keysUpwards(trees, key)) {
    const row = rows.rowOf(around)
    if (row >= 0) return row
  }
  return -1
}

/** One execution being listed. */
export interface Walk {
  readonly trees: ChartTrees
  /** Its tree, on the chart's keys. */
  readonly tree: ExecutionTree
  readonly view: RowsView
  /** With a filter: the spans that may have rows, in whichever execution. */
  readonly keep: ReadonlySet<GlobalKey> | undefined
  readonly draft: Draft
}

function* addSpan(walk: Walk, key: SpanKey, depth: number, among: Among): Deep<void> {
  const span = walk.tree.span(key)
  if (span === undefined) return
  const children = shown(walk, span.children)
  const graft = graftShownAt(walk, span)
  // The only attempt of a Task is seen in its row; the only one that a filter leaves of several may hold an execution.
  const several = isTask(span) ? span.children.length > 1 : true
  const expandable = graft !== undefined || (several && children.length > 0)
  // What lies in another execution has to be read first: that is somebody's decision.
  const open =
    graft === undefined
      ? expandable && isOpen(walk, span, { depth, children: children.length, among })
      : isGraftOpen(walk, key, graft)
  addRow(walk.draft, { kind: 'span', key, depth, expandable, open })
  if (graft !== undefined)
    return yield addGraft(walk, graft, { depth, open, asked: walk.view.byHand.get(key) === true }, addSpan)
  if (isFanOut(span) && hasBand(children.length, open)) addRow(walk.draft, { kind: 'band', key, depth })
  if (!open) return
  if (isFanOut(span)) {
    if (children.length > FEW_CHILDREN) addRow(walk.draft, { kind: 'control', key, depth })
    return yield addFanOut(walk, span, children, depth + 1)
  }
  for (const child of children) yield addSpan(walk, child, depth + 1, 'few')
}

function* addFanOut(walk: Walk, container: Span, children: readonly SpanKey[], depth: number): Deep<void> {
  const view = limited(fanOutViewOf(walk.view, container), walk.view.fill)
  const { key } = container
  const siblings = siblingsIn(container, children)
  if (view.lanes) {
    for (const child of onTop(walk.tree, siblings, walk.view)) yield addSpan(walk, child, depth, 'lanes')
    const heightPx = walk.view.fill?.lanePx ?? ROW_PX
    return addLanes(walk.draft, lanesOf(walk.tree, siblings, view), { key, depth, heightPx })
  }
  const { keys, hidden } = withAlso(listFanOut(walk.tree, siblings, view), children, walk.view.also)
  for (const child of keys) yield addSpan(walk, child, depth, children.length > FEW_CHILDREN ? 'many' : 'few')
  if (hidden > 0) addRow(walk.draft, { kind: 'more', key, depth, hidden })
}

function lanesOf(tree: ExecutionTree, siblings: Siblings, view: FanOutView): Lanes {
  return packedLanes(tree, view.show === 'all' ? siblings : { keys: listFanOut(tree, siblings, view).keys })
}

interface Place {
  readonly depth: number
  readonly children: number
  readonly among: Among
}

function isOpen(walk: Walk, span: Span, place: Place): boolean {
  const { view, keep } = walk
  const byHand = view.byHand.get(span.key)
  if (byHand !== undefined) return byHand
  // A filter opens the way to what it found.
  if (keep !== undefined && (!isTask(span) || startedKept(walk, span))) return true
  if (view.fill !== undefined && view.openDepth !== OPEN_ALL && !isTask(span)) {
    if (view.fill.opens.has(span.key)) return true
    // A large fan-out opens where it fits; an iteration above lanes that tell it all waits for a hand.
    if (place.among === 'lanes' || (isFanOut(span) && place.children > FEW_CHILDREN)) return false
  }
  return opensByDefault(span, place, view.openDepth)
}

/** Whether a container starts open at a depth, before anyone opened or closed it. */
function opensByDefault(span: Span, place: Place, openDepth: number): boolean {
  if (isTask(span)) return false
  if (openDepth === OPEN_ALL) return true
  if (place.depth >= openDepth) return false
  if (isFanOut(span) && place.children > FEW_CHILDREN) return wentWrong(span.outcome)
  return place.among === 'few' || wentWrong(span.outcome)
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
