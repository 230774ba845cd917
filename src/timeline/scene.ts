import type { Forest } from '../forest/forest.ts'
import { type GlobalKey, memberIdOf } from '../forest/keys.ts'
import type { EventId, Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey } from '../model/span.ts'
import { type Band, bandOf } from './bands.ts'
import type { RowPen } from './bar.ts'
import { BAR_IN_ROW, type BarPlace, type Boxes, type BoxList, createBoxList } from './boxes.ts'
import { type ChartTrees, chartTrees } from './chart-trees.ts'
import type { CssPx, RowKind, Tick } from './chart-types.ts'
import { at } from './column.ts'
import { type PathLines, pathLines } from './critical-path-lines.ts'
import { BAR_OVER_GHOST, type GhostMark, type Ghosts, ghostMarks } from './ghosts.ts'
import type { Hues } from './hues.ts'
import { type Label, labelsOf } from './labels.ts'
import type { LoggedBars, LogTick } from './logged-bars.ts'
import { type Marker, markerOf } from './marker.ts'
import { type MatchMarks, matchMarks } from './match-marks.ts'
import { memberFactsOf } from './member-facts.ts'
import type { MissingRange } from './missing.ts'
import type { PathStep } from './placed-steps.ts'
import type { ChartRows } from './rows-draft.ts'
import { type Drop, dropsOf } from './scene-drops.ts'
import { addLane } from './scene-lanes.ts'
import { addListedRow, type MemberFrame, memberFrames, readChildren } from './scene-members.ts'
import { addSpanRow } from './scene-spans.ts'
import type { FoldedScale } from './time-scale.ts'

// Coordinates of a scene: CSS px from the top left corner of the time area, y after scrolling.

/** All that one frame shows, as data. */
export interface Scene {
  readonly widthPx: CssPx
  readonly heightPx: CssPx
  readonly scrollTopPx: CssPx
  readonly scale: FoldedScale
  readonly rows: ChartRows
  /** The rows in the window: from `firstRow` up to, not including, `endRow`. */
  readonly firstRow: number
  readonly endRow: number
  readonly boxes: Boxes
  /** Undefined where bars are coloured by outcome. */
  readonly hues: Hues | undefined
  /** The boxes of row r are those from `rowStarts[r - firstRow]` to the next start. */
  readonly rowStarts: Int32Array
  readonly bands: readonly Band[]
  /** From what stands above the lanes of its Map down to its place in them. */
  readonly drops: readonly Drop[]
  /** The lives of open members, behind their rows. */
  readonly members: readonly MemberFrame[]
  readonly labels: readonly Label[]
  /** Gaps of folded time. */
  readonly folds: readonly FoldGap[]
  readonly missing: readonly MissingBox[]
  readonly seams: readonly Seam[]
  readonly path: PathLines | undefined
  /** Bars of the run that this one is held against, under its own. */
  readonly ghosts: readonly GhostMark[]
  /** Where error lines of logs that were read stand. */
  readonly logTicks: readonly LogTick[]
  readonly ticks: readonly Tick[]
  readonly marker: Marker | undefined
  /** Tops of the rows of top-level states, where a faint line parts them. */
  readonly topLevelYs: readonly CssPx[]
}

/** A fold in the window. */
export interface FoldGap {
  readonly x0: CssPx
  readonly x1: CssPx
  readonly from: Millis
  readonly to: Millis
}

/** A stretch of events not loaded, in the window. */
export interface MissingBox {
  readonly x0: CssPx
  readonly x1: CssPx
  readonly count: number | undefined
  readonly arriving: boolean
}

/** A redrive in the window. */
export interface Seam {
  readonly x: CssPx
  readonly at: Millis
  readonly eventId: EventId
}

