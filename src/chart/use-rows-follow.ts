import { useEffect } from 'react'
import { nowOf } from '../timeline/chart-time.ts'
import type { Viewport } from '../timeline/chart-types.ts'
import type { ChartPicture } from './chart-picture.ts'
import type { Motion } from './motion.ts'
import type { Scroll } from './use-scroll.ts'
import type { ViewStore } from './view-store.ts'

/** How long the window must rest before rows go after it: a pan is over thousands of rows, frame by frame. */
const RESTED_MS = 100

/**
 * Where a reader switched it on: when the window has moved in time, the first row with something in it stands at the top. A window that
 * a selection brought does not count: its row is where the reader looks.
 */
export function useRowsFollow(store: ViewStore, picture: ChartPicture, scroll: Scroll, motion: Motion): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const follow = (): void => {
      const { viewport, rowsFollow } = store.getState()
      if (!rowsFollow || motion.hasBrought()) return
      const row = viewport === undefined ? 0 : firstRowIn(picture, viewport)
      if (row >= 0) scroll.toRow(row)
    }
    const stop = store.subscribe((live, before) => {
      if (!live.rowsFollow || (live.viewport === before.viewport && before.rowsFollow)) return
      clearTimeout(timer)
      timer = setTimeout(follow, RESTED_MS)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [store, picture, scroll, motion])
}

/** The first row with something of its own in a window; -1 for none. What stands open is in its rows. */
function firstRowIn({ rows, trees, time, tree }: ChartPicture, { from, to }: Viewport): number {
  const now = nowOf(time, tree)
  for (let row = 0; row < rows.count; row++) {
    if (['more', 'pinned'].includes(rows.kindAt(row)) || (rows.expandable(row) && rows.expanded(row))) continue
    const span = trees.span(rows.keyAt(row))
    if (span?.startedAt !== undefined && span.startedAt <= to && (span.endedAt ?? now) >= from) return row
  }
  return -1
}
