import type { ExecutionTree } from '../../../src/model/execution-tree.ts'
import { createTreeBuilder } from '../../../src/model/tree-builder.ts'
import { paintOverview } from '../../../src/paint/paint-overview.ts'
import { paintScene } from '../../../src/paint/paint-scene.ts'
import { penOn } from '../../../src/paint/pen.ts'
import { LIGHT } from '../../../src/paint/theme.ts'
import { largeHistory } from '../../../src/simulator/large-history.ts'
import { foldsOf } from '../../../src/timeline/folds.ts'
import { overviewOf } from '../../../src/timeline/overview.ts'
import { DEFAULT_ROWS_VIEW, rowsOf } from '../../../src/timeline/rows.ts'
import { sceneOf } from '../../../src/timeline/scene.ts'
import { ticksOf } from '../../../src/timeline/ticks.ts'
import { timeScale } from '../../../src/timeline/time-scale.ts'
import { boundsOf } from '../../../src/timeline/viewport.ts'
import { HEIGHT_PX, WIDTH_PX } from './drive.ts'

declare global {
  interface Window {
    /** ms to append, lay out and draw each page of 1000 events, in the order in which they come. */
    growth?(from: 'start' | 'bothEnds'): Promise<readonly number[]>
  }
}

const history = largeHistory({ events: 25_000 }).events
const canvas = document.createElement('canvas')
canvas.width = WIDTH_PX * devicePixelRatio
canvas.height = HEIGHT_PX * devicePixelRatio
document.body.append(canvas)

function draw(ctx: CanvasRenderingContext2D, tree: ExecutionTree): void {
  const now = tree.lastEventAt ?? 0
  const bounds = boundsOf(tree.root.startedAt, now)
  const folds = foldsOf(tree, { now })
  const scale = timeScale(bounds, WIDTH_PX, folds)
  const ticks = ticksOf(scale, { mode: 'relative', origin: tree.root.startedAt })
  const rows = rowsOf(tree, DEFAULT_ROWS_VIEW)
  const pen = penOn(ctx, LIGHT, devicePixelRatio)
  paintScene(pen, sceneOf({ tree, rows, scale, scrollTopPx: 0, heightPx: HEIGHT_PX, now, ticks }))
  const strip = overviewOf({ tree, bounds, viewport: bounds, folds, missing: [], widthPx: WIDTH_PX, heightPx: 52, now })
  if (strip !== undefined) paintOverview(pen, strip)
}

/** Where the pages begin: one after another, or in turns from the end and from the start. */
function beginnings(from: 'start' | 'bothEnds'): readonly number[] {
  const inOrder = Array.from({ length: Math.ceil(history.length / 1000) }, (_, page) => page * 1000)
  if (from === 'start') return inOrder
  const last = inOrder.length - 1
  return inOrder.map((_, turn) => (turn % 2 === 0 ? last - turn / 2 : (turn - 1) / 2) * 1000)
}

window.growth = async order => {
  const ctx = canvas.getContext('2d')
  if (ctx === null) throw new Error('no canvas')
  const builder = createTreeBuilder()
  const times: number[] = []
  for (const from of beginnings(order)) {
    const page = history.slice(from, from + 1000)
    await new Promise(requestAnimationFrame)
    const before = performance.now()
    draw(ctx, builder.append(page))
    ctx.getImageData(0, 0, 1, 1)
    times.push(performance.now() - before)
  }
  return times
}
