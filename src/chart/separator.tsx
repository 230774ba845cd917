import { Edge } from '../kit/edge.tsx'
import type { CssPx } from '../timeline/chart-types.ts'
import './separator.css'

/** The tree's usual width. */
export const TREE_WIDTH_PX: CssPx = 340
export const NARROWEST_PX: CssPx = 120
/** What the time area keeps, however wide the tree is wanted. */
export const TIME_AREA_PX: CssPx = 140
const STEP_PX: CssPx = 16

interface SeparatorProps {
  readonly widthPx: CssPx
  readonly roomPx: CssPx
  readonly onResize: (widthPx: CssPx, keep: boolean) => void
}

/** The edge between tree and time area; double-click for the usual width. */
export function Separator({ widthPx, roomPx, onResize }: SeparatorProps) {
  return (
    <Edge
      label="Width of the tree"
      className="chart-separator"
      style={{ left: widthPx }}
      axis="x"
      grows={1}
      sizePx={widthPx}
      minPx={NARROWEST_PX}
      maxPx={roomPx - TIME_AREA_PX}
      stepPx={STEP_PX}
      onSize={onResize}
      onReset={() => onResize(TREE_WIDTH_PX, true)}
    />
  )
}
