import type { GlobalKey } from '../forest/keys.ts'
import type { SpanKey } from '../model/span.ts'
import type { CssPx, RowKind, Rows } from './chart-types.ts'
import { at, type Column, createColumn, firstAbove } from './column.ts'
import type { Lane, Lanes } from './lanes.ts'

// How tall rows are:
//
//   ⌖ Charge                22   pinned
//   ▾ ProcessOrders        22   span
//     ▁▂▅▆▆▅▂▁             40   band
//     Lanes Rows           30   control
//     ▬▬▬ ▬▬ ▬▬▬▬           6 to 22   lane
//     ▾ #412               22   span
//         ChargeCard ×4    22   span, its attempts drawn as segments
//     … 975 more           22   more
//   ▾ PayOrder             22   span, a task that started an execution
//     ▾ Payments / run-7   22   member, its header
//         Charge           22   span, of that member
/** Height of a row in CSS px. */
export const ROW_PX: CssPx = 22
/** Height of a fan-out band in CSS px. */
const BAND_PX: CssPx = 40
/** Height of the controls of a fan-out in CSS px. */
export const CONTROL_PX: CssPx = 30

/** Rows with what the scene needs besides. */
export interface ChartRows extends Rows {
  /** The spans of a lane row, undefined for other rows. */
  laneAt(row: number): Lane | undefined
  /** Lanes that lie together: the row of the first, and the row behind the last. Ascending. */
  readonly laneBlocks: readonly { readonly row: number; readonly endRow: number }[]
  /** Open members of a forest: the row of each one's header, and the row behind its last. */
  readonly members: readonly { readonly row: number; readonly endRow: number }[]
  /** What was opened and is not here: the grafts whose children, the members whose histories somebody wants to see. */
  readonly wanted: readonly GlobalKey[]
  /** What is open of other executions, be it here or not: grafts by their spans, members by their roots. */
  readonly opened: readonly GlobalKey[]
  /** Whether a row opens into another execution, or into a list of them. */
  isDoor(row: number): boolean
}

const KINDS: readonly RowKind[] = ['span', 'band', 'control', 'lane', 'more', 'member', 'awaited', 'pinned']
const EXPANDABLE = 1
const OPEN = 2

interface LaneBlock {
  readonly row: number
  readonly lanes: Lanes
}

/** Rows being collected. */
export interface Draft {
  readonly kinds: Column
  readonly keys: Column
  readonly depths: Column
  readonly tops: Column
  readonly flags: Column
  readonly hidden: Map<number, number>
  /** Lanes that lie together, and the row of the first, ascending. */
  readonly lanes: LaneBlock[]
  /** Rows of controls by their containers. */
  readonly controls: Map<GlobalKey, number>
  /** Open members: their header and the row behind their last. */
  readonly members: { readonly row: number; readonly endRow: number }[]
  readonly wanted: GlobalKey[]
  readonly opened: GlobalKey[]
  readonly doors: Set<number>
  heightPx: CssPx
  deepest: number
}

/** A row, before it joins the columns. */
export interface NewRow {
  readonly kind: Exclude<RowKind, 'lane'>
  readonly key: SpanKey
  readonly depth: number
  readonly expandable?: boolean
  readonly open?: boolean
  readonly hidden?: number
}

/** No rows yet. */
export function createDraft(): Draft {
  return {
    kinds: createColumn(),
    keys: createColumn(),
    depths: createColumn(),
    tops: createColumn(),
    flags: createColumn(),
    hidden: new Map(),
    lanes: [],
    controls: new Map(),
    members: [],
    wanted: [],
    opened: [],
    doors: new Set(),
    heightPx: 0,
    deepest: 0,
  }
}

/** Adds a row below the others. */
export function addRow(draft: Draft, row: NewRow): void {
  const index = draft.kinds.length
  draft.kinds.push(KINDS.indexOf(row.kind))
  draft.keys.push(row.key)
  draft.depths.push(row.depth)
  draft.tops.push(draft.heightPx)
  draft.flags.push((row.expandable === true ? EXPANDABLE : 0) | (row.open === true ? OPEN : 0))
  if (row.hidden !== undefined) draft.hidden.set(index, row.hidden)
  draft.deepest = Math.max(draft.deepest, row.depth)
  if (row.kind === 'control') draft.controls.set(row.key, index)
  draft.heightPx += HEIGHTS[row.kind] ?? ROW_PX
}

