import type { CssPx } from './chart-types.ts'
import { codeOf } from './outcome-code.ts'
import type { RunPoints } from './run-points.ts'

/** How many successes lie where: cells of the plot that hold any. Columns. */
export interface RunDensity {
  readonly count: number
  /** Left and upper edge. */
  readonly x: Float32Array
  readonly y: Float32Array
  /** 0 to 1: 1 where most lie. */
  readonly share: Float32Array
}

export const DENSITY_WIDTH_PX: CssPx = 6
export const DENSITY_HEIGHT_PX: CssPx = 4
/** Fewer points are drawn one by one, however near. */
const LEAST_POINTS = 600
/** Points lie over one another where there are so many to a cell. */
const LEAST_A_CELL = 1.5
const SUCCEEDED = codeOf('succeeded')

/** The successes asked for, counted by place; undefined where they are few enough to be seen one by one. */
export function densityOf(points: RunPoints): RunDensity | undefined {
  const counts = new Map<number, number>()
  let [successes, most] = [0, 0]
  for (let index = 0; index < points.count; index++) {
    if (points.outcome[index] !== SUCCEEDED || points.faint[index] === 1) continue
    const column = Math.floor((points.x[index] ?? 0) / DENSITY_WIDTH_PX)
    const cell = column * ROWS + Math.floor((points.y[index] ?? 0) / DENSITY_HEIGHT_PX)
    const count = (counts.get(cell) ?? 0) + 1
    counts.set(cell, count)
    successes++
    most = Math.max(most, count)
  }
  if (successes < LEAST_POINTS || successes < counts.size * LEAST_A_CELL) return undefined
  const cells = [...counts]
  return {
    count: cells.length,
    x: Float32Array.from(cells, ([cell]) => Math.floor(cell / ROWS) * DENSITY_WIDTH_PX),
    y: Float32Array.from(cells, ([cell]) => (cell % ROWS) * DENSITY_HEIGHT_PX),
    share: Float32Array.from(cells, ([, count]) => Math.sqrt(count / most)),
  }
}

const ROWS = 65_536
