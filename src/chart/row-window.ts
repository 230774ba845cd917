import { type ChartTrees, keysUpwards } from '../timeline/chart-trees.ts'
import type { CssPx, Rows } from '../timeline/chart-types.ts'
import { ROW_PX } from '../timeline/rows-draft.ts'

/** Rows rendered: from `first` up to but without `end`. */
export interface RowWindow {
  readonly first: number
  readonly end: number
}

/** The window moves in steps of this many rows, so that most scrolling renders nothing. */
const STEP_ROWS = 8

/** Ancestors kept in sight at the most: more would hide what they are the ancestors of. */
const MOST_STICKY = 4

/** The rows to render for a scroll position: those in sight and up to two steps around. */
export function rowWindow(rows: Rows, scrollTopPx: CssPx, heightPx: CssPx): RowWindow {
  if (rows.count === 0) return { first: 0, end: 0 }
  const first = Math.max(0, rows.rowAtPx(scrollTopPx) - STEP_ROWS)
  const last = rows.rowAtPx(scrollTopPx + heightPx) + 1 + STEP_ROWS
  return {
    first: Math.floor(first / STEP_ROWS) * STEP_ROWS,
    end: Math.min(rows.count, Math.ceil(last / STEP_ROWS) * STEP_ROWS),
  }
}

/**
 * The containers of the first row below them that are themselves scrolled out above, outermost first: they stay at the
 * top, one below the other, 22 px each.
 */
export function stickyRows(trees: ChartTrees, rows: Rows, scrollTopPx: CssPx): readonly number[] {
  if (scrollTopPx <= 0) return []
  for (let height = 0; ; height++) {
    const around = ancestorRows(trees, rows, rows.rowAtPx(scrollTopPx + height * ROW_PX))
    const passed = around.findIndex((row, slot) => rows.topPx(row) >= scrollTopPx + slot * ROW_PX)
    const above = around.slice(0, Math.min(passed < 0 ? around.length : passed, MOST_STICKY))
    // What they cover lies in them too: a container of the first row below that began above contains all between.
    if (above.length <= height) return above
  }
}

/** The rows of a row's containers, outermost first. A band's and a "more" row's container counts among them. */
function ancestorRows(trees: ChartTrees, rows: Rows, row: number): readonly number[] {
  if (row < 0) return []
  const found: number[] = []
  for (const key of keysUpwards(trees, rows.keyAt(row))) {
    const ancestor = rows.rowOf(key)
    if (ancestor >= 0 && ancestor < row) found.unshift(ancestor)
  }
  return found
}
