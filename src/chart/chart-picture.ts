import type { Millis } from '../history/events.ts'
import type { SpanKey } from '../model/span.ts'
import type { ChartLook } from '../timeline/chart-look.ts'
import type { CssPx, RowsView } from '../timeline/chart-types.ts'
import type { Scene } from '../timeline/scene.ts'
import type { Bounds } from '../timeline/viewport.ts'

/** What is shown, as far as it does not move under the hand. Replaced whole when data, link or preferences change. */
export interface ChartPicture extends ChartLook {
  /** What the rows were worked out from. */
  readonly rowsView: RowsView
  readonly selectedKey: SpanKey | undefined
  readonly selectedRow: number
}

export interface PaneSize {
  readonly widthPx: CssPx
  readonly heightPx: CssPx
  readonly dpr: number
}

/** A row that stays at the top, as a scene as high as it. */
export interface StuckScene {
  readonly scene: Scene
  readonly topPx: CssPx
  readonly heightPx: CssPx
}

/** A scene and the containers that stay at its top. */
export interface Frame {
  readonly scene: Scene
  readonly sticky: readonly StuckScene[]
  readonly bounds: Bounds
  readonly now: Millis
}
