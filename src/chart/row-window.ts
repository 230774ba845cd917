import { type ChartTrees, keysUpwards } from '../timeline/chart-trees.ts'
import type { CssPx, Rows } from '../timeline/chart-types.ts'

/** Rows rendered: from `first` up to but without `end`. */
export interface RowWindow {
  readonly first: number
  readonly end: number
}

/** The window moves in steps of this many rows, so that most scrolling renders nothing. */
const STEP_ROWS = 4

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

/** A row kept at the top. */
export interface StuckRow {
  readonly row: number
  /** From the top of what is in sight. */
  readonly topPx: CssPx
  readonly heightPx: CssPx
}

/**
 * The containers of the first row below them that are themselves scrolled out above, outermost first, and the controls of
 * the innermost that has any: they stay at the top, one below the other, what a hand pinned above them.
 */
export function stickyRows(trees: ChartTrees, rows: Rows, scrollTopPx: CssPx): readonly StuckRow[] {
  if (scrollTopPx <= 0) return []
  const pinned = pinnedRows(rows)
  const pinnedPx = pinnedHeightPx(rows)
  let below = pinnedPx
  for (let turn = 0; ; turn++) {
    const around = ancestorRows(trees, rows, rows.rowAtPx(scrollTopPx + below))
    const above = passedRows(rows, around, { scrollTopPx, fromPx: pinnedPx })
    const heightPx = above.reduce((sum, one) => sum + one.heightPx, pinnedPx)
    // What they cover lies in them too: a container of the first row below that began above contains all between.
    if (heightPx <= below || turn > MOST_STICKY + 1) return [...pinned, ...above]
    below = heightPx
  }
}

/** The height of what a hand pinned to the top. */
export function pinnedHeightPx(rows: Rows): CssPx {
  let row = 0
  while (row < rows.count && rows.kindAt(row) === 'pinned') row++
  return rows.topPx(row)
}

function pinnedRows(rows: Rows): readonly StuckRow[] {
  const stuck: StuckRow[] = []
  for (let row = 0; row < rows.count && rows.kindAt(row) === 'pinned'; row++) {
    stuck.push({ row, topPx: rows.topPx(row), heightPx: rows.rowHeightPx(row) })
  }
  return stuck
}

interface StickingPlace {
  readonly scrollTopPx: CssPx
  /** Below what is pinned, from the top of what is in sight. */
  readonly fromPx: CssPx
}

/** Those of some rows, outermost first, that lie above the place where they would stick. */
function passedRows(
  rows: Rows,
  around: readonly number[],
  { scrollTopPx, fromPx }: StickingPlace,
): readonly StuckRow[] {
  const stuck: StuckRow[] = []
  let topPx = fromPx
  let containers = 0
  for (const row of around) {
    const isControl = rows.kindAt(row) === 'control'
    if (rows.topPx(row) >= scrollTopPx + topPx || (!isControl && containers++ >= MOST_STICKY)) break
    const heightPx = rows.rowHeightPx(row)
    stuck.push({ row, topPx, heightPx })
    topPx += heightPx
  }
  const innermost = stuck.findLast(one => rows.kindAt(one.row) === 'control')?.row
  return restacked(
    stuck.filter(one => rows.kindAt(one.row) !== 'control' || one.row === innermost),
    fromPx,
  )
}

function restacked(stuck: readonly StuckRow[], fromPx: CssPx): readonly StuckRow[] {
  let topPx = fromPx
  return stuck.map(one => {
    const placed = { ...one, topPx }
    topPx += one.heightPx
    return placed
  })
}

/** The rows of a row's containers and of their controls, outermost first. A band's and a "more" row's container counts among them. */
function ancestorRows(trees: ChartTrees, rows: Rows, row: number): readonly number[] {
  if (row < 0) return []
  const found: number[] = []
  for (const key of keysUpwards(trees, rows.keyAt(row))) {
    const control = rows.controlOf(key)
    if (control >= 0 && control < row) found.unshift(control)
    const ancestor = rows.rowOf(key)
    // An iteration of a lane is no container of what lies below.
    if (ancestor >= 0 && ancestor < row && rows.kindAt(ancestor) !== 'lane') found.unshift(ancestor)
  }
  return found
}
