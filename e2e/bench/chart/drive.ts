import { type LaneSpans, LENGTH } from './spans.ts'

/** What a page of the bench can do. Each side brings the first three; the rest is the same for both. */
export interface Side {
  /** Builds the chart from the data in hand and draws the whole of it. */
  start(): void
  /** Draws a window of time, ms from 0. */
  show(from: number, to: number): void
  readonly canvas: HTMLCanvasElement
  /** Middle of a lane in the canvas, CSS px. */
  laneY(lane: number): number
}

/** Size of both charts, CSS px. */
export const WIDTH_PX = 1200
export const HEIGHT_PX = 720

/** What the driver outside calls. */
export interface Bench {
  firstPaint(): Promise<number>
  frames(count: number): Promise<readonly number[]>
  check(): { readonly looked: number; readonly right: number }
}

/** The bench of one side. */
export function benchOf(side: Side, lanes: readonly LaneSpans[]): Bench {
  return {
    firstPaint: () => firstPaint(side),
    frames: count => frames(side, count),
    check: () => check(side, lanes),
  }
}

const frame = () => new Promise<number>(resolve => requestAnimationFrame(resolve))

/** ms from the data in hand to pixels that can be read, so that rastering counts too. */
async function firstPaint(side: Side): Promise<number> {
  await frame()
  const before = performance.now()
  side.start()
  side.canvas.getContext('2d')?.getImageData(0, 0, 1, 1)
  await frame()
  return performance.now() - before
}

/** Intervals between frames while zooming in and out and panning along. */
async function frames(side: Side, count: number): Promise<readonly number[]> {
  const intervals: number[] = []
  let last = await frame()
  for (let step = 0; step < count; step++) {
    const share = (step + 1) / count
    const length = LENGTH * 0.02 ** Math.abs(Math.sin(share * Math.PI * 2))
    const from = (LENGTH - length) * (0.5 + 0.5 * Math.sin(share * 5))
    side.show(from, from + length)
    const now = await frame()
    intervals.push(now - last)
    last = now
  }
  return intervals
}

/** Looks at the middle of every span and gap that is wide enough: is there a bar, is there none? */
function check(side: Side, lanes: readonly LaneSpans[]): { looked: number; right: number } {
  const perLane = lanes[0]?.starts.length ?? 0
  const length = (LENGTH * 60) / perLane
  const from = LENGTH * 0.4
  side.show(from, from + length)
  const { canvas } = side
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height)
  if (pixels === undefined) throw new Error('no pixels')
  const pxPerMs = WIDTH_PX / length
  const found = { looked: 0, right: 0 }
  const look = (xPx: number, yPx: number, expected: boolean) => {
    // A bar cut by the window carries a mark there.
    if (xPx < 10 || xPx > WIDTH_PX - 10) return
    const at = (Math.round(yPx) * canvas.width + Math.floor(xPx)) * 4
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.data.slice(at, at + 4)
    const colored = alpha > 0 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60
    found.looked++
    if (colored === expected) found.right++
  }
  for (const [lane, { starts, ends }] of lanes.entries()) {
    // 4 px off the middle, where some draw a line along the lane.
    const y = side.laneY(lane) + 4
    if (y > canvas.height - 8) break
    for (let index = 0; index + 1 < perLane; index++) {
      const [start, end, next] = [starts[index] ?? 0, ends[index] ?? 0, starts[index + 1] ?? 0]
      if ((end - start) * pxPerMs > 3) look(((start + end) / 2 - from) * pxPerMs, y, true)
      if ((next - end) * pxPerMs > 3) look(((end + next) / 2 - from) * pxPerMs, y, false)
    }
  }
  return found
}
