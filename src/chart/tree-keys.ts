import type { GlobalKey } from '../forest/keys.ts'
import { type ChartTrees, keysUpwards } from '../timeline/chart-trees.ts'
import type { Rows } from '../timeline/chart-types.ts'
import type { ChartRows } from '../timeline/rows-draft.ts'
import type { RowRef } from './view-store.ts'

/** What an arrow key asks of the treegrid: go to a row, open or close the one in focus. */
export type TreeMove =
  | { readonly kind: 'go'; readonly row: number }
  | { readonly kind: 'toggle' }
  | { readonly kind: 'openSiblings' }

/**
 * The WAI-ARIA treegrid's keys. Right opens a closed row, then goes to its first child; Left closes an open row, then
 * goes to its parent. Undefined for keys that mean nothing here. `pageRows`: rows in sight.
 */
export function treeMove(rows: Rows, row: number, key: string, pageRows: number): TreeMove | undefined {
  const last = rows.count - 1
  if (last < 0) return undefined
  switch (key) {
    case 'ArrowDown':
      return { kind: 'go', row: Math.min(last, row + 1) }
    case 'ArrowUp':
      return { kind: 'go', row: Math.max(0, row - 1) }
    case 'Home':
      return { kind: 'go', row: 0 }
    case 'End':
      return { kind: 'go', row: last }
    case 'PageDown':
      return { kind: 'go', row: Math.min(last, row + pageRows) }
    case 'PageUp':
      return { kind: 'go', row: Math.max(0, row - pageRows) }
    case 'ArrowRight':
      return openOrEnter(rows, row)
    case 'ArrowLeft':
      return closeOrLeave(rows, row)
    case '*':
      return { kind: 'openSiblings' }
    default:
      return undefined
  }
}

function openOrEnter(rows: Rows, row: number): TreeMove | undefined {
  if (!rows.expandable(row)) return undefined
  if (!rows.expanded(row)) return { kind: 'toggle' }
  return row + 1 < rows.count ? { kind: 'go', row: row + 1 } : undefined
}

function closeOrLeave(rows: Rows, row: number): TreeMove | undefined {
  if (holdsRows(rows, row) && rows.expanded(row)) return { kind: 'toggle' }
  const parent = parentRow(rows, row)
  return parent < 0 ? undefined : { kind: 'go', row: parent }
}

/** The row of the container a row lies in, -1 at the top level. A band's is the container it belongs to. */
export function parentRow(rows: Rows, row: number): number {
  const depth = rows.depthAt(row)
  if (rows.kindAt(row) === 'band') return row - 1
  for (let above = row - 1; above >= 0; above--) {
    if (holdsRows(rows, above) && rows.depthAt(above) < depth) return above
  }
  return -1
}

/** Spans and headers of executions hold the rows below them. */
function holdsRows(rows: Rows, row: number): boolean {
  const kind = rows.kindAt(row)
  return kind === 'span' || kind === 'member'
}

/** The rows beside a row, itself included: same parent, same depth. */
export function siblingRows(rows: Rows, row: number): readonly number[] {
  const depth = rows.depthAt(row)
  const found: number[] = []
  for (let next = parentRow(rows, row) + 1; next < rows.count; next++) {
    if (!holdsRows(rows, next)) continue
    if (rows.depthAt(next) < depth) break
    if (rows.depthAt(next) === depth) found.push(next)
  }
  return found
}

/** What a row stands for. */
export function refAt(rows: Rows, row: number): RowRef {
  return { kind: rows.kindAt(row), key: rows.keyAt(row), nth: rows.nthAt(row) }
}

/** Tells a row from all others, for React and the DOM. */
export function rowName({ kind, key, nth }: RowRef): string {
  return `${kind} ${key} ${nth}`
}

/** The row that stands for `ref` now, -1 if none does. A band lies right below its container, a "more" row after its children. */
export function rowOfRef(rows: Rows, ref: RowRef): number {
  if (ref.kind === 'pinned') return pinnedRowOf(rows, ref.key)
  const row = rows.rowOf(ref.key)
  if (ref.kind === 'span' || ref.kind === 'member' || row < 0) return row
  for (let next = row; next < rows.count; next++) {
    if (rows.kindAt(next) === ref.kind && rows.keyAt(next) === ref.key && rows.nthAt(next) === ref.nth) return next
    if (next > row && holdsRows(rows, next) && rows.depthAt(next) <= rows.depthAt(row)) return -1
  }
  return -1
}

function pinnedRowOf(rows: Rows, key: GlobalKey): number {
  for (let row = 0; row < rows.count && rows.kindAt(row) === 'pinned'; row++) if (rows.keyAt(row) === key) return row
  return -1
}

/** The iteration of a lane that a span is, or lies in; undefined if it is in none of it. */
export function inLane(
  trees: ChartTrees,
  rows: ChartRows,
  { row, key }: { readonly row: number; readonly key: GlobalKey },
): GlobalKey | undefined {
  const keys = rows.laneAt(row)?.keys
  if (keys === undefined) return undefined
  for (const around of keysUpwards(trees, key)) if (keys.includes(around)) return around
  return undefined
}