/** Adds a row for each lane. */
export function addLanes(
  draft: Draft,
  lanes: Lanes,
  { key, depth, heightPx }: { readonly key: SpanKey; readonly depth: number; readonly heightPx: CssPx },
): void {
  if (lanes.count === 0) return
  draft.lanes.push({ row: draft.kinds.length, lanes })
  draft.kinds.pushMany(lanes.count, LANE)
  draft.keys.pushMany(lanes.count, key)
  draft.depths.pushMany(lanes.count, depth)
  draft.tops.pushMany(lanes.count, draft.heightPx, heightPx)
  draft.flags.pushMany(lanes.count, 0)
  draft.deepest = Math.max(draft.deepest, depth)
  draft.heightPx += lanes.count * heightPx
}

const LANE = KINDS.indexOf('lane')

const HEIGHTS: Readonly<Partial<Record<RowKind, CssPx>>> = { band: BAND_PX, control: CONTROL_PX }

/** The rows collected. */
export function finish(draft: Draft): ChartRows {
  const [kinds, keys, tops, flags] = [draft.kinds, draft.keys, draft.tops, draft.flags].map(column => column.values())
  if (kinds === undefined || keys === undefined || tops === undefined || flags === undefined) throw new RangeError()
  const depths = draft.depths.values()
  const count = draft.kinds.length
  const byKey = lazily(() => indexRows(kinds, keys, draft.lanes))
  return {
    count,
    heightPx: draft.heightPx,
    kindAt: row => KINDS[at(kinds, row)] ?? 'span',
    keyAt: row => at(keys, row),
    depthAt: row => at(depths, row),
    deepest: draft.deepest,
    topPx: row => (row < count ? at(tops, row) : draft.heightPx),
    rowHeightPx: row => (row + 1 < count ? at(tops, row + 1) : draft.heightPx) - at(tops, row),
    controlOf: key => draft.controls.get(key) ?? -1,
    rowAtPx: yPx => (count === 0 ? -1 : Math.max(0, firstAbove(tops, yPx) - 1)),
    rowOf: key => byKey().get(key) ?? -1,
    expandable: row => (at(flags, row) & EXPANDABLE) !== 0,
    expanded: row => (at(flags, row) & OPEN) !== 0,
    hiddenCount: row => draft.hidden.get(row) ?? 0,
    laneBlocks: draft.lanes.map(({ row, lanes }) => ({ row, endRow: row + lanes.count })),
    members: draft.members,
    wanted: draft.wanted,
    opened: draft.opened,
    isDoor: row => draft.doors.has(row),
    laneAt: row => {
      const block = at(kinds, row) === LANE ? blockAt(draft.lanes, row) : undefined
      return block?.lanes.laneAt(row - block.row)
    },
    nthAt: row => (at(kinds, row) === LANE ? row - (blockAt(draft.lanes, row)?.row ?? row) : 0),
  }
}

/** Rows by span. A span with several rows (a container and its band) is found in its first. */
function indexRows(kinds: Float64Array, keys: Float64Array, lanes: Draft['lanes']): Map<SpanKey, number> {
  const rows = new Map<SpanKey, number>()
  // What has a row of its own besides is found in that.
  for (const { row, lanes: block } of lanes) indexLanes(rows, row, block)
  for (let row = 0; row < kinds.length; row++) {
    const kind = KINDS[at(kinds, row)]
    if (kind === 'span' || kind === 'member') rows.set(at(keys, row), row)
  }
  return rows
}

function indexLanes(rows: Map<SpanKey, number>, firstRow: number, { count, keys, firsts }: Lanes): void {
  for (let nth = 0; nth < count; nth++) {
    for (let index = at(firsts, nth); index < at(firsts, nth + 1); index++) rows.set(at(keys, index), firstRow + nth)
  }
}

/** The last block that begins at a row or above it. */
function blockAt(blocks: readonly LaneBlock[], row: number): LaneBlock | undefined {
  let [low, high] = [0, blocks.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((blocks[middle]?.row ?? 0) > row) high = middle
    else low = middle + 1
  }
  return blocks[low - 1]
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
