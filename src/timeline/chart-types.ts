import type { StateMachineDefinition } from '../history/definition.ts'
import type { EventId, Millis } from '../history/events.ts'
import type { SpanKey } from '../model/span.ts'

/** CSS pixels. */
export type CssPx = number

/** The stretch of time the chart shows, in absolute epoch ms. */
export interface Viewport {
  readonly from: Millis
  readonly to: Millis
}

/** How the children of a Map, Map Run or Parallel are listed. */
export interface FanOutView {
  readonly sort: 'index' | 'start' | 'duration' | 'failedFirst' | 'retries'
  readonly show: 'all' | 'failed' | 'running' | 'slowest'
  /** Rows shown before a "Show more" row; `AS_MANY_AS_FIT` leaves it to the room there is. */
  readonly limit: number
  /** Packed lanes instead of a row each. */
  readonly lanes: boolean
}

/** The limit of a fan-out that lists as many rows as there is room for. */
export const AS_MANY_AS_FIT = 0

/** How rows fill the height in sight (`fillOf`). */
export interface Fill {
  /** Containers that open though nobody opened them. */
  readonly opens: ReadonlySet<SpanKey>
  /** Height of a lane. */
  readonly lanePx: CssPx
  /** Rows of a fan-out whose limit nobody chose. */
  readonly listed: number
}

/** What decides which rows there are. */
export interface RowsView {
  /** Containers open down to this depth by default (root's states have depth 0)… */
  readonly openDepth: number
  /** …except these, which the reader opened (true) or closed (false): what a hand did no later page undoes. */
  readonly byHand: ReadonlyMap<SpanKey, boolean>
  readonly fanOut: ReadonlyMap<SpanKey, FanOutView>
  /**
   * Large Maps stand as lanes, and fan-outs fill the height in sight. Undefined: every container is listed in rows of
   * one height, and its depth alone tells whether it is open.
   */
  readonly fill?: Fill | undefined
  /** With a filter: only these spans, in whichever execution, and what they lie in. Undefined: all. */
  readonly only: ReadonlySet<SpanKey> | undefined
  /** With a filter: the executions of which all was asked. Undefined: those that are read. */
  readonly asked?: Pick<ReadonlySet<number>, 'has'> | undefined
  /** Children that are listed though the cut of their container leaves them out: somebody went to what is in them. */
  readonly also?: ReadonlySet<SpanKey> | undefined
  /** What a hand pinned has a row at the top besides its own. Of one that is not here there is none. */
  readonly pinned?: readonly SpanKey[] | undefined
  /** Somebody reads what is opened: then whatever started executions opens, though none of them is known yet. */
  readonly reads?: boolean
  /** More pages are on the way: what they may yet put elsewhere has no row… */
  readonly arriving?: boolean
  /** …unless this tells that it is a state at the top. */
  readonly definition?: StateMachineDefinition | undefined
}

/** Which rows the reader opened, and how fan-outs are listed: what can be kept and handed on. */
export type OpenRows = Pick<RowsView, 'openDepth' | 'byHand' | 'fanOut'> & {
  /** Nothing opens by itself and nothing is packed in lanes but what says so: how links were meant before there was a `Fill`. */
  readonly byDepth?: boolean | undefined
}

/**
 * `pinned`: a picture, at the top, of a row that stands elsewhere or nowhere. `member`: an execution that another started. `awaited`: what was opened and is not here yet. `control`: how the children
 * below it are listed.
 */
export type RowKind = 'span' | 'band' | 'control' | 'lane' | 'more' | 'member' | 'awaited' | 'pinned'

/** Every row of the chart, top to bottom, as columns. Rows are 22 px, bands 40 px, controls 30 px, lanes 6 to 22 px high. */
export interface Rows {
  readonly count: number
  readonly heightPx: CssPx
  kindAt(row: number): RowKind
  /** The span drawn; for a band its container, for `more` the container whose children are cut. */
  keyAt(row: number): SpanKey
  depthAt(row: number): number
  /** The depth of the deepest row. */
  readonly deepest: number
  topPx(row: number): CssPx
  rowHeightPx(row: number): CssPx
  /** The row at a distance from the top of all rows; the last row below the end. -1 when there are none. */
  rowAtPx(yPx: CssPx): number
  /** The row of a span, -1 when it has none of its own (collapsed or filtered away). */
  rowOf(key: SpanKey): number
  /** Only on visits, iterations, branches, map runs that have children to show. */
  expandable(row: number): boolean
  expanded(row: number): boolean
  /** Which of the rows of this kind and key it is, from 0: a container has several lanes. */
  nthAt(row: number): number
  /** The row of the controls of a container, -1 where it has none. */
  controlOf(key: SpanKey): number
  /** For `more`: how many children are not listed. */
  hiddenCount(row: number): number
}

/** A stretch of idle time drawn as a narrow gap. */
export interface Fold {
  readonly from: Millis
  readonly to: Millis
}

/** Time to x and back, piecewise around folds. `unproject(project(t)) ≈ t` outside folds. */
export interface TimeScale {
  readonly viewport: Viewport
  readonly widthPx: CssPx
  readonly folds: readonly Fold[]
  project(t: Millis): CssPx
  unproject(xPx: CssPx): Millis
}

export interface Tick {
  readonly xPx: CssPx
  readonly at: Millis
  /** Empty on unlabelled gridlines. */
  readonly label: string
}

/** What lies under a point of the time area. */
export interface Hit {
  readonly key: SpanKey
  readonly row: number
  /** The event a click on this part selects: a phase's or a mark's own event, else the span's opening event. */
  readonly eventId: EventId
  readonly part: 'bar' | 'rail' | 'band' | 'backoff' | 'row'
}
