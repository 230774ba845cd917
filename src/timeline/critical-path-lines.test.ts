import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { criticalPathOf } from '../analysis/critical-path.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { chartTrees } from './chart-trees.ts'
import { type PathFrame, pathLines } from './critical-path-lines.ts'
import { isFanOut } from './fan-out.ts'
import type { PathStep } from './placed-steps.ts'
import { DEFAULT_ROWS_VIEW, OPEN_ALL, rowsOf, visibleRowOf } from './rows.ts'
import { timeScale } from './time-scale.ts'

const WIDTH_PX = 200
const HEIGHT_PX = 300

/** Every step by itself, as the drawing says it: what touches is not joined. */
function linesOneByOne({ trees, rows, scale, scrollTopPx, heightPx }: PathFrame, steps: readonly PathStep[]) {
  const underlines: { x0: number; x1: number; y: number }[] = []
  const connectors: { x: number; y0: number; y1: number }[] = []
  let formerY: number | undefined
  const joined: (PathStep & { row: number; isContainer: boolean })[] = []
  for (const step of steps) {
    const row = visibleRowOf(trees, rows, step.key)
    if (row < 0) continue
    const span = trees.span(step.key)
    const isContainer =
      span !== undefined && (span.kind === 'stateVisit' ? isFanOut(span) : span.kind !== 'taskAttempt')
    const last = joined.at(-1)
    if (last?.row !== row) joined.push({ ...step, row, isContainer })
    else joined[joined.length - 1] = { ...last, to: step.to, isContainer: last.isContainer && isContainer }
  }
  for (const { row, from, to, isContainer } of joined) {
    const y = rows.topPx(row) - scrollTopPx + 19
    const [x0, x1] = [scale.project(from), scale.project(to)]
    if (x1 - x0 < 1 && isContainer) continue
    if (formerY !== undefined && formerY !== y && x0 >= 0 && x0 <= scale.widthPx)
      connectors.push({ x: x0, y0: Math.min(formerY, y), y1: Math.max(formerY, y) })
    formerY = y
    if (x1 >= 0 && x0 <= scale.widthPx && y > -22 && y < heightPx + 22)
      underlines.push({ x0: Math.max(0, x0), x1: Math.min(scale.widthPx, Math.max(x1, x0 + 2)), y })
  }
  return { underlines, connectors: connectors.filter(line => line.y1 > 0 && line.y0 < heightPx) }
}

/** What of the window the lines cover: tenths of a pixel along each underline, the pixels of each connector. */
function covered({ underlines, connectors }: ReturnType<typeof pathLines>): ReadonlySet<string> {
  const covered = new Set<string>()
  for (const { x0, x1, y } of underlines)
    for (let x = Math.ceil(x0 * 10); x <= x1 * 10; x++) covered.add(`under ${x} ${y}`)
  for (const { x, y0, y1 } of connectors)
    for (let y = Math.max(0, y0); y <= Math.min(HEIGHT_PX, y1); y++) covered.add(`beside ${Math.round(x)} ${y}`)
  return covered
}

describe('pathLines', () => {
  it('covers what the steps one by one would, in any window', () => {
    const window = fc.record({
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.double({ min: 0.01, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(
        randomCase(),
        window,
        fc.boolean(),
        fc.nat(200),
        ({ machine, options }, { from, length }, isOpen, scrollTopPx) => {
          const tree = createTreeBuilder().append(simulate(machine, options).events)
          const { steps, totalMs } = criticalPathOf(tree)
          const rows = rowsOf(tree, { ...DEFAULT_ROWS_VIEW, ...(isOpen ? { openDepth: OPEN_ALL } : {}) })
          const start = tree.root.startedAt + from * totalMs
          const scale = timeScale({ from: start, to: start + Math.max(1, length * totalMs) }, WIDTH_PX)
          const frame = { trees: chartTrees(tree, undefined), rows, scale, scrollTopPx, heightPx: HEIGHT_PX }
          expect(covered(pathLines(frame, steps))).toEqual(covered(linesOneByOne(frame, steps)))
        },
      ),
    )
  })

  it('draws by pixels, and looks for rows once, however many attempts a task had', () => {
    const attempts = Array.from({ length: 2000 }, (_, at) => {
      const id = 3 * at + 3
      return `${id}<${id - 1} TaskScheduled @${10 * at}  ${id + 1}<${id} TaskStarted @${10 * at + 1}  ${id + 2}<${id + 1} TaskFailed error=E @${10 * at + 5}`
    })
    const tree = createTreeBuilder().append(
      eventsOf(`1<0 ExecutionStarted @0  2<0 TaskStateEntered T @0  ${attempts.join('  ')}`),
    )
    const listed = rowsOf(tree, { ...DEFAULT_ROWS_VIEW, byHand: new Map([[4, true]]) })
    let asked = 0
    const rows = {
      ...listed,
      rowOf: (key: number) => {
        asked++
        return listed.rowOf(key)
      },
    }
    expect(rows.count).toBe(2001)
    const { steps } = criticalPathOf(tree)
    expect(steps.length).toBeGreaterThan(3900)
    const scale = timeScale({ from: 0, to: 20_000 }, WIDTH_PX)
    const frame = { trees: chartTrees(tree, undefined), rows, scale, scrollTopPx: 0, heightPx: HEIGHT_PX }
    const { underlines, connectors } = pathLines(frame, steps)
    expect(underlines.length).toBeLessThan(20)
    expect(connectors.length).toBeLessThanOrEqual(WIDTH_PX + 1)
    const before = asked
    pathLines({ ...frame, scrollTopPx: 40 }, steps)
    expect(asked).toBe(before)
  })
})
