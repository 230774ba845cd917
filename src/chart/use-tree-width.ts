import { useState } from 'react'
import type { CssPx } from '../timeline/chart-types.ts'
import { NARROWEST_PX, TIME_AREA_PX, TREE_WIDTH_PX } from './separator.tsx'
import type { TimelineProps } from './timeline-props.ts'

/** The tree's width as the reader last set it, within what the window has room for; and how to set it. */
export function useTreeWidth(
  { treeWidthPx, onTreeWidth }: Pick<TimelineProps, 'treeWidthPx' | 'onTreeWidth'>,
  roomPx: CssPx,
): readonly [CssPx, (widthPx: CssPx, keep: boolean) => void] {
  const [wantedPx, setWantedPx] = useState(treeWidthPx)
  const [toldPx, setToldPx] = useState(treeWidthPx)
  // Set in another chart.
  if (treeWidthPx !== toldPx) {
    setToldPx(treeWidthPx)
    setWantedPx(treeWidthPx)
  }
  const set = (widthPx: CssPx, keep: boolean): void => {
    const kept = Math.round(within(widthPx, roomPx))
    setWantedPx(kept)
    if (keep) onTreeWidth?.(kept)
  }
  return [within(wantedPx ?? Math.min(TREE_WIDTH_PX, Math.max(NARROWEST_PX, roomPx * 0.45)), roomPx), set]
}

function within(widthPx: CssPx, roomPx: CssPx): CssPx {
  return Math.max(NARROWEST_PX, Math.min(widthPx, roomPx - TIME_AREA_PX))
}
