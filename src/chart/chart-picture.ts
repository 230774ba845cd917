import type { EventId, Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey } from '../model/span.ts'
import type { ChartTrees } from '../timeline/chart-trees.ts'
import type { CssPx, Fold, RowsView } from '../timeline/chart-types.ts'
import type { Ghosts } from '../timeline/ghosts.ts'
import type { Hues } from '../timeline/hues.ts'
import type { LoggedBars } from '../timeline/logged-bars.ts'
import type { MissingRange } from '../timeline/missing.ts'
import type { PathStep } from '../timeline/placed-steps.ts'
import type { ChartRows } from '../timeline/rows-draft.ts'
import type { Scene } from '../timeline/scene.ts'
import type { Bounds } from '../timeline/viewport.ts'
import type { TimeMode } from '../words/time-mode.ts'
import type { ChartTime } from './chart-time.ts'

/** What is shown, as far as it does not move under the hand. Replaced whole when data, link or preferences change. */
export interface ChartPicture {
  readonly tree: ExecutionTree
  readonly trees: ChartTrees
  readonly rows: ChartRows
  /** What they were worked out from. */
  readonly rowsView: RowsView
  readonly time: ChartTime
  readonly folds: readonly Fold[]
  readonly missing: readonly MissingRange[]
  readonly timeMode: TimeMode
  readonly selectedKey: SpanKey | undefined
  readonly selectedRow: number
  readonly matches: ReadonlySet<SpanKey> | undefined
  readonly markedEvent: EventId | undefined
  readonly criticalPath: readonly PathStep[] | undefined
  /** Undefined where bars are coloured by outcome. */
  readonly hues: Hues | undefined
  /** The run that this one is held against. */
  readonly ghosts: Ghosts | undefined
  /** What logs that were read tell of bars. */
  readonly logged: LoggedBars | undefined
  readonly limitOf: ((key: SpanKey) => number | undefined) | undefined
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
