import type { Theme } from './theme.ts'

/** The drawing context: a canvas, one that writes SVG, or one that records what is asked of it. */
export interface Context
  extends Pick<
    CanvasRenderingContext2D,
    | 'fillStyle'
    | 'strokeStyle'
    | 'lineWidth'
    | 'lineCap'
    | 'lineJoin'
    | 'globalAlpha'
    | 'font'
    | 'textAlign'
    | 'textBaseline'
    | 'fillRect'
    | 'clearRect'
    | 'beginPath'
    | 'closePath'
    | 'moveTo'
    | 'lineTo'
    | 'arc'
    | 'rect'
    | 'save'
    | 'restore'
    | 'setLineDash'
    | 'fillText'
    | 'createPattern'
  > {
  fill(): void
  stroke(): void
  clip(): void
  roundRect(x: number, y: number, w: number, h: number, radii: number | number[]): void
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void
  measureText(text: string): { readonly width: number }
}

/** What every painter draws with. */
export interface Pen {
  readonly ctx: Context
  readonly theme: Theme
  /** Device pixels in a CSS pixel. */
  readonly dpr: number
  /** The fill of a hatch where the context has its own way; undefined: a tile of pixels. */
  readonly hatch?: ((hatch: Hatch) => string) | undefined
}

/** 45° lines: the distance between them measured across, and their width, in CSS px. */
export interface Hatch {
  readonly pitchPx: number
  readonly linePx: number
  readonly direction: '/' | '\\'
  readonly color: string
}

/** A pen whose unit is the CSS pixel. */
export function penOn(ctx: Context, theme: Theme, dpr: number): Pen {
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0)
  return { ctx, theme, dpr }
}

/** A CSS length moved to the nearest whole device pixel. */
export function snap(px: number, dpr: number): number {
  return Math.round(px * dpr) / dpr
}

/** A vertical or horizontal line of one CSS pixel lies sharp when its rectangle starts on a device pixel. */
export function hairline(pen: Pen, line: { x: number; y: number; widthPx: number; heightPx: number }): void {
  const { ctx, dpr } = pen
  ctx.fillRect(snap(line.x, dpr), snap(line.y, dpr), line.widthPx, line.heightPx)
}
