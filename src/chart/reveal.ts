import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'
import { ancestorsOf, parentOf } from '../model/walk.ts'
import type { OpenRows, RowsView } from '../timeline/chart-types.ts'
import { fanOutViewOf, isFanOut } from '../timeline/fan-out.ts'
import { rowsOf } from '../timeline/rows.ts'

/**
 * The rows to open so that a span has one: its containers opened, and listed to the end where only some of their children
 * are. An attempt is seen in its visit's row, which need not open. The same object where nothing has to change.
 */
export function revealed(tree: ExecutionTree, view: RowsView, key: SpanKey): OpenRows {
  let open: RowsView = view
  const target = rowTarget(tree, key)
  // Each turn opens or extends one container on the way, so the depth of the tree bounds them.
  for (let turn = 0; turn < 64; turn++) {
    const rows = rowsOf(tree, open)
    if (target === undefined || rows.rowOf(target.key) >= 0) return open
    const shown = nearestShown(tree, target, ancestor => rows.rowOf(ancestor) >= 0)
    if (shown === undefined) return open
    const row = rows.rowOf(shown.key)
    if (rows.kindAt(row) === 'lane') open = withoutLanes(tree, open, shown)
    else if (!rows.expanded(row)) open = { ...open, byHand: new Map(open.byHand).set(shown.key, true) }
    else if (!isFanOut(shown)) return open
    else {
      const listed = { ...fanOutViewOf(open, shown), show: 'all' as const, limit: shown.children.length }
      open = { ...open, fanOut: new Map(open.fanOut).set(shown.key, listed) }
    }
  }
  return open
}

function rowTarget(tree: ExecutionTree, key: SpanKey): Span | undefined {
  const span = tree.span(key)
  return span?.kind === 'taskAttempt' ? parentOf(tree, span) : span
}

/** An iteration in a lane has no rows of its own inside: its container goes back to a row each. */
function withoutLanes(tree: ExecutionTree, view: RowsView, iteration: Span): RowsView {
  const container = parentOf(tree, iteration)
  if (container === undefined) return view
  const listed = { ...fanOutViewOf(view, container), lanes: false }
  return { ...view, fanOut: new Map(view.fanOut).set(container.key, listed) }
}

function nearestShown(tree: ExecutionTree, span: Span, isShown: (key: SpanKey) => boolean): Span | undefined {
  for (const at of ancestorsOf(tree, span)) if (isShown(at.key)) return at
  return undefined
}
