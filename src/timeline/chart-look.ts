import type { EventId, Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey } from '../model/span.ts'
import type { TimeMode } from '../words/time-mode.ts'
import type { ChartTime } from './chart-time.ts'
import type { ChartTrees } from './chart-trees.ts'
import type { CssPx, Fold, Viewport } from './chart-types.ts'
import type { Ghosts } from './ghosts.ts'
import type { Hues } from './hues.ts'
import type { LoggedBars } from './logged-bars.ts'
import type { MissingRange } from './missing.ts'
import type { PathStep } from './placed-steps.ts'
import type { ChartRows } from './rows-draft.ts'
import { type Scene, type SceneInput, sceneOf } from './scene.ts'
import { ticksOf } from './ticks.ts'
import { timeScale } from './time-scale.ts'
import { type Bounds, boundsOf } from './viewport.ts'

/** What is shown, as data, but for which part of it lies in a window. */
export interface ChartLook {
  readonly tree: ExecutionTree
  readonly trees: ChartTrees
  readonly rows: ChartRows
  readonly time: ChartTime
  readonly folds: readonly Fold[]
  readonly missing: readonly MissingRange[]
  readonly timeMode: TimeMode
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

/** The part of it that is in sight. */
export interface LookWindow {
  readonly viewport: Viewport
  readonly widthPx: CssPx
  readonly heightPx: CssPx
  readonly scrollTopPx: CssPx
  /** The end of what still runs. */
  readonly now: Millis
}

/** The scene of what lies in a window. */
export function sceneInWindow(look: ChartLook, window: LookWindow): Scene {
  const { missing, criticalPath, markedEvent } = look
  return sceneOf({ ...sceneInput(look, window), missing, criticalPath, markedEvent })
}

/** The scene of a row that stays at the top, as high as it: its bars alone. */
export function sceneOfStuckRow(look: ChartLook, window: LookWindow): Scene {
  return sceneOf(sceneInput(look, window))
}

function sceneInput(look: ChartLook, { viewport, widthPx, ...window }: LookWindow): SceneInput {
  const { tree, trees, rows, limitOf, matches, hues, ghosts, logged, timeMode, time } = look
  const scale = timeScale(viewport, widthPx, look.folds)
  const ticks = ticksOf(scale, { mode: timeMode, origin: time.startedAt })
  return { tree, forest: trees.forest, rows, scale, limitOf, matches, hues, ghosts, logged, ticks, ...window }
}

/** How far one may look, up to `end`: it grows while the execution runs. Folded time gives no air, or all would be air. */
export function boundsUpTo({ time, folds }: Pick<ChartLook, 'time' | 'folds'>, end: Millis): Bounds {
  const folded = folds.reduce((sum, fold) => sum + fold.to - fold.from, 0)
  const { startedAt, reach } = time
  const [first, last] = [Math.min(startedAt, reach?.from ?? startedAt), Math.max(end, reach?.to ?? end)]
  const { from } = boundsOf(first, Math.max(first, last - folded))
  return { from, to: last + first - from }
}
