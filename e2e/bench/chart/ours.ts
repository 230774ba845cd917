import { paintAxis } from '../../../src/paint/paint-axis.ts'
import { paintScene } from '../../../src/paint/paint-scene.ts'
import { penOn } from '../../../src/paint/pen.ts'
import { LIGHT } from '../../../src/paint/theme.ts'
import { hitTest } from '../../../src/timeline/hit-test.ts'
import type { Lane } from '../../../src/timeline/lanes.ts'
import { codeOf } from '../../../src/timeline/outcome-code.ts'
import { rowsOfLanes } from '../../../src/timeline/rows.ts'
import { type ChartRows, ROW_PX } from '../../../src/timeline/rows-draft.ts'
import { type Scene, sceneOf } from '../../../src/timeline/scene.ts'
import { ticksOf } from '../../../src/timeline/ticks.ts'
import { timeScale } from '../../../src/timeline/time-scale.ts'
import { type Bench, benchOf, HEIGHT_PX, type Side, WIDTH_PX } from './drive.ts'
import { LENGTH, lanesOf } from './spans.ts'

declare global {
  interface Window {
    bench?: Bench & { hits?(count: number): number }
  }
}

const AXIS = 40
const count = Number(new URLSearchParams(location.search).get('count'))
const spans = lanesOf(count)
const lanes = spans.map(toLane)

function toLane({ starts, ends, failed }: (typeof spans)[number], lane: number): Lane {
  const first = lane * starts.length
  return {
    keys: Float64Array.from(starts, (_, index) => 2 * (first + index + 1)),
    starts,
    ends,
    outcomes: Float64Array.from(failed, one => codeOf(one === 1 ? 'failed' : 'succeeded')),
  }
}

function canvasOf(heightPx: number): { canvas: HTMLCanvasElement; ctx: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH_PX * devicePixelRatio
  canvas.height = heightPx * devicePixelRatio
  canvas.style.cssText = `width:${WIDTH_PX}px;height:${heightPx}px;display:block`
  document.body.append(canvas)
  const ctx = canvas.getContext('2d')
  if (ctx === null) throw new Error('no canvas')
  return { canvas, ctx }
}

const axis = canvasOf(AXIS)
const area = canvasOf(HEIGHT_PX - AXIS)
let rows: ChartRows | undefined
let scene: Scene | undefined

const side: Side = {
  canvas: area.canvas,
  laneY: lane => lane * ROW_PX + ROW_PX / 2,
  start() {
    rows = rowsOfLanes(lanes)
    side.show(0, LENGTH)
  },
  show(from, to) {
    rows ??= rowsOfLanes(lanes)
    const scale = timeScale({ from, to }, WIDTH_PX)
    const ticks = ticksOf(scale, { mode: 'relative', origin: 0 })
    scene = sceneOf({
      tree: undefined,
      rows,
      scale,
      scrollTopPx: 0,
      heightPx: HEIGHT_PX - AXIS,
      now: LENGTH,
      ticks,
    })
    paintScene(penOn(area.ctx, LIGHT, devicePixelRatio), scene)
    paintAxis(penOn(axis.ctx, LIGHT, devicePixelRatio), scene, { seamLabel: () => '' })
  },
}

/** ms for a number of hit tests all over the window, each of which has to find something. */
function hits(times: number): number {
  if (scene === undefined) throw new Error('nothing drawn yet')
  let found = 0
  const before = performance.now()
  for (let step = 0; step < times; step++) {
    const hit = hitTest(scene, (step * 7919) % WIDTH_PX, (step * 104_729) % (HEIGHT_PX - AXIS))
    if (hit !== undefined) found++
  }
  if (found !== times) throw new Error(`only ${found} of ${times} points hit a row`)
  return performance.now() - before
}

window.bench = { ...benchOf(side, spans), hits }
