import type { EventId } from '../history/events.ts'
import type { Outcome, SpanKey } from '../model/span.ts'
import type { CssPx } from './chart-types.ts'
import { at, type Column, createColumn } from './column.ts'
import { codeOf } from './outcome-code.ts'

/**
 * What a box looks like.
 *
 *   queued  running       waiting   backoff   cap      mark   rail          idle    merged
 *   ▨▨▨▨▨▨  ██████        ▤▤▤▤▤▤▤   · · · ·   █✕       ▌      ┣━━━━━━━━┫    ─────   ▐▌▐ (several spans in a pixel)
 */
export const SHAPES = [
  'running',
  'queued',
  'waiting',
  'mark',
  'merged',
  'rail',
  'idle',
  'foldedRail',
  'backoff',
  'cap',
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

/** Everything drawn in rows, as columns, row by row. x and y are CSS px from the top left of the time area. */
export interface Boxes {
  readonly count: number
  readonly x0: Float64Array
  readonly x1: Float64Array
  /** Top of the box's row. */
  readonly y: Float64Array
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

/** Boxes being collected. */
export interface BoxList {
  readonly count: number
  push(box: Box): void
  boxes(): Boxes
}

const SHAPE_CODES: ReadonlyMap<Shape, number> = new Map(SHAPES.map((shape, code) => [shape, code]))

/** An empty list of boxes. */
export function createBoxList(): BoxList {
  const columns: Record<keyof Omit<Boxes, 'count'>, Column> = {
    x0: createColumn(512),
    x1: createColumn(512),
    y: createColumn(512),
    row: createColumn(512),
    key: createColumn(512),
    eventId: createColumn(512),
    outcome: createColumn(512),
    shape: createColumn(512),
    flags: createColumn(512),
  }
  return {
    get count() {
      return columns.x0.length
    },
    push(box) {
      columns.x0.push(box.x0)
      columns.x1.push(box.x1)
      columns.y.push(box.y)
      columns.row.push(box.row)
      columns.key.push(box.key)
      columns.eventId.push(box.eventId)
      columns.outcome.push(codeOf(box.outcome))
      columns.shape.push(SHAPE_CODES.get(box.shape) ?? 0)
      columns.flags.push(box.flags)
    },
    boxes: () => ({
      count: columns.x0.length,
      x0: columns.x0.values(),
      x1: columns.x1.values(),
      y: columns.y.values(),
      row: columns.row.values(),
      key: columns.key.values(),
      eventId: columns.eventId.values(),
      outcome: columns.outcome.values(),
      shape: columns.shape.values(),
      flags: columns.flags.values(),
    }),
  }
}

/** The shape of a box. */
export function shapeAt(boxes: Boxes, index: number): Shape {
  return SHAPES[at(boxes.shape, index)] ?? 'running'
}
