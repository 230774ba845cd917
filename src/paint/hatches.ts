import type { Hatch, Pen } from './pen.ts'

// 45° lines in a square tile: "/" for phases, "\" for what is not loaded. The side is the pitch along x in whole device
// pixels, so tiles meet without a seam; patterns hang from the canvas origin, so nothing crawls when bars move.
//
//   ┌────┐
//   │  ╱ │  side = pitch · √2
//   │ ╱  │
//   └────┘

const known = new WeakMap<Pen['theme'], Map<string, CanvasPattern | null>>()

/** The fill of a hatch, made once for each theme and pixel ratio. Null where the context makes no patterns. */
export function hatchFill(pen: Pen, hatch: Hatch): CanvasPattern | string | null {
  if (pen.hatch !== undefined) return pen.hatch(hatch)
  const name = `${hatch.direction}${hatch.pitchPx},${hatch.linePx},${hatch.color}@${pen.dpr}`
  let byName = known.get(pen.theme)
  if (byName === undefined) known.set(pen.theme, (byName = new Map()))
  let pattern = byName.get(name)
  if (pattern === undefined) byName.set(name, (pattern = makePattern(pen, hatch)))
  return pattern
}

function makePattern(pen: Pen, hatch: Hatch): CanvasPattern | null {
  if (typeof OffscreenCanvas === 'undefined') return null
  const side = Math.max(2, Math.round(hatch.pitchPx * Math.SQRT2 * pen.dpr))
  const tile = new OffscreenCanvas(side, side)
  const ctx = tile.getContext('2d')
  if (ctx === null) return null
  ctx.strokeStyle = hatch.color
  ctx.lineWidth = hatch.linePx * pen.dpr
  ctx.lineCap = 'square'
  ctx.beginPath()
  for (const shift of [-side, 0, side]) {
    const rise = hatch.direction === '/' ? [side, 0] : [0, side]
    ctx.moveTo(shift - 1, (rise[0] ?? 0) + (hatch.direction === '/' ? 1 : -1))
    ctx.lineTo(shift + side + 1, (rise[1] ?? 0) + (hatch.direction === '/' ? -1 : 1))
  }
  ctx.stroke()
  const pattern = pen.ctx.createPattern(tile, 'repeat')
  // The context draws in CSS pixels: scaled back, a tile's pixel is a device pixel.
  pattern?.setTransform(new DOMMatrix([1 / pen.dpr, 0, 0, 1 / pen.dpr, 0, 0]))
  return pattern
}
