import { penOn } from '../../paint/pen.ts'
import type { PictureOf, PictureSize } from '../../paint/picture.ts'
import { pictureOf } from '../../paint/picture.ts'
import type { Theme } from '../../paint/theme.ts'

/** Device pixels in a CSS pixel: sharp on any screen, and where it is printed. */
const DPR = 2

/** Paints a picture of the chart on a canvas, which takes its size. Throws where the browser gives no context. */
export function paintPicture(canvas: HTMLCanvasElement, of: PictureOf, look: PictureSize & { theme: Theme }): void {
  const ctx = canvas.getContext('2d')
  if (ctx === null) throw new Error('The browser gives no canvas to draw on.')
  const { theme } = look
  const { widthPx, heightPx, layers } = pictureOf(of, look, penOn(ctx, theme, DPR))
  canvas.width = Math.round(widthPx * DPR)
  canvas.height = Math.round(heightPx * DPR)
  for (const layer of layers) {
    ctx.save()
    ctx.setTransform(DPR, 0, 0, DPR, layer.xPx * DPR, layer.yPx * DPR)
    ctx.beginPath()
    ctx.rect(0, 0, layer.widthPx, layer.heightPx)
    ctx.clip()
    layer.paint({ ctx, theme, dpr: DPR })
    ctx.restore()
  }
  // Painters clear what they paint on: the ground comes last, below all.
  ctx.globalCompositeOperation = 'destination-over'
  ctx.setTransform(1, 0, 0, 1, 0, 0)
  ctx.fillStyle = theme.bg
  ctx.fillRect(0, 0, canvas.width, canvas.height)
  ctx.globalCompositeOperation = 'source-over'
}

/** What a canvas shows, as a PNG. */
export function untimedPng(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(blob => {
      if (blob === null) reject(new Error('The browser could not make a picture of this size.'))
      else resolve(blob)
    }, 'image/png')
  })
}
