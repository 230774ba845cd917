import type { Outcome } from '../model/span.ts'
import { failureRateOf } from '../runs/run-buckets.ts'
import type { CssPx, Tick } from '../timeline/chart-types.ts'
import { at } from '../timeline/column.ts'
import { outcomeAt } from '../timeline/outcome-code.ts'
import { DENSITY_HEIGHT_PX, DENSITY_WIDTH_PX, type RunDensity } from '../timeline/run-density.ts'
import { type RunPoints, shownPoints } from '../timeline/run-points.ts'
import type { TrendLine } from '../timeline/run-trend-lines.ts'
import type { RunsScene, StripCell } from '../timeline/runs-scene.ts'
import { paintGlyph } from './glyphs.ts'
import { paintMissing } from './paint-marks.ts'
import { hairline, type Pen, snap } from './pen.ts'

// The upper chart of runs, from top to bottom in px:
//
//   0    10 ┌ cells of the status strip, 24 high
//        34 └
//   56      ┌ plot of durations
//  −24      └ labels of the time axis

export const STRIP_TOP_PX: CssPx = 10
export const STRIP_PX: CssPx = 24
export const PLOT_TOP_PX: CssPx = 56
export const TIME_AXIS_PX: CssPx = 24
/** A mark with a glyph needs so much room around it. */
const GLYPH_CELL_PX: CssPx = 9
const DOT_CELL_PX: CssPx = 3
/** More marks than this are drawn without glyphs. */
const MANY = 1500

/** Paints the upper chart on its canvas, `heightPx` high. */
export function paintRuns(pen: Pen, scene: RunsScene, heightPx: CssPx): void {
  const { ctx, theme } = pen
  const { widthPx } = scene.scale
  const plotPx = heightPx - PLOT_TOP_PX - TIME_AXIS_PX
  paintCells(pen, scene.cells)
  paintTimeTicks(pen, scene.ticks, { widthPx, topPx: PLOT_TOP_PX, bottomPx: PLOT_TOP_PX + plotPx })
  ctx.fillStyle = theme.grid
  for (const { yPx } of scene.durations.ticks) hairline(pen, { x: 0, y: PLOT_TOP_PX + yPx, widthPx, heightPx: 1 })
  if (scene.readFromPx > 0) {
    const box = { x0: 0, x1: scene.readFromPx, count: undefined, arriving: true }
    paintMissing(pen, box, { top: STRIP_TOP_PX, heightPx: heightPx - TIME_AXIS_PX - STRIP_TOP_PX, pitchPx: 6 })
  }
  ctx.save()
  ctx.beginPath()
  // Marks at the edges stand over them.
  ctx.rect(0, PLOT_TOP_PX - 8, widthPx, plotPx + 14)
  ctx.clip()
  for (const line of scene.trend.lines) paintTrendGround(pen, line)
  for (const { xPx } of scene.changes) paintChange(pen, xPx, plotPx)
  const many = scene.density !== undefined || scene.points.count > MANY
  const isPlain = (outcome: Outcome) => outcome === 'succeeded'
  const shown = shownPoints(scene.points, many ? DOT_CELL_PX : 1)
  // What is usual stands over the many, of which none counts; a few stand over it, each for itself. What went wrong is over all.
  if (!many) for (const line of scene.trend.lines) paintTrendLines(pen, line)
  paintPoints(pen, scene.points, {
    ...{ many, shown },
    wants: (outcome, faint) => isPlain(outcome) && (faint || scene.density === undefined),
  })
  if (scene.density !== undefined) paintDensity(pen, scene.density)
  if (many) for (const line of scene.trend.lines) paintTrendLines(pen, line)
  const isCrowded = many || !scene.hasGlyphs
  paintPoints(pen, scene.points, { many: isCrowded, shown, wants: outcome => !isPlain(outcome) })
  paintRedriven(pen, scene.points, many ? MANY_RING_PX : RING_PX)
  ctx.restore()
}

/** The darker, the more successes lie there. */
function paintDensity({ ctx, theme }: Pen, density: RunDensity): void {
  ctx.fillStyle = theme.outcomes.succeeded.fill
  for (let index = 0; index < density.count; index++) {
    ctx.globalAlpha = 0.2 + 0.8 * at(density.share, index)
    const y = PLOT_TOP_PX + at(density.y, index)
    ctx.fillRect(at(density.x, index), y, DENSITY_WIDTH_PX, DENSITY_HEIGHT_PX)
  }
  ctx.globalAlpha = 1
}

