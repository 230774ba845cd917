import { type RefObject, useLayoutEffect, useMemo, useRef } from 'react'
import type { CssPx, Rows } from '../timeline/chart-types.ts'
import { CONTROL_PX, ROW_PX } from '../timeline/rows-draft.ts'
import { pinnedHeightPx } from './row-window.ts'
import { refAt, rowOfRef } from './tree-keys.ts'
import type { LiveView, RowRef, ViewStore } from './view-store.ts'

export interface Scroll {
  readonly onScroll: () => void
  by(dyPx: CssPx): void
  to(topPx: CssPx): void
  /**
   * Brings a row into view: no further than needed, or into the middle when it is out of sight. False while the chart
   * itself is hidden (behind something still loading): what has no size cannot be scrolled.
   */
  showRow(row: number, where: 'nearest' | 'middle'): boolean
  /** Scrolls a row to the top, below the containers that stay there. */
  toRow(row: number): void
}

/** Rows kept free above a row that was brought into view: its ancestors stay at the top, with the controls of one. */
const STICKY_ROWS = 4

/**
 * The scroller's position, told to the live view, and kept on the same row when rows come and go: the row under the
 * pointer, else the selected one, else the topmost. Nothing moves under the pointer while pages arrive.
 */
export function useScroll(
  scroller: RefObject<HTMLElement | null>,
  store: ViewStore,
  shown: ShownRows & { readonly heightPx: CssPx },
): Scroll {
  const { rows, selectedRow, heightPx } = shown
  const before = useRef<ShownRows>(shown)
  const heightBefore = useRef(heightPx)
  const latest = useRef(rows)
  const scroll = useMemo(() => createScroll(scroller, store, latest), [scroller, store])
  // Runs again when a chart that was hidden behind something loading is shown again.
  useLayoutEffect(() => scroll.to(store.getState().scrollTopPx), [scroll, store])
  useLayoutEffect(() => {
    latest.current = rows
    const old = before.current
    before.current = { rows, selectedRow }
    if (old.rows === rows) return
    const anchor = anchorOf(old, store.getState(), scroller.current?.clientHeight ?? 0)
    if (anchor === undefined) return
    const row = rowOfRef(rows, anchor.ref)
    if (row >= 0) scroll.to(rows.topPx(row) - anchor.offsetPx)
  }, [rows, selectedRow, store, scroll, scroller])
  // What opens below (a drawer) must not hide what is selected.
  useLayoutEffect(() => {
    const former = heightBefore.current
    heightBefore.current = heightPx
    if (heightPx >= former || selectedRow < 0 || selectedRow >= latest.current.count) return
    const topPx = latest.current.topPx(selectedRow) - store.getState().scrollTopPx
    if (topPx >= 0 && topPx < former) scroll.showRow(selectedRow, 'nearest')
  }, [heightPx, selectedRow, scroll, store])
  return scroll
}

function createScroll(scroller: RefObject<HTMLElement | null>, store: ViewStore, rows: RefObject<Rows>): Scroll {
  const sync = (): void => {
    // Hidden, it has no position of its own, and the one it had is to come back.
    if (scroller.current === null || scroller.current.clientHeight === 0) return
    const { scrollTop: scrollTopPx } = scroller.current
    if (scrollTopPx !== store.getState().scrollTopPx) store.setState({ scrollTopPx })
  }
  const to = (topPx: CssPx): void => {
    if (scroller.current === null || scroller.current.scrollTop === topPx) return
    scroller.current.scrollTop = topPx
    sync()
  }
  return {
    onScroll: sync,
    to,
    by: dyPx => to((scroller.current?.scrollTop ?? 0) + dyPx),
    showRow(row, where) {
      const element = scroller.current
      if (element === null || element.clientHeight === 0) return false
      if (row < 0 || row >= rows.current.count) return true
      const topPx = rows.current.topPx(row)
      const bottomPx = topPx + rows.current.rowHeightPx(row)
      const above = stickyPx(rows.current, row)
      const view = { fromPx: element.scrollTop + above, toPx: element.scrollTop + element.clientHeight }
      if (topPx >= view.fromPx && bottomPx <= view.toPx) return true
      if (where === 'middle') to(Math.max(0, topPx - element.clientHeight / 2))
      else to(topPx < view.fromPx ? Math.max(0, topPx - above) : bottomPx - element.clientHeight)
      return true
    },
    toRow: row => to(Math.max(0, rows.current.topPx(row) - stickyPx(rows.current, row))),
  }
}

function stickyPx(rows: Rows, row: number): CssPx {
  const depth = rows.depthAt(row)
  return pinnedHeightPx(rows) + Math.min(STICKY_ROWS, depth) * ROW_PX + (depth > 0 ? CONTROL_PX : 0)
}

/** Rows, and which of them is selected (-1: none). */
export interface ShownRows {
  readonly rows: Rows
  readonly selectedRow: number
}

export interface Anchor {
  readonly ref: RowRef
  /** Distance of the row's top from the top of what is in sight. */
  readonly offsetPx: CssPx
}

/** The row that stays where it is when rows come and go. Undefined where nobody has scrolled or points: new rows may then come in above. */
export function anchorOf({ rows, selectedRow }: ShownRows, live: LiveView, heightPx: CssPx): Anchor | undefined {
  const { scrollTopPx, hover } = live
  if (rows.count === 0 || (scrollTopPx === 0 && hover === undefined)) return undefined
  const inSight = (row: number): boolean =>
    row >= 0 && row < rows.count && rows.topPx(row) >= scrollTopPx && rows.topPx(row) < scrollTopPx + heightPx
  const found = [hover?.row ?? -1, selectedRow].find(inSight) ?? rows.rowAtPx(scrollTopPx)
  // "Show more" gives way to what it shows, and moves on: the row above stays.
  const row = rows.kindAt(found) === 'more' && found > 0 ? found - 1 : found
  return { ref: refAt(rows, row), offsetPx: rows.topPx(row) - scrollTopPx }
}
