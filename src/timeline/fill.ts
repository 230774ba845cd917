import type { Forest } from '../forest/forest.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'
import { parentOf } from '../model/walk.ts'
import { AS_MANY_AS_FIT, type CssPx, type Fill, type RowsView } from './chart-types.ts'
import { FAN_OUT_LIMIT, FEW_CHILDREN, fanOutViewOf, isFanOut } from './fan-out.ts'
import { wentWrong } from './outcome-code.ts'
import { DEFAULT_ROWS_VIEW, OPEN_ALL, rowsOf } from './rows.ts'
import { type ChartRows, CONTROL_PX, ROW_PX } from './rows-draft.ts'

// A screen half empty beside a closed Map tells less than it could:
//
//   height in sight ┌─────────────────┐
//                   │ rows that stand │
//                   │ the Map's lanes │  as high as what is left, over their number: 8 to 22 px each
//                   └─────────────────┘

const LEAST_LANE_PX: CssPx = 8
/** Where that leaves half a row in sight, lanes may be so low that all is. */
const LOWEST_LANE_PX: CssPx = 6
/** A fan-out opens where so many of its lanes or rows have room: the rest scrolls. */
const ENOUGH = FAN_OUT_LIMIT

/** What a fill is worked out from. */
export interface FillInput {
  readonly tree: ExecutionTree
  readonly forest?: Forest | undefined
  readonly view: RowsView
  /** Height in sight, 0 where it is not known yet. */
  readonly heightPx: CssPx
  /** What opened by itself before: it stays open, whatever the room. */
  readonly former: ReadonlySet<SpanKey>
}

/**
 * Which containers open by themselves, and how high their lanes and how long their lists are. Siblings open together or not
 * at all, outermost first, top to bottom, and only where no hand opened or closed; a large fan-out that failed opens
 * whatever the room. Nothing that was open closes. Undefined where everything is to be open: then there is nothing to fill.
 */
export function fillOf(input: FillInput): Fill | undefined {
  const { view, heightPx } = input
  if (view.openDepth === OPEN_ALL) return undefined
  const least: Fill = { opens: input.former, lanePx: LEAST_LANE_PX, listed: FAN_OUT_LIMIT }
  let opens = input.former
  let rows = rowsWith(input, least)
  // Each turn opens something that is at least a row high.
  for (let turn = 0; turn <= heightPx / ROW_PX + 1; turn++) {
    const next = nextToOpen(input, rows)
    if (next === undefined) break
    opens = new Set([...opens, ...next])
    rows = rowsWith(input, { ...least, opens })
  }
  return { opens, ...sizesOf(input, rows) }
}

function rowsWith({ tree, forest, view }: FillInput, fill: Fill): ChartRows {
  return rowsOf(tree, { ...view, fill }, forest)
}

/** All rows that are no lanes: of these a Map may have tens of thousands. */
function* rowsBesideLanes({ count, laneBlocks }: ChartRows): Generator<number> {
  let row = 0
  for (const block of laneBlocks) {
    for (; row < block.row; row++) yield row
    row = block.endRow
  }
  for (; row < count; row++) yield row
}

