import { spanKeyOf } from '../forest/keys.ts'
import { openingOf as openingEventOf } from '../model/keys.ts'
import type { Span } from '../model/span.ts'
import { BAND_BASE_PX, BAND_LIMIT_PX, BAND_MATCH_PX, type Band } from './bands.ts'
import { type Shape, shapeAt } from './boxes.ts'
import type { CssPx, Hit } from './chart-types.ts'
import { at, firstAbove } from './column.ts'
import { boxesOfRow, type Scene } from './scene.ts'

/** Where spans are found by their keys: a tree, or the trees of a chart. */
interface Spans {
  span(key: number): Span | undefined
}

/** A bar is hit over the whole height of its row, and over at least this width. */
const LEAST_HIT_PX: CssPx = 8

/**
 * What lies under a point of the time area; undefined below the last row. Searches only the boxes of one row, so it costs
 * the same however large the execution is.
 */
export function hitTest(scene: Scene, xPx: CssPx, yPx: CssPx, tree?: Spans): Hit | undefined {
  const y = yPx + scene.scrollTopPx
  if (yPx < 0 || y >= scene.rows.heightPx) return undefined
  const row = scene.rows.rowAtPx(y)
  if (row < scene.firstRow || row >= scene.endRow) return undefined
  const band = scene.bands.find(one => one.row === row)
  if (band !== undefined) return bandHit(band, { xPx, yPx, tree })
  const box = boxAt(scene, row, xPx)
  if (box !== undefined) return boxHit(scene, row, { box, xPx })
  const key = scene.rows.keyAt(row)
  return { key, row, eventId: openingOf(key, tree), part: 'row' }
}

const PARTS: Readonly<Partial<Record<Shape, Hit['part']>>> = {
  backoff: 'backoff',
  rail: 'rail',
  foldedRail: 'rail',
  idle: 'rail',
  beforeWindow: 'row',
  afterWindow: 'row',
}

/** The box at x: the topmost that holds it, else the nearest one narrow enough to need a wider hit area. */
function boxAt(scene: Scene, row: number, xPx: CssPx): number | undefined {
  const { x0, x1 } = scene.boxes
  const [from, to] = boxesOfRow(scene, row)
  let nearest: number | undefined
  let nearestPx = Infinity
  for (let index = to - 1; index >= from; index--) {
    if (xPx >= at(x0, index) && xPx <= at(x1, index)) return index
    const slack = (LEAST_HIT_PX - (at(x1, index) - at(x0, index))) / 2
    const distance = Math.max(at(x0, index) - xPx, xPx - at(x1, index))
    if (distance <= slack && distance < nearestPx) {
      nearest = index
      nearestPx = distance
    }
  }
  return nearest
}

function boxHit(scene: Scene, row: number, more: { box: number; xPx: CssPx }): Hit {
  const { box, xPx } = more
  const { boxes } = scene
  const shape = shapeAt(boxes, box)
  const lane = shape === 'merged' || shape === 'mergedListed' ? scene.rows.laneAt(row) : undefined
  if (lane !== undefined) {
    const t = scene.scale.unproject(xPx)
    const key = at(lane.keys, Math.max(0, firstAbove(lane.starts, t) - 1))
    return { key, row, eventId: eventOf(key), part: 'bar' }
  }
  return { key: at(boxes.key, box), row, eventId: at(boxes.eventId, box), part: PARTS[shape] ?? 'bar' }
}

/** A failure tick selects what failed, a match tick what matches; the rest of a band its container. */
function bandHit(band: Band, more: { xPx: CssPx; yPx: CssPx; tree: Spans | undefined }): Hit {
  const { xPx, yPx, tree } = more
  const { row } = band
  const inDrawing = xPx >= band.x0 - 4 && xPx <= band.x1 + 4 && yPx - band.y >= BAND_LIMIT_PX - 4
  const nearBase = yPx - band.y > BAND_BASE_PX - 14
  const nearTop = yPx - band.y < BAND_MATCH_PX + 2
  const ticks = nearBase ? band.ticks : nearTop ? band.matches : []
  const tick = ticks.find(one => Math.abs(one.xPx - xPx) <= LEAST_HIT_PX / 2)
  if (tick !== undefined) {
    const failed = tree?.span(tick.key)
    return { key: tick.key, row, eventId: failed?.startEventId ?? openingOf(tick.key, tree), part: 'band' }
  }
  return { key: band.key, row, eventId: openingOf(band.key, tree), part: inDrawing ? 'band' : 'row' }
}

function openingOf(key: number, tree: Spans | undefined): number {
  return tree?.span(key)?.startEventId ?? eventOf(key)
}

function eventOf(key: number): number {
  return openingEventOf(spanKeyOf(key))
}
