import type { CssPx } from '../timeline/chart-types.ts'
import { at } from '../timeline/column.ts'
import { outcomeAt } from '../timeline/outcome-code.ts'
import type { RunBoxes } from '../timeline/run-boxes.ts'
import type { LanesScene } from '../timeline/runs-scene.ts'
import { paintGlyph } from './glyphs.ts'
import { paintFold } from './paint-marks.ts'
import { paintTimeTicks, TIME_AXIS_PX } from './paint-runs.ts'
import { hairline, type Pen } from './pen.ts'

const MOST_PITCH_PX: CssPx = 18
const TOP_PX: CssPx = 6
/** A bar this wide and high has its outcome's glyph at its end. */
const GLYPH_WIDTH_PX: CssPx = 20
const GLYPH_HEIGHT_PX: CssPx = 10

/** How far lanes are apart: as far as they fit, and never so far that a few look lost. */
function lanePitch(lanes: number, heightPx: CssPx): CssPx {
  return Math.min(MOST_PITCH_PX, (heightPx - TIME_AXIS_PX - TOP_PX - 2) / Math.max(1, lanes))
}

/** The lane at a height; lanes thinner than a pixel share one. */
export function laneAtPx(lanes: number, heightPx: CssPx, yPx: CssPx): number {
  return Math.floor((yPx - TOP_PX) / lanePitch(lanes, heightPx))
}

/** Paints runs in lanes on their canvas, `heightPx` high. */
export function paintRunLanes(pen: Pen, scene: LanesScene, heightPx: CssPx): void {
  const { ctx, theme } = pen
  const { scale, boxes, nowPx } = scene
  const { widthPx } = scale
  const bottomPx = heightPx - TIME_AXIS_PX
  paintTimeTicks(pen, scene.ticks, { widthPx, topPx: 0, bottomPx })
  const pitch = lanePitch(boxes.lanes, heightPx)
  for (let index = 0; index < boxes.count; index++) paintBox(pen, boxes, { index, pitch, widthPx })
  ctx.globalAlpha = 1
  for (const { from, to } of scale.folds) {
    paintFold(pen, { x0: scale.project(from), x1: scale.project(to) }, { top: 0, heightPx: bottomPx })
  }
  if (nowPx === undefined) return
  ctx.fillStyle = theme.outcomes.running.fill
  hairline(pen, { x: nowPx, y: 0, widthPx: 1, heightPx: bottomPx })
}

interface BoxPlace {
  readonly index: number
  readonly pitch: CssPx
  readonly widthPx: CssPx
}

function paintBox({ ctx, theme }: Pen, boxes: RunBoxes, { index, pitch, widthPx }: BoxPlace): void {
  const outcome = outcomeAt(boxes.outcome, index)
  const colors = theme.outcomes[outcome]
  const x0 = Math.max(-2, at(boxes.x0, index))
  const width = Math.min(widthPx + 2, at(boxes.x1, index)) - x0
  const height = Math.max(1, pitch - (pitch > 6 ? 4 : pitch > 3 ? 1 : 0))
  const y = TOP_PX + at(boxes.lane, index) * pitch
  ctx.globalAlpha = boxes.faint[index] === 1 ? 0.22 : 1
  ctx.fillStyle = width < 4 ? colors.strong : outcome === 'aborted' ? colors.tint : colors.fill
  ctx.beginPath()
  ctx.roundRect(x0, y, width, height, width > 6 && height > 6 ? 2 : 0)
  ctx.fill()
  if (outcome === 'aborted' && width >= 4) {
    ctx.strokeStyle = colors.fill
    ctx.lineWidth = 1
    ctx.stroke()
  }
  if (outcome === 'running') paintOpenEnd(theme.bg)
  if (outcome === 'succeeded' || outcome === 'running' || width < GLYPH_WIDTH_PX || height < GLYPH_HEIGHT_PX) return
  ctx.fillStyle = colors.strong
  ctx.fillRect(x0 + width - 12, y, 12, height)
  paintGlyph(ctx, outcome, { x: x0 + width - 6, y: y + height / 2, color: theme.bg })

  function paintOpenEnd(color: string): void {
    ctx.fillStyle = color
    if (width >= 16) for (const back of [12, 8, 4]) ctx.fillRect(x0 + width - back, y, 1.5, height)
  }
}