/** Closed siblings that fit, the outermost first. */
function nextToOpen(input: FillInput, rows: ChartRows): readonly SpanKey[] | undefined {
  const { tree, view, heightPx } = input
  const families = new Map<SpanKey, { readonly depth: number; readonly spans: Span[] }>()
  const must: SpanKey[] = []
  for (const row of rowsBesideLanes(rows)) {
    const span = closedAt(input, rows, row)
    if (span === undefined) continue
    const isLarge = isFanOut(span) && span.children.length > FEW_CHILDREN
    // Every page on the way would lay out anew what is large.
    if (isLarge && view.arriving === true) continue
    if (isLarge && wentWrong(span.outcome) && rows.depthAt(row) < view.openDepth) must.push(span.key)
    const family = families.get(span.parentKey ?? -1) ?? { depth: rows.depthAt(row), spans: [] }
    family.spans.push(span)
    families.set(span.parentKey ?? -1, family)
  }
  if (must.length > 0) return must
  if (view.openDepth !== DEFAULT_ROWS_VIEW.openDepth) return undefined
  const roomPx = heightPx - rows.heightPx
  for (const { spans } of [...families.values()].toSorted((a, b) => a.depth - b.depth)) {
    if (isPacked(tree, view, spans[0])) continue
    // Of Maps one after another the first that fit open: there each is large, and a closed one still shows its band.
    const large = spans.filter(span => isFanOut(span) && span.children.length > FEW_CHILDREN)
    const one = large.find(span => leastPx(input, span) <= roomPx)
    if (one !== undefined) return [one.key]
    const rest = spans.filter(span => !large.includes(span))
    if (rest.length > 0 && rest.reduce((sum, span) => sum + leastPx(input, span), 0) <= roomPx) {
      return rest.map(span => span.key)
    }
  }
  return undefined
}

/** The span of a row that nobody opened or closed, of this execution, and that is closed. */
function closedAt({ tree, view }: FillInput, rows: ChartRows, row: number): Span | undefined {
  if (rows.kindAt(row) !== 'span' || !rows.expandable(row) || rows.expanded(row) || rows.isDoor(row)) return undefined
  const span = tree.span(rows.keyAt(row))
  if (span === undefined || view.byHand.has(span.key)) return undefined
  // A Task is told whole by its one row.
  return span.kind === 'stateVisit' && span.stateType === 'Task' ? undefined : span
}

/** Iterations above lanes stand there to be opened one by one. */
function isPacked(tree: ExecutionTree, view: RowsView, span: Span | undefined): boolean {
  const container = span === undefined ? undefined : parentOf(tree, span)
  if (container === undefined || !isFanOut(container)) return false
  return fanOutViewOf({ ...view, fill: NO_FILL }, container).lanes
}

const NO_FILL: Fill = { opens: new Set(), lanePx: LEAST_LANE_PX, listed: FAN_OUT_LIMIT }

/** What a container takes at the least when it opens. */
function leastPx({ view }: FillInput, span: Span): CssPx {
  const children = span.children.length
  if (!isFanOut(span) || children <= FEW_CHILDREN) return children * ROW_PX
  const { lanes } = fanOutViewOf({ ...view, fill: NO_FILL }, span)
  return CONTROL_PX + ENOUGH * (lanes ? LEAST_LANE_PX : ROW_PX)
}

/** Lanes share what the other rows leave; without lanes, cut lists do. */
function sizesOf({ tree, view, heightPx }: FillInput, rows: ChartRows): Pick<Fill, 'lanePx' | 'listed'> {
  const lanes = rows.laneBlocks.reduce((sum, { row, endRow }) => sum + endRow - row, 0)
  const lists = new Set<SpanKey>()
  for (const row of rowsBesideLanes(rows)) {
    const container = rows.kindAt(row) === 'more' ? tree.span(rows.keyAt(row)) : undefined
    if (container !== undefined && fitsItsList(view, container)) lists.add(container.key)
  }
  const freePx = heightPx - rows.heightPx
  const lanePx = lanes === 0 ? LEAST_LANE_PX : LEAST_LANE_PX + Math.floor(freePx / lanes)
  const more = lanes > 0 || lists.size === 0 ? 0 : Math.floor(Math.max(0, freePx) / ROW_PX / lists.size)
  // What does not fit even so scrolls: then nothing is won by lower lanes.
  const laneOrLeastPx = lanePx < LOWEST_LANE_PX ? LEAST_LANE_PX : lanePx
  return { lanePx: Math.min(ROW_PX, laneOrLeastPx), listed: FAN_OUT_LIMIT + more }
}

/** Whether nobody chose how many rows of a container are listed. */
function fitsItsList(view: RowsView, container: Span): boolean {
  return fanOutViewOf({ ...view, fill: NO_FILL }, container).limit === AS_MANY_AS_FIT
}
