import type { Millis } from '../history/events.ts'
import type { Outcome } from '../model/span.ts'
import type { ChartTrees } from './chart-trees.ts'
import type { CssPx } from './chart-types.ts'
import { at } from './column.ts'
import type { ChartRows } from './rows-draft.ts'
import type { FoldedScale } from './time-scale.ts'

/** A dashed line from the row of an iteration that stands above the lanes of its Map down to its place in them. */
export interface Drop {
  readonly x: CssPx
  readonly y0: CssPx
  readonly y1: CssPx
  readonly outcome: Outcome
}

interface DropsFrame {
  readonly trees: ChartTrees | undefined
  readonly rows: ChartRows
  readonly scale: FoldedScale
  readonly scrollTopPx: CssPx
  readonly heightPx: CssPx
  readonly firstRow: number
  readonly endRow: number
  readonly now: Millis
}

/** The lines in the window. Only the rows in sight are looked through. */
export function dropsOf(frame: DropsFrame): readonly Drop[] {
  const { trees, rows, scale, scrollTopPx, firstRow, endRow } = frame
  const drops: Drop[] = []
  const looked = new Set<number>()
  for (let row = firstRow; row < endRow; row++) {
    const key = rows.keyAt(row)
    if (rows.kindAt(row) !== 'lane' || looked.has(key)) continue
    looked.add(key)
    const places = lanePlaces(rows, key, row)
    for (const [above, lane] of places) {
      const span = trees?.span(rows.keyAt(above))
      const x = span === undefined ? -1 : scale.project(span.endedAt ?? frame.now)
      if (span === undefined || x < 0 || x > scale.widthPx) continue
      const y0 = rows.topPx(above) + rows.rowHeightPx(above) - scrollTopPx
      drops.push({ x, y0, y1: rows.topPx(lane) - scrollTopPx, outcome: span.outcome })
    }
  }
  return drops
}

/** Rows above the lanes of a container, each with the lane that it lies in. */
function lanePlaces(rows: ChartRows, container: number, anyLane: number): readonly (readonly [number, number])[] {
  let first = anyLane
  while (rows.kindAt(first - 1) === 'lane' && rows.keyAt(first - 1) === container) first--
  const depth = rows.depthAt(first)
  const above = new Map<number, number>()
  for (let row = first - 1; row > rows.controlOf(container); row--) {
    if (rows.depthAt(row) === depth && rows.kindAt(row) === 'span') above.set(rows.keyAt(row), row)
  }
  const places: (readonly [number, number])[] = []
  for (
    let lane = first;
    above.size > places.length && rows.kindAt(lane) === 'lane' && rows.keyAt(lane) === container;
    lane++
  ) {
    const keys = rows.laneAt(lane)?.keys ?? new Float64Array()
    for (let index = 0; index < keys.length; index++) {
      const row = above.get(at(keys, index))
      if (row !== undefined) places.push([row, lane])
    }
  }
  return places
}
