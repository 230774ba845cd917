import { type Pen, penOn } from '../paint/pen.ts'
import type { Theme } from '../paint/theme.ts'
import type { CssPx } from '../timeline/chart-types.ts'

/** A canvas kept at its size in device pixels. */
export interface Surface {
  /** Takes a size in CSS px and the screen's density; changing either clears the canvas. */
  resize(widthPx: CssPx, heightPx: CssPx, dpr: number): void
  /** Cleared and ready to draw; undefined where the browser gives no context. */
  pen(theme: Theme): Pen | undefined
}

/** Wraps a canvas element. */
export function createSurface(canvas: HTMLCanvasElement): Surface {
  const ctx = canvas.getContext('2d')
  let dprNow = 1
  return {
    resize(widthPx, heightPx, dpr) {
      dprNow = dpr
      const width = Math.round(widthPx * dpr)
      const height = Math.round(heightPx * dpr)
      canvas.style.width = `${widthPx}px`
      canvas.style.height = `${heightPx}px`
      // Setting a canvas's width clears it even if nothing changes.
      if (canvas.width !== width) canvas.width = width
      if (canvas.height !== height) canvas.height = height
    },
    pen(theme) {
      if (ctx === null) return undefined
      const pen = penOn(ctx, theme, dprNow)
      ctx.clearRect(0, 0, canvas.width / dprNow, canvas.height / dprNow)
      return pen
    },
  }
}
