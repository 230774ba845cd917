import type { Outcome } from '../model/span.ts'
import type { Context } from './pen.ts'

/**
 * The mark of an outcome as strokes round a centre: ✕ failed, clock timed out, hook arrow caught, square aborted.
 * `unit` is the size of a design pixel. Succeeded and running have none.
 */
export function paintGlyph(
  ctx: Context,
  outcome: Outcome,
  place: { x: number; y: number; color: string; unit?: number },
): void {
  const { x, y, color, unit = 1 } = place
  ctx.strokeStyle = color
  ctx.fillStyle = color
  ctx.lineWidth = 1.5 * unit
  ctx.lineCap = 'round'
  ctx.lineJoin = 'round'
  ctx.beginPath()
  switch (outcome) {
    case 'failed':
      line(ctx, [x - 2.6 * unit, y - 2.6 * unit], [x + 2.6 * unit, y + 2.6 * unit])
      line(ctx, [x + 2.6 * unit, y - 2.6 * unit], [x - 2.6 * unit, y + 2.6 * unit])
      break
    case 'timedOut':
      ctx.moveTo(x + 3.2 * unit, y)
      ctx.arc(x, y, 3.2 * unit, 0, Math.PI * 2)
      line(ctx, [x, y - 1.6 * unit], [x, y + 0.2 * unit], [x + 1.5 * unit, y + 0.2 * unit])
      break
    case 'caught':
      ctx.moveTo(x - 2.8 * unit, y - 3 * unit)
      ctx.lineTo(x - 2.8 * unit, y - 0.2 * unit)
      ctx.arc(x - 1.6 * unit, y - 0.2 * unit, 1.2 * unit, Math.PI, Math.PI / 2, true)
      ctx.lineTo(x + 2.8 * unit, y + unit)
      line(ctx, [x + 0.8 * unit, y - 1.2 * unit], [x + 2.9 * unit, y + unit], [x + 0.8 * unit, y + 3.2 * unit])
      break
    case 'aborted':
      ctx.fillRect(x - 2 * unit, y - 2 * unit, 4 * unit, 4 * unit)
      return
    case 'succeeded':
    case 'running':
      return
  }
  ctx.stroke()
}

function line(ctx: Context, ...points: readonly (readonly [number, number])[]): void {
  for (const [index, [x, y]] of points.entries()) {
    if (index === 0) ctx.moveTo(x, y)
    else ctx.lineTo(x, y)
  }
}
