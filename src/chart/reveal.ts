import { type GlobalKey, memberIdOf, rootKeyOf } from '../forest/keys.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'
import { ancestorsOf, parentOf, upwards } from '../model/walk.ts'
import type { ChartTrees } from '../timeline/chart-trees.ts'
import type { Rows, RowsView } from '../timeline/chart-types.ts'
import { isFanOut } from '../timeline/fan-out.ts'
import { isFilteredOut } from '../timeline/kept-rows.ts'
import { rowsOf, visibleRowOf } from '../timeline/rows.ts'

/** Each turn opens or extends one container on the way, so the depth of the trees bounds them. */
const MOST_TURNS = 64

/**
 * The rows to open so that a span has one: its containers opened, and itself listed where only some of their children
 * are; the executions it lies in opened from the outside in. An attempt is seen in its visit's row, which need not open. The
 * same object where nothing has to change.
 */
export function revealed(trees: ChartTrees, view: RowsView, key: GlobalKey): RowsView {
  return revealedIn(trees, view, key)
}

/**
 * The rows in which a selection stays, or comes back, when a filter or a page that arrived would take its row: those of `revealed`.
 * The same object where it has a row, and where the filter hides it whatever is open.
 */
export function keptInSight(trees: ChartTrees, view: RowsView, key: GlobalKey): RowsView {
  return isFilteredOut(trees, view, key) ? view : revealed(trees, view, key)
}

/** The row of a span, for an attempt that of its visit; -1 if it has none. */
export function rowFor(trees: ChartTrees, rows: Rows, key: GlobalKey): number {
  const own = rows.rowOf(key)
  const span = trees.span(key)
  return own < 0 && span?.kind === 'taskAttempt' ? rows.rowOf(span.parentKey ?? -1) : own
}

function revealedIn(trees: ChartTrees, view: RowsView, key: GlobalKey): RowsView {
  const id = memberIdOf(key)
  const root = rootKeyOf(id)
  const outside = id === 0 ? view : memberRevealed(trees, view, root)
  const tree = trees.of(key)
  if (tree === undefined || key === root) return outside
  const inside = id === 0 || isOpen(trees, outside, root) ? outside : opened(outside, root)
  return spanRevealed(trees, inside, { tree, key })
}

/** Opens the way to a member's header. */
function memberRevealed(trees: ChartTrees, view: RowsView, root: GlobalKey): RowsView {
  const at = trees.forest?.member(memberIdOf(root))?.at
  if (at === undefined) return view
  let open = revealedIn(trees, view, at)
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const rows = rowsOf(trees.main, open, trees.forest)
    const row = visibleRowOf(trees, rows, at)
    if (rows.rowOf(root) >= 0 || row < 0) return open
    if (!rows.expanded(row)) open = opened(open, rows.keyAt(row))
    else if (rows.keyAt(row) !== at) return open
    else if (open.also?.has(root) === true) return open
    else open = listedToo(open, root)
  }
  return open
}

function spanRevealed(trees: ChartTrees, view: RowsView, what: { tree: ExecutionTree; key: SpanKey }): RowsView {
  const { tree, key } = what
  let open = view
  const target = rowTarget(tree, key)
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const rows = rowsOf(trees.main, open, trees.forest)
    if (target === undefined || rows.rowOf(target.key) >= 0) return open
    const shown = nearestShown(tree, target, ancestor => rows.rowOf(ancestor) >= 0)
    if (shown === undefined) return open
    const row = rows.rowOf(shown.key)
    // An iteration of a lane has no rows of its own inside: it gets one above the lanes.
    if (rows.kindAt(row) === 'lane') open = opened(open, shown.key)
    else if (!rows.expanded(row)) open = opened(open, shown.key)
    else if (!isFanOut(shown)) return open
    else {
      const child = childTowards(tree, target, shown)
      if (child === undefined || open.also?.has(child) === true) return open
      open = listedToo(open, child)
    }
  }
  return open
}

/** An execution that a task started opens with the task's row. */
function isOpen(trees: ChartTrees, view: RowsView, root: GlobalKey): boolean {
  const byHand = view.byHand.get(root)
  if (byHand !== undefined) return byHand
  const rows = rowsOf(trees.main, view, trees.forest)
  const row = rows.rowOf(root)
  return row >= 0 && rows.expanded(row)
}

function opened(view: RowsView, key: GlobalKey): RowsView {
  return { ...view, byHand: new Map(view.byHand).set(key, true) }
}

/** Lists one child more, whatever the cut says: how many rows there are is the reader's choice. */
function listedToo(view: RowsView, key: GlobalKey): RowsView {
  return { ...view, also: new Set(view.also).add(key) }
}

/** The child of a container that a span is, or lies in. */
function childTowards(tree: ExecutionTree, span: Span, container: Span): SpanKey | undefined {
  for (const around of upwards(tree, span)) if (around.parentKey === container.key) return around.key
  return undefined
}

function rowTarget(tree: ExecutionTree, key: SpanKey): Span | undefined {
  const span = tree.span(key)
  return span?.kind === 'taskAttempt' ? parentOf(tree, span) : span
}

function nearestShown(tree: ExecutionTree, span: Span, isShown: (key: SpanKey) => boolean): Span | undefined {
  for (const at of ancestorsOf(tree, span)) if (isShown(at.key)) return at
  return undefined
}
