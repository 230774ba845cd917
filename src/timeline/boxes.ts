import type { EventId } from '../history/events.ts'
import type { Outcome, SpanKey } from '../model/span.ts'
import type { CssPx } from './chart-types.ts'
import { at } from './column.ts'
import { codeOf } from './outcome-code.ts'

/**
 * What a box looks like.
 *
 *   queued  running       waiting   backoff   cap      mark   rail          idle    merged
 *   ▨▨▨▨▨▨  ██████        ▤▤▤▤▤▤▤   · · · ·   █✕       ▌      ┣━━━━━━━━┫    ─────   ▐▌▐ (several spans in a pixel)
 *
 *   listed ▭▭▭▭▭▭: an execution of which only start, end and status are known; mergedListed: several in a pixel, none of them read
 *   init ░░░░░░: an environment started before the run, as the log of the attempt tells
 *   untold ▨▨▨▨▨▨: open in what is here, and nothing tells how or when it ended
 *   frame: nothing but the outline of what matches, round the bars of one iteration in a lane
 */
export const SHAPES = [
  'running',
  'init',
  'queued',
  'waiting',
  'mark',
  'merged',
  'rail',
  'idle',
  'foldedRail',
  'backoff',
  'cap',
  'listed',
  'mergedListed',
  'frame',
  'untold',
  'beforeWindow',
  'afterWindow',
] as const
export type Shape = (typeof SHAPES)[number]

/** The left end of the bar is the left end of this box. */
export const FIRST = 1
/** The right end of the bar is the right end of this box. */
export const LAST = 2
/** Still going on: ends open at now. */
export const OPEN_END = 4
/** Nobody saw it end: a failure elsewhere closed it. */
export const INFERRED_END = 8
/** Goes on to the left of the window. */
export const CUT_LEFT = 16
/** Goes on to the right of the window. */
export const CUT_RIGHT = 32
/** A cap wide enough for its glyph. */
export const GLYPH = 64
/** A cap at the end of a rail, rounded all round. */
export const ON_RAIL = 128
/** Matches the query, or holds what does. */
export const MATCHED = 256

/** Everything drawn in rows, as columns, row by row. x and y are CSS px from the top left of the time area. */
export interface Boxes {
  readonly count: number
  readonly x0: Float64Array
  readonly x1: Float64Array
  /** Top of the box's row. */
  readonly y: Float64Array
  /** Top of the bar, from the top of its row, and how high it is. */
  readonly barTop: Float64Array
  readonly barPx: Float64Array
  readonly row: Float64Array
  readonly key: Float64Array
  readonly eventId: Float64Array
  /** Codes of `outcome-code.ts`. */
  readonly outcome: Float64Array
  /** Indexes into `SHAPES`. */
  readonly shape: Float64Array
  readonly flags: Float64Array
}

/** One box, before it joins the columns. */
export interface Box {
  readonly shape: Shape
  readonly x0: CssPx
  readonly x1: CssPx
  readonly y: CssPx
  readonly row: number
  readonly key: SpanKey
  readonly eventId: EventId
  readonly outcome: Outcome
  readonly flags: number
}

/** Where in its row a bar lies. */
export interface BarPlace {
  /** From the top of the row. */
  readonly top: CssPx
  readonly heightPx: CssPx
}

/** A bar in a row of 22 px. */
export const BAR_IN_ROW: BarPlace = { top: 5, heightPx: 12 }

/** Boxes being collected. */
export interface BoxList {
  readonly count: number
  /** Where the bars of what is pushed from here on lie in their row. */
  bar: BarPlace
  push(box: Box): void
  boxes(): Boxes
}

const SHAPE_CODES: ReadonlyMap<Shape, number> = new Map(SHAPES.map((shape, code) => [shape, code]))
const COLUMNS = ['x0', 'x1', 'y', 'barTop', 'barPx', 'row', 'key', 'eventId', 'outcome', 'shape', 'flags'] as const

type Store = Record<(typeof COLUMNS)[number], Float64Array>

/** An empty list of boxes. */
export function createBoxList(): BoxList {
  // A row kept at the top is a scene of its own, with a box or two, in every frame.
  let capacity = 32
  let count = 0
  let store = storeOf(capacity)
  const widen = () => {
    capacity *= 2
    const wider = storeOf(capacity)
    for (const name of COLUMNS) wider[name].set(store[name])
    store = wider
  }
  const list: BoxList = {
    bar: BAR_IN_ROW,
    get count() {
      return count
    },
    push(box) {
      if (count === capacity) widen()
      store.x0[count] = box.x0
      store.x1[count] = box.x1
      store.y[count] = box.y
      store.barTop[count] = list.bar.top
      store.barPx[count] = list.bar.heightPx
      store.row[count] = box.row
      store.key[count] = box.key
      store.eventId[count] = box.eventId
      store.outcome[count] = codeOf(box.outcome)
      store.shape[count] = SHAPE_CODES.get(box.shape) ?? 0
      store.flags[count] = box.flags
      count++
    },
    // The columns are longer than the count; nobody reads beyond it.
    boxes: () => ({ count, ...store }),
  }
  return list
}

function storeOf(capacity: number): Store {
  const column = () => new Float64Array(capacity)
  return {
    x0: column(),
    x1: column(),
    y: column(),
    barTop: column(),
    barPx: column(),
    row: column(),
    key: column(),
    eventId: column(),
    outcome: column(),
    shape: column(),
    flags: column(),
  }
}

/** The shape of a box. */
export function shapeAt(boxes: Boxes, index: number): Shape {
  return SHAPES[at(boxes.shape, index)] ?? 'running'
}
