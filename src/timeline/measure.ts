import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Outcome, Span, SpanKey } from '../model/span.ts'
import { stretchesOf } from '../model/stretches.ts'
import type { CssPx } from './chart-types.ts'
import { at } from './column.ts'
import type { Scene } from './scene.ts'

/** What a selected stretch of time holds. */
export interface Measurement {
  readonly from: Millis
  readonly to: Millis
  /** Wall-clock length, folds included. */
  readonly length: Millis
  /** State visits, attempts, iterations, branches and map runs that touch it. */
  readonly spans: number
  readonly events: number
  readonly byOutcome: Readonly<Record<Outcome, number>>
}

/** Counts what touches `from..to`, in one walk that leaves out containers wholly outside. */
export function measure(tree: ExecutionTree, from: Millis, to: Millis): Measurement {
  const byOutcome = { running: 0, succeeded: 0, failed: 0, caught: 0, timedOut: 0, aborted: 0 }
  let spans = 0
  const open: SpanKey[] = [...tree.root.children]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const span = tree.span(key)
    if (span === undefined || !touches(tree, span, { from, to })) continue
    spans++
    byOutcome[span.outcome]++
    for (const child of span.children) open.push(child)
  }
  return { from, to, length: to - from, spans, events: countEvents(tree, from, to), byOutcome }
}

function touches(tree: ExecutionTree, span: Span, range: { from: Millis; to: Millis }): boolean {
  return stretchesOf(tree, span).some(({ from, to }) => from <= range.to && (to ?? Infinity) >= range.from)
}

// Times do not fall with ids, so the events of a stretch of time are a stretch of ids in every loaded range.
function countEvents(tree: ExecutionTree, from: Millis, to: Millis): number {
  let count = 0
  for (const range of tree.loaded) {
    const timeOf = (id: number) => tree.event(id)?.timestamp ?? 0
    count += firstId(range, id => timeOf(id) > to) - firstId(range, id => timeOf(id) >= from)
  }
  return count
}

function firstId(range: { from: number; to: number }, holds: (id: number) => boolean): number {
  let low = range.from
  let high = range.to + 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** The time of the nearest end of a drawn box within `reachPx` of x, else the time at x: edges of a measure snap to events. */
export function snapTime(scene: Scene, xPx: CssPx, reachPx: CssPx = 5): Millis {
  const { boxes, scale } = scene
  let nearest = xPx
  let distance = reachPx
  for (let index = 0; index < boxes.count; index++) {
    for (const edge of [at(boxes.x0, index), at(boxes.x1, index)]) {
      if (Math.abs(edge - xPx) >= distance || edge <= 0 || edge >= scene.widthPx) continue
      nearest = edge
      distance = Math.abs(edge - xPx)
    }
  }
  return scale.unproject(nearest)
}
