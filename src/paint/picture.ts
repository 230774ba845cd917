import type { ChartLook } from '../timeline/chart-look.ts'
import { boundsUpTo, sceneInWindow } from '../timeline/chart-look.ts'
import type { CssPx, Viewport } from '../timeline/chart-types.ts'
import type { ToldLook } from '../timeline/first-look.ts'
import type { Scene } from '../timeline/scene.ts'
import { formatCount } from '../words/format-count.ts'
import { onOneLine } from '../words/on-one-line.ts'
import { formatAxisTime } from '../words/points-in-time.ts'
import { cutAtEnd, cutInMiddle } from './cut-text.ts'
import { AXIS_PX, paintAxis } from './paint-axis.ts'
import { namesWidthPx, paintNames } from './paint-names.ts'
import { paintScene } from './paint-scene.ts'
import { hairline, type Pen } from './pen.ts'

// A picture of the chart:
//
//   ┌───────────────────────────────┐
//   │ name   what came of it        │ title, 36
//   │           │ axis              │ 40
//   │ names     │ scene             │ as high as the rows
//   └───────────────────────────────┘

const TITLE_PX: CssPx = 36
const AIR_PX: CssPx = 12
const FOOT_PX: CssPx = 26
/** Names take at most so much of the width. */
const NAMES_SHARE = 0.45
const LEAST_NAMES_PX: CssPx = 120

/** What a picture shows. */
export interface PictureOf extends ToldLook {
  /** The time in sight; undefined: all of it. */
  readonly viewport: Viewport | undefined
  /** What stands above it. */
  readonly title: { readonly name: string; readonly facts: string }
}

export interface PictureSize {
  readonly widthPx: CssPx
  /** Rows below that are counted and not drawn: no canvas is as high as ten thousand of them. */
  readonly mostRowsPx: CssPx
}

/** A part of a picture: it is drawn for itself, in its own coordinates, and cut at its edges. */
export interface Layer {
  readonly xPx: CssPx
  readonly yPx: CssPx
  readonly widthPx: CssPx
  readonly heightPx: CssPx
  paint(pen: Pen): void
}

export interface Picture {
  readonly widthPx: CssPx
  readonly heightPx: CssPx
  readonly layers: readonly Layer[]
  /** Of its time area. */
  readonly scene: Scene
}

/** The layers of a picture. `measuring`: a pen of the kind that will draw them, for how wide texts are. */
export function pictureOf(of: PictureOf, { widthPx, mostRowsPx }: PictureSize, measuring: Pen): Picture {
  const { look, context, now } = of
  const { rows } = look
  const endRow = rows.heightPx <= mostRowsPx ? rows.count : Math.max(0, rows.rowAtPx(mostRowsPx))
  const heightPx = endRow === rows.count ? rows.heightPx : rows.topPx(endRow)
  const names = { rows, context, endRow }
  const namesPx = Math.round(
    Math.min(Math.max(namesWidthPx(measuring, names), LEAST_NAMES_PX), Math.max(LEAST_NAMES_PX, widthPx * NAMES_SHARE)),
  )
  const panePx = Math.max(1, widthPx - namesPx)
  const viewport = of.viewport ?? boundsUpTo(look, now)
  const scene = sceneInWindow(look, { viewport, widthPx: panePx, heightPx, scrollTopPx: 0, now })
  const top = TITLE_PX + AXIS_PX
  const left = rows.count - endRow
  const footPx = left === 0 ? 0 : FOOT_PX
  return {
    widthPx,
    heightPx: top + heightPx + footPx + 1,
    scene,
    layers: [
      { xPx: 0, yPx: 0, widthPx, heightPx: TITLE_PX, paint: pen => paintTitle(pen, of.title, widthPx) },
      { xPx: 0, yPx: TITLE_PX, widthPx: namesPx, heightPx: AXIS_PX, paint: pen => paintNamesHead(pen, namesPx) },
      {
        xPx: namesPx,
        yPx: TITLE_PX,
        widthPx: panePx,
        heightPx: AXIS_PX,
        paint: pen => paintAxis(pen, scene, axisOf(look)),
      },
      { xPx: 0, yPx: top, widthPx: namesPx, heightPx, paint: pen => paintNames(pen, names, namesPx) },
      { xPx: namesPx, yPx: top, widthPx: panePx, heightPx, paint: pen => paintTimes(pen, scene) },
      ...(left === 0
        ? []
        : [{ xPx: 0, yPx: top + heightPx, widthPx, heightPx: FOOT_PX, paint: (pen: Pen) => paintFoot(pen, left) }]),
    ],
  }
}

function paintTimes(pen: Pen, scene: Scene): void {
  paintScene(pen, scene)
  pen.ctx.fillStyle = pen.theme.axisLine
  hairline(pen, { x: 0, y: 0, widthPx: 1, heightPx: scene.heightPx })
}

function paintNamesHead(pen: Pen, widthPx: CssPx): void {
  pen.ctx.fillStyle = pen.theme.axisLine
  hairline(pen, { x: 0, y: AXIS_PX - 1, widthPx, heightPx: 1 })
}

function axisOf({ timeMode, time }: ChartLook) {
  const words = { mode: timeMode, startedAt: time.startedAt, step: 1000 }
  return { seamLabel: (seam: { readonly at: number }) => `Redriven ${formatAxisTime(seam.at, words)}` }
}

function paintTitle({ ctx, theme }: Pen, { name, facts }: PictureOf['title'], widthPx: CssPx): void {
  const [bold, plain] = [`600 14px ${theme.fontFamily}`, `12px ${theme.fontFamily}`]
  const fitsIn = (font: string, room: CssPx) => (text: string) => {
    ctx.font = font
    return ctx.measureText(text).width <= room
  }
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  const y = TITLE_PX / 2 + 0.5
  const told = cutInMiddle(onOneLine(name), fitsIn(bold, widthPx - 2 * AIR_PX))
  ctx.font = bold
  const x = 2 * AIR_PX + ctx.measureText(told).width
  ctx.fillStyle = theme.text
  ctx.fillText(told, AIR_PX, y)
  const more = cutAtEnd(onOneLine(facts), fitsIn(plain, widthPx - x - AIR_PX))
  ctx.font = plain
  ctx.fillStyle = theme.text2
  if (more !== '') ctx.fillText(more, x, y)
}

function paintFoot({ ctx, theme }: Pen, left: number): void {
  ctx.font = `12px ${theme.fontFamily}`
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  ctx.fillStyle = theme.text2
  ctx.fillText(`${formatCount(left)} more ${left === 1 ? 'row' : 'rows'} below`, AIR_PX, FOOT_PX / 2)
}