/** What a scene is made from. */
export interface SceneInput {
  /** Undefined for rows of a bare table of lanes. */
  readonly tree: ExecutionTree | undefined
  /** What hangs below it; its member 0 is the tree. */
  readonly forest?: Forest | undefined
  readonly rows: ChartRows
  readonly scale: FoldedScale
  readonly scrollTopPx: CssPx
  readonly heightPx: CssPx
  /** The end of what still runs, epoch ms. */
  readonly now: Millis
  readonly ticks?: readonly Tick[]
  readonly missing?: readonly MissingRange[]
  readonly criticalPath?: readonly PathStep[] | undefined
  /** The run that this one is held against. */
  readonly ghosts?: Ghosts | undefined
  /** What logs that were read tell of bars. */
  readonly logged?: LoggedBars | undefined
  /** `MaxConcurrency` of a Map visit, where the definition tells it. */
  readonly limitOf?: ((key: SpanKey) => number | undefined) | undefined
  /** The linked event. */
  readonly markedEvent?: EventId | undefined
  /** What a query found: marked in bands and lanes, where it has no row of its own. */
  readonly matches?: ReadonlySet<SpanKey> | undefined
  /** What bars are coloured by; undefined: by outcome. */
  readonly hues?: Hues | undefined
}

/** Drawn boxes a frame: laying out and painting more takes longer than a frame of 16.7 ms. */
export const MOST_BOXES = 5000
/** Beyond this, widening the merge would blur what a pixel can tell. */
const WIDEST_MERGE_PX: CssPx = 4

/** The scene of one frame. Costs by the rows and pixels of the window, not by the spans of the execution. */
export function sceneOf(input: SceneInput): Scene {
  const { rows, scale, scrollTopPx, heightPx } = input
  const firstRow = Math.max(0, rows.rowAtPx(scrollTopPx))
  const endRow = rows.count === 0 ? 0 : rows.rowAtPx(scrollTopPx + heightPx) + 1
  const trees = input.tree === undefined ? undefined : chartTrees(input.tree, input.forest)
  const framed = { ...input, trees, firstRow, endRow }
  const { boxes, rowStarts } = boxesOf(framed)
  const frame = { ...framed, boxes, rowStarts }
  return {
    widthPx: scale.widthPx,
    heightPx,
    scrollTopPx,
    scale,
    rows,
    firstRow,
    endRow,
    boxes,
    hues: input.hues,
    rowStarts,
    bands: bandsOf(framed),
    drops: dropsOf(framed),
    members: trees === undefined ? [] : memberFrames({ ...framed, trees }),
    labels: labelsOf(frame),
    folds: scale.folds.map(fold => ({ ...fold, x0: scale.project(fold.from), x1: scale.project(fold.to) })),
    missing: missingBoxes(input),
    seams: seamsOf(input),
    path: pathOf(framed),
    ghosts: ghostMarks(framed),
    logTicks: input.logged?.ticksIn(framed) ?? [],
    ticks: input.ticks ?? [],
    marker: markerOf(frame),
    topLevelYs: topLevelYs(input, firstRow, endRow),
  }
}

/** What a scene is made from, with the rows it shows. */
interface Framed extends SceneInput {
  readonly trees: ChartTrees | undefined
  readonly firstRow: number
  readonly endRow: number
}

function boxesOf(input: Framed) {
  const { firstRow, endRow } = input
  for (let mergePx = 1; ; mergePx++) {
    const list = createBoxList()
    const rowStarts = new Int32Array(endRow - firstRow + 1)
    const limit = mergePx < WIDEST_MERGE_PX ? MOST_BOXES : Infinity
    for (let row = firstRow; row < endRow && list.count <= limit; row++) {
      rowStarts[row - firstRow] = list.count
      addRow(input, list, { row, mergePx })
    }
    rowStarts[endRow - firstRow] = list.count
    if (list.count <= limit) return { boxes: list.boxes(), rowStarts }
  }
}