/** A cell is as red as the share of its runs that failed; one without runs is a line on the ground. */
function paintCells(pen: Pen, cells: readonly StripCell[]): void {
  const { ctx, theme, dpr } = pen
  for (const { x0, x1, bucket } of cells) {
    const gapPx = x1 - x0 > 6 ? 1.5 : x1 - x0 > 3 ? 0.5 : 0
    const [left, width] = [snap(x0 + gapPx, dpr), Math.max(1, snap(x1 - gapPx, dpr) - snap(x0 + gapPx, dpr))]
    if (bucket.count === 0) {
      ctx.fillStyle = theme.grid
      ctx.fillRect(left, STRIP_TOP_PX + STRIP_PX - 2, width, 2)
      continue
    }
    const { counts } = bucket
    const bad = failureRateOf(counts)
    const ground = bad !== undefined ? 'succeeded' : counts.running > 0 ? 'running' : 'aborted'
    ctx.fillStyle = ground === 'succeeded' ? theme.outcomes.succeeded.fill : theme.outcomes[ground].tint
    ctx.fillRect(left, STRIP_TOP_PX, width, STRIP_PX)
    if (ground !== 'succeeded') {
      ctx.strokeStyle = theme.outcomes[ground].fill
      ctx.lineWidth = 1
      ctx.beginPath()
      ctx.rect(left + 0.5, STRIP_TOP_PX + 0.5, Math.max(0, width - 1), STRIP_PX - 1)
      ctx.stroke()
    }
    if (bad === undefined || bad === 0) continue
    const outcome = counts.failed > 0 ? 'failed' : 'timedOut'
    const badPx = Math.max(6, Math.round(STRIP_PX * bad))
    const hasGlyph = width >= 12 && badPx >= 12
    ctx.fillStyle = hasGlyph ? theme.outcomes[outcome].strong : theme.outcomes[outcome].fill
    ctx.fillRect(left, STRIP_TOP_PX, width, badPx)
    if (hasGlyph) paintGlyph(ctx, outcome, { x: left + width / 2, y: STRIP_TOP_PX + badPx / 2, color: theme.bg })
  }
}

interface TickPlace {
  readonly widthPx: CssPx
  readonly topPx: CssPx
  readonly bottomPx: CssPx
}

/** Gridlines of time with their labels below; one that would touch another is left out. */
export function paintTimeTicks(pen: Pen, ticks: readonly Tick[], { widthPx, topPx, bottomPx }: TickPlace): void {
  const { ctx, theme } = pen
  for (const { xPx, label } of ticks) {
    ctx.fillStyle = label === '' ? theme.gridMinor : theme.grid
    hairline(pen, { x: xPx, y: topPx, widthPx: 1, heightPx: bottomPx - topPx })
  }
  ctx.fillStyle = theme.axisLine
  hairline(pen, { x: 0, y: bottomPx, widthPx, heightPx: 1 })
  ctx.font = `11px ${theme.fontFamily}`
  ctx.textBaseline = 'alphabetic'
  ctx.textAlign = 'left'
  ctx.fillStyle = theme.axisText
  let free = 0
  for (const { xPx, label } of ticks) {
    const width = label === '' ? 0 : ctx.measureText(label).width
    if (label === '' || xPx < free || xPx + width > widthPx) continue
    ctx.fillText(label, xPx + 2, bottomPx + 16)
    free = xPx + width + 12
  }
}

/** The ground between median and 95th percentile. */
function paintTrendGround(pen: Pen, { x, p50, p95 }: TrendLine): void {
  const { ctx, theme } = pen
  if (x.length === 0) return
  ctx.fillStyle = theme.silFill
  ctx.globalAlpha = 0.5
  ctx.beginPath()
  for (let index = 0; index < x.length; index++) moveOn(pen, index, at(x, index), at(p95, index))
  for (let index = x.length - 1; index >= 0; index--) ctx.lineTo(at(x, index), PLOT_TOP_PX + at(p50, index))
  ctx.closePath()
  ctx.fill()
  ctx.globalAlpha = 1
}

/** Both lines, each with a halo that lifts it off what lies below. */
function paintTrendLines(pen: Pen, { x, p50, p95 }: TrendLine): void {
  const { ctx, theme } = pen
  ctx.lineJoin = 'round'
  for (const [line, dash, width] of [
    [p95, [4, 3], 1.5],
    [p50, [], 2],
  ] as const) {
    ctx.beginPath()
    for (let index = 0; index < x.length; index++) moveOn(pen, index, at(x, index), at(line, index))
    ctx.setLineDash([])
    ctx.strokeStyle = theme.bg
    ctx.globalAlpha = 0.85
    ctx.lineWidth = 5
    ctx.stroke()
    ctx.setLineDash([...dash])
    ctx.strokeStyle = theme.silLine
    ctx.globalAlpha = 1
    ctx.lineWidth = width
    ctx.stroke()
  }
  ctx.setLineDash([])
}

