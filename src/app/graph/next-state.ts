import type { Box } from '../../graph/layout.ts'
import type { StateGraph, StateId } from '../../graph/state-graph.ts'

const KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const
export type ArrowKey = (typeof KEYS)[number]

export function isArrow(key: string): key is ArrowKey {
  return KEYS.some(one => one === key)
}

/**
 * Where an arrow key leads: to a state that a way leads to or comes from in that direction, to the nearest of several; where no
 * way leads there, to the nearest state that lies there. Into a frame and out of it too.
 */
export function nextState(
  { ways }: StateGraph,
  boxes: readonly Box[],
  { from, key }: { readonly from: StateId; readonly key: ArrowKey },
): StateId | undefined {
  const own = boxes.find(({ id }) => id === from)
  if (own === undefined) return undefined
  const there = boxes.filter(box => box.id !== from && liesTowards(own, box, key))
  const linked = new Set(ways.flatMap(way => (way.from === from ? [way.to] : way.to === from ? [way.from] : [])))
  const nearest = (some: readonly Box[]) => some.toSorted((a, b) => distance(own, a) - distance(own, b))[0]?.id
  return nearest(there.filter(({ id }) => linked.has(id))) ?? nearest(there)
}

/** A frame counts by its head, where its name stands. */
function pointOf({ x, y, width, height, isFrame }: Box): readonly [number, number] {
  return isFrame ? [x, y + 14] : [x + width / 2, y + height / 2]
}

function liesTowards(own: Box, other: Box, key: ArrowKey): boolean {
  const [x, y] = pointOf(own)
  const [otherX, otherY] = pointOf(other)
  const [dx, dy] = [otherX - x, otherY - y]
  const along = key === 'ArrowLeft' ? -dx : key === 'ArrowRight' ? dx : key === 'ArrowUp' ? -dy : dy
  const across = key === 'ArrowLeft' || key === 'ArrowRight' ? Math.abs(dy) : Math.abs(dx)
  // Within a quarter turn to either side.
  return along > 1 && along >= across * 0.5
}

function distance(a: Box, b: Box): number {
  const [ax, ay] = pointOf(a)
  const [bx, by] = pointOf(b)
  return Math.hypot(ax - bx, ay - by)
}
