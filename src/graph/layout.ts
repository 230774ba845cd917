import { Graph, layout } from '@dagrejs/dagre'
import { depthsOf, type StateGraph, type StateId, type Way, wayKey } from './state-graph.ts'

/** Which way the flow goes on the screen. */
export type Direction = 'right' | 'down'

export interface Point {
  readonly x: number
  readonly y: number
}

/** Where a state lies; px, the whole picture begins at 0, 0. */
export interface Box extends Point {
  readonly id: StateId
  readonly width: number
  readonly height: number
  /** Has states in it. */
  readonly isFrame: boolean
}

/** A way as a line; `key` is its `wayKey`, or tells a start or an end. */
export interface Wire {
  readonly key: string
  readonly way: Way | undefined
  readonly points: readonly Point[]
  /** Middle of where its count may stand. */
  readonly label: Point
}

export interface GraphLayout {
  readonly width: number
  readonly height: number
  /** Frames before what is in them. */
  readonly boxes: readonly Box[]
  readonly wires: readonly Wire[]
  /** Where the execution begins, and where it ends if it can. */
  readonly start: Point
  readonly end: Point | undefined
}

/** What is asked of a layout: plain data, so that it can be worked out elsewhere. */
export interface LayoutOrder {
  readonly graph: StateGraph
  /** Where it is to be shown, px: the flow goes the way in which more of it can be read. */
  readonly room: { readonly width: number; readonly height: number }
  /** Widths of names as drawn, px. */
  readonly widths: ReadonlyMap<StateId, number>
  /** States with a loop of retries drawn above them. */
  readonly loops: ReadonlySet<StateId>
}

const STATE_HEIGHT = 44
const FRAME_HEAD = 28
export const LOOP_HEIGHT = 24
/** Half of a start's or an end's size. */
export const DOT_RADIUS = 8
const FRAME_PADDING = 20
const STATES_APART = 26
const RANKS_APART = 40
/** Room for the count on a way, and for `11 caught`. */
const LABEL = { height: 14, labelpos: 'c' } as const
const LABEL_WIDTHS = { next: 40, catch: 72 } as const
/** More states than anyone sees at once, or deeper than AWS's own limit allows: told as a list. */
const MOST_STATES = 600
const MOST_DEEP = 40

const START = '▸'
const END = '◂'

/** Whether a picture of all states can be made, and read. */
export function canLayOut({ states }: StateGraph): boolean {
  return states.length > 0 && states.length <= MOST_STATES && depthCount(states) <= MOST_DEEP
}

/** Depths of frames that choose which way their flow goes; deeper ones go as the last of these. */
const CHOOSING_DEPTHS = 4

/**
 * The layout that is read best in the room given: at each depth the flow goes right or down, whichever lets the whole be larger.
 * Same order, same picture.
 */
export function layOut(order: LayoutOrder): GraphLayout {
  const depths = Math.min(CHOOSING_DEPTHS, depthCount(order.graph.states))
  const scale = ({ width, height }: GraphLayout) => Math.min(1, order.room.width / width, order.room.height / height)
  let best: GraphLayout | undefined
  for (let choice = 0; choice < 2 ** depths; choice++) {
    const directions = Array.from(
      { length: depths },
      (_, depth): Direction => ((choice >> depth) & 1 ? 'down' : 'right'),
    )
    const layout = layOutTowards(order, directions)
    if (best === undefined || scale(layout) > scale(best) + 0.02) best = layout
  }
  return best ?? layOutTowards(order, ['right'])
}

/** Lays out a graph: every frame by itself, then as one box in what is around it. `directions` by depth, from the outside in. */
export function layOutTowards(order: LayoutOrder, directions: readonly Direction[]): GraphLayout {
  const placed = sequence({ ...order, directions }, { frame: undefined, depth: 0 })
  const { width, height, boxes, wires, dots } = placed
  return { width, height, boxes, wires, start: dots.get(START) ?? { x: 0, y: 0 }, end: dots.get(END) }
}

interface Sequence extends LayoutOrder {
  readonly directions: readonly Direction[]
}

interface Placed {
  readonly width: number
  readonly height: number
  readonly boxes: readonly Box[]
  readonly wires: readonly Wire[]
  readonly dots: ReadonlyMap<string, Point>
}