function addRow(input: Framed, list: BoxList, place: { row: number; mergePx: CssPx }): void {
  const { rows, scale, trees, now } = input
  const { row, mergePx } = place
  const pen: RowPen = { list, scale, row, y: rows.topPx(row) - input.scrollTopPx }
  const lane = rows.laneAt(row)
  const key = rows.keyAt(row)
  const tree = trees?.of(key)
  list.bar = lane === undefined ? barInRow(input) : barInLane(rows.rowHeightPx(row))
  if (lane !== undefined) {
    const read =
      trees === undefined || memberIdOf(at(lane.keys, 0)) === memberIdOf(key) ? undefined : readChildren(trees)
    const inTree = read === undefined ? tree : undefined
    const hasRow = (span: GlobalKey) => rows.kindAt(rows.rowOf(span)) !== 'lane'
    return addLane(pen, lane, { tree: inTree, read, now, mergePx, matched: marksOf(input)?.inLane(lane), hasRow })
  }
  if (rows.kindAt(row) === 'member') {
    if (tree !== undefined) return addSpanRow(pen, tree.root, { tree, now, open: rows.expanded(row) })
    const facts = memberFactsOf(trees?.forest, key)
    if (facts !== undefined) addListedRow(pen, key, facts, now)
    return
  }
  if (tree === undefined || !isOfSpan(rows.kindAt(row))) return
  const span = tree.span(key)
  if (span !== undefined) addSpanRow(pen, span, { tree, now, open: rows.expanded(row), logged: input.logged })
}

function barInRow({ ghosts }: SceneInput): BarPlace {
  return ghosts === undefined ? BAR_IN_ROW : BAR_OVER_GHOST
}

/** As high as its lane, but for a hair to the next. */
function barInLane(heightPx: CssPx): BarPlace {
  return { top: 1, heightPx: heightPx - 2 }
}

function marksOf({ tree, matches }: SceneInput): MatchMarks | undefined {
  return tree === undefined || matches === undefined ? undefined : matchMarks(tree, matches)
}

function bandsOf(input: Framed): readonly Band[] {
  const { rows, trees, scale, now, limitOf, scrollTopPx, firstRow, endRow } = input
  const bands: Band[] = []
  if (trees === undefined) return bands
  for (let row = firstRow; row < endRow; row++) {
    if (rows.kindAt(row) !== 'band') continue
    const place = { key: rows.keyAt(row), row, y: rows.topPx(row) - scrollTopPx }
    const band = bandOf({ trees, scale, now, limitOf, marks: marksOf(input) }, place)
    if (band !== undefined) bands.push(band)
  }
  return bands
}

function missingBoxes(input: SceneInput): readonly MissingBox[] {
  const { scale } = input
  return (input.missing ?? []).flatMap(range => {
    const x0 = scale.project(range.from)
    const x1 = scale.project(range.to)
    return x1 < 0 || x0 > scale.widthPx ? [] : [{ ...range, x0, x1: Math.max(x1, x0 + 1) }]
  })
}

function seamsOf(input: SceneInput): readonly Seam[] {
  const { tree, scale } = input
  if (tree === undefined) return []
  return tree.root.redrives.flatMap(eventId => {
    const time = tree.event(eventId)?.timestamp
    if (time === undefined) return []
    const x = scale.project(time)
    return x < 0 || x > scale.widthPx ? [] : [{ x, at: time, eventId }]
  })
}

function pathOf(input: Framed): PathLines | undefined {
  const { trees, criticalPath } = input
  if (trees === undefined || criticalPath === undefined) return undefined
  return pathLines({ ...input, trees }, criticalPath)
}

function topLevelYs(input: SceneInput, firstRow: number, endRow: number): readonly CssPx[] {
  const ys: CssPx[] = []
  for (let row = firstRow; row < endRow; row++) {
    if (input.rows.depthAt(row) !== 0 || input.rows.kindAt(row) !== 'span') continue
    ys.push(input.rows.topPx(row) - input.scrollTopPx)
  }
  return ys
}

function isOfSpan(kind: RowKind): boolean {
  return kind === 'span' || kind === 'pinned'
}

/** The range of boxes of a row of the scene. */
export function boxesOfRow(scene: Pick<Scene, 'firstRow' | 'endRow' | 'rowStarts'>, row: number): [number, number] {
  if (row < scene.firstRow || row >= scene.endRow) return [0, 0]
  return [at(scene.rowStarts, row - scene.firstRow), at(scene.rowStarts, row - scene.firstRow + 1)]
}