function moveOn({ ctx }: Pen, index: number, x: CssPx, y: CssPx): void {
  if (index === 0) ctx.moveTo(x, PLOT_TOP_PX + y)
  else ctx.lineTo(x, PLOT_TOP_PX + y)
}

function paintChange(pen: Pen, xPx: CssPx, plotPx: CssPx): void {
  const { ctx, theme } = pen
  ctx.strokeStyle = theme.seam
  ctx.lineWidth = 1
  ctx.setLineDash([3, 3])
  ctx.beginPath()
  ctx.moveTo(snap(xPx, pen.dpr) + 0.5, PLOT_TOP_PX - 8)
  ctx.lineTo(snap(xPx, pen.dpr) + 0.5, PLOT_TOP_PX + plotPx)
  ctx.stroke()
  ctx.setLineDash([])
}

interface WhichPoints {
  /** So many that none has room for a glyph. */
  readonly many: boolean
  /** Indexes, in the order in which they are painted. */
  readonly shown: Uint32Array
  readonly wants: (outcome: Outcome, faint: boolean) => boolean
}

/** Successes as dots, what went wrong as marks with its glyph, what runs open at the top. */
function paintPoints(pen: Pen, points: RunPoints, { many, shown, wants }: WhichPoints): void {
  const { ctx } = pen
  for (const index of shown) {
    const outcome = outcomeAt(points.outcome, index)
    const faint = points.faint[index] === 1
    if (!wants(outcome, faint)) continue
    ctx.globalAlpha = faint ? 0.22 : 1
    paintPoint(pen, { x: at(points.x, index), y: PLOT_TOP_PX + at(points.y, index), outcome, many })
  }
  ctx.globalAlpha = 1
}

interface Point {
  readonly x: CssPx
  readonly y: CssPx
  readonly outcome: Outcome
  readonly many: boolean
}

const RING_PX: CssPx = 8.5
const MANY_RING_PX: CssPx = 4.5

/** What was redriven has a ring around its mark. */
function paintRedriven({ ctx, theme }: Pen, points: RunPoints, radiusPx: CssPx): void {
  ctx.strokeStyle = theme.seam
  ctx.lineWidth = 1.25
  for (let index = 0; index < points.count; index++) {
    if (points.redriven[index] !== 1) continue
    ctx.globalAlpha = points.faint[index] === 1 ? 0.22 : 1
    ctx.beginPath()
    ctx.arc(at(points.x, index), PLOT_TOP_PX + at(points.y, index), radiusPx, 0, Math.PI * 2)
    ctx.stroke()
  }
  ctx.globalAlpha = 1
}

function paintPoint({ ctx, theme }: Pen, { x, y, outcome, many }: Point): void {
  const colors = theme.outcomes[outcome]
  ctx.beginPath()
  switch (outcome) {
    case 'succeeded':
      ctx.fillStyle = colors.fill
      if (many) ctx.rect(x - 1, y - 1, 2, 2)
      else ctx.arc(x, y, 3, 0, Math.PI * 2)
      ctx.fill()
      break
    case 'running':
      ctx.strokeStyle = colors.fill
      ctx.fillStyle = theme.bg
      ctx.lineWidth = 1.5
      ctx.arc(x, y, 3.25, 0, Math.PI * 2)
      ctx.fill()
      ctx.stroke()
      // It takes longer yet: an arrow up.
      ctx.beginPath()
      ctx.moveTo(x, y - 5)
      ctx.lineTo(x, y - 13)
      ctx.moveTo(x - 3, y - 10)
      ctx.lineTo(x, y - 13)
      ctx.lineTo(x + 3, y - 10)
      ctx.stroke()
      break
    case 'aborted':
      ctx.strokeStyle = colors.strong
      ctx.fillStyle = colors.tint
      ctx.lineWidth = 1
      ctx.rect(x - 3, y - 3, 6, 6)
      ctx.fill()
      ctx.stroke()
      break
    case 'failed':
    case 'timedOut':
    case 'caught': {
      const half = many ? 2 : (GLYPH_CELL_PX + 2) / 2
      ctx.fillStyle = colors.strong
      if (many) ctx.rect(x - half, y - half, 2 * half, 2 * half)
      else ctx.roundRect(x - half, y - half, 2 * half, 2 * half, 2)
      ctx.fill()
      if (!many) paintGlyph(ctx, outcome, { x, y, color: theme.bg })
      break
    }
  }
}