/** The states of one frame, or of the execution itself. */
function sequence(
  order: Sequence,
  { frame, depth }: { readonly frame: StateId | undefined; readonly depth: number },
): Placed {
  const { graph, directions, loops } = order
  const direction = directions[depth] ?? directions.at(-1)
  const states = graph.states.filter(state => state.frame === frame)
  const inner = new Map<StateId, Placed>()
  for (const { id } of states) {
    if (graph.states.some(state => state.frame === id)) inner.set(id, sequence(order, { frame: id, depth: depth + 1 }))
  }
  const drawing = new Graph({ multigraph: true })
  drawing.setGraph({
    ...{ rankdir: direction === 'down' ? 'TB' : 'LR', nodesep: STATES_APART, ranksep: RANKS_APART, edgesep: 14 },
    ...{ marginx: FRAME_PADDING, marginy: FRAME_PADDING },
  })
  for (const { id } of states) drawing.setNode(id, sizeOf(order, id, inner.get(id)))
  const ids = new Set(states.map(({ id }) => id))
  const ways = graph.ways.filter(({ from, to }) => ids.has(from) && ids.has(to))
  // A way to itself is told by the loop above a state.
  for (const way of ways) {
    if (way.from === way.to) continue
    drawing.setEdge(way.from, way.to, { ...LABEL, width: LABEL_WIDTHS[way.kind] }, wayKey(way))
  }
  const dots = addDots(drawing, { graph, frame, ids })
  layout(drawing)
  const boxes = states.flatMap(({ id }) => {
    const box = boxOf(drawing, id, { isFrame: inner.has(id), hasLoop: loops.has(id) })
    const inside = inner.get(id)
    return inside === undefined ? [box] : [box, ...moved(inside, innerOf(box, inside)).boxes]
  })
  const byKey = new Map(ways.map(way => [wayKey(way), way]))
  const own = drawing.edges().map(edge => wireOf(drawing, edge, byKey.get(edge.name ?? '')))
  const innerWires = boxes.flatMap(box => {
    const inside = inner.get(box.id)
    return inside === undefined ? [] : moved(inside, innerOf(box, inside)).wires
  })
  const { width = 0, height = 0 } = drawing.graph()
  return {
    ...{ width, height, boxes, wires: [...own, ...innerWires] },
    dots: new Map(dots.map(dot => [dot, pointOf(drawing.node(dot))])),
  }
}

/** Where the execution begins and ends. In a frame, flow begins at its edge: with one start that needs no mark. */
function addDots(
  drawing: Graph,
  { graph, frame, ids }: { graph: StateGraph; frame: StateId | undefined; ids: ReadonlySet<StateId> },
): readonly string[] {
  if (frame !== undefined) return []
  const size = { width: 2 * DOT_RADIUS, height: 2 * DOT_RADIUS }
  const starts = graph.starts.filter(id => ids.has(id))
  const ends = graph.ends.filter(id => ids.has(id))
  drawing.setNode(START, { ...size })
  for (const id of starts) drawing.setEdge(START, id, {}, START)
  if (ends.length === 0) return [START]
  drawing.setNode(END, { ...size })
  for (const id of ends) drawing.setEdge(id, END, {}, JSON.stringify([END, id]))
  return [START, END]
}

function sizeOf({ widths, loops }: LayoutOrder, id: StateId, inside: Placed | undefined) {
  const width = widths.get(id) ?? 120
  if (inside === undefined) return { width, height: STATE_HEIGHT + (loops.has(id) ? LOOP_HEIGHT : 0) }
  const loop = loops.has(id) ? LOOP_HEIGHT : 0
  return { width: Math.max(width, inside.width), height: inside.height + FRAME_HEAD + loop }
}

function boxOf(
  drawing: Graph,
  id: StateId,
  { isFrame, hasLoop }: { readonly isFrame: boolean; readonly hasLoop: boolean },
): Box {
  const { x, y } = pointOf(drawing.node(id))
  const { width = 0, height = 0 } = drawing.node(id)
  const top = hasLoop ? LOOP_HEIGHT : 0
  return { id, x: x - width / 2, y: y - height / 2 + top, width, height: height - top, isFrame }
}

function innerOf(box: Box, inside: Placed): Point {
  return { x: box.x + (box.width - inside.width) / 2, y: box.y + FRAME_HEAD }
}

function wireOf(drawing: Graph, edge: ReturnType<Graph['edges']>[number], way: Way | undefined): Wire {
  const { points = [], x, y } = drawing.edge(edge)
  const middle = points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 }
  const label = typeof x === 'number' && typeof y === 'number' ? { x, y } : middle
  return { key: edge.name ?? JSON.stringify([edge.v, edge.w]), way, points: points.map(pointOf), label }
}

function moved(placed: Placed, { x, y }: Point): Pick<Placed, 'boxes' | 'wires'> {
  const shift = (point: Point): Point => ({ x: point.x + x, y: point.y + y })
  return {
    boxes: placed.boxes.map(box => ({ ...box, ...shift(box) })),
    wires: placed.wires.map(wire => ({ ...wire, points: wire.points.map(shift), label: shift(wire.label) })),
  }
}

function pointOf({ x = 0, y = 0 }: { readonly x?: number; readonly y?: number }): Point {
  return { x, y }
}

/** Depths in all: 1 where nothing lies in anything. */
function depthCount(states: StateGraph['states']): number {
  return Math.max(0, ...depthsOf(states).values()) + 1
}
