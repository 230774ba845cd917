import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forestOf } from '../forest/grow.ts'
import { rootKeyOf } from '../forest/keys.ts'
import { parseHistory } from '../history/parse-history.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst } from '../model/walk.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { type ChartTrees, chartTrees } from './chart-trees.ts'
import type { RowsView } from './chart-types.ts'
import { hitTest } from './hit-test.ts'
import { DEFAULT_ROWS_VIEW, OPEN_ALL, rowsOf, visibleRowOf } from './rows.ts'
import type { ChartRows } from './rows-draft.ts'
import { type Scene, sceneOf } from './scene.ts'
import { timeScale } from './time-scale.ts'
import { boundsOf } from './viewport.ts'

/** All that rows tell, row by row. */
function told(rows: ChartRows) {
  return Array.from({ length: rows.count }, (_, row) => [
    ...[rows.kindAt(row), rows.keyAt(row), rows.depthAt(row), rows.topPx(row), rows.rowHeightPx(row)],
    ...[rows.expandable(row), rows.expanded(row), rows.hiddenCount(row), rows.nthAt(row)],
    [...(rows.laneAt(row)?.keys ?? [])],
  ])
}

function drawn({ boxes, bands, labels, members, seams, path, marker }: Scene) {
  const columns = Object.entries(boxes).map(([name, column]) =>
    typeof column === 'number' ? [name, column] : [name, [...column.subarray(0, boxes.count)]],
  )
  return { columns, bands, labels, members, seams, path, marker }
}

function hits(scene: Scene, trees: ChartTrees | ExecutionTree) {
  return Array.from({ length: 60 }, (_, step) => hitTest(scene, (step * 197) % 800, (step * 131) % 600, trees))
}

/** What a chart of the tree shows, and what one of the forest that holds it alone does. */
function both(tree: ExecutionTree, view: RowsView) {
  const now = tree.lastEventAt ?? 0
  const scale = timeScale(boundsOf(tree.root.startedAt, now), 800)
  const forest = forestOf(tree)
  const [alone, together] = [chartTrees(tree, undefined), chartTrees(tree, forest)]
  const frame = { tree, scale, scrollTopPx: 0, heightPx: 600, now, markedEvent: 5 }
  const rows = [rowsOf(tree, view), rowsOf(tree, view, forest)] as const
  const scenes = [sceneOf({ ...frame, rows: rows[0] }), sceneOf({ ...frame, forest, rows: rows[1] })] as const
  const seen = (trees: ChartTrees, one: ChartRows) =>
    [...depthFirst(tree)].map(({ span }) => visibleRowOf(trees, one, span.key))
  return [
    { rows: told(rows[0]), ...drawn(scenes[0]), hits: hits(scenes[0], tree), seen: seen(alone, rows[0]) },
    { rows: told(rows[1]), ...drawn(scenes[1]), hits: hits(scenes[1], together), seen: seen(together, rows[1]) },
  ] as const
}

const VIEWS: readonly RowsView[] = [
  DEFAULT_ROWS_VIEW,
  { ...DEFAULT_ROWS_VIEW, openDepth: OPEN_ALL },
  { ...DEFAULT_ROWS_VIEW, openDepth: 1 },
]

/** The same with every fan-out in lanes. */
function lanesView(tree: ExecutionTree): RowsView {
  const lanes = { sort: 'start', show: 'all', limit: 5, lanes: true } as const
  return {
    ...VIEWS[1],
    ...DEFAULT_ROWS_VIEW,
    fanOut: new Map([...depthFirst(tree)].map(({ span }) => [span.key, lanes])),
  }
}

function samples(): readonly string[] {
  const index: unknown = JSON.parse(readFileSync(new URL('../../public/samples/index.json', import.meta.url), 'utf8'))
  const names = JSON.stringify(index).matchAll(/"name":"([\w-]+)"/g)
  const file = (name: string) => new URL(`../../public/samples/${name}.json`, import.meta.url)
  // Runs of a state machine are no one execution.
  return [...names].map(([, name = '']) => name).filter(name => existsSync(file(name)))
}

describe('a forest of one shows what its tree alone does', () => {
  it.each(samples())('in the sample %s', name => {
    const text = readFileSync(new URL(`../../public/samples/${name}.json`, import.meta.url), 'utf8')
    const tree = createTreeBuilder().append(parseHistory(text).executions[0]?.events ?? [])
    for (const view of [...VIEWS, lanesView(tree)]) {
      const [alone, together] = both(tree, view)
      expect(together).toEqual(alone)
      expect(alone.rows.length).toBeGreaterThan(0)
    }
  })

  it('in any execution of any machine', () => {
    fc.assert(
      fc.property(randomCase(), fc.nat(3), ({ machine, options }, choice) => {
        const tree = createTreeBuilder().append(simulate(machine, options).events)
        const [alone, together] = both(tree, VIEWS[choice] ?? lanesView(tree))
        expect(together).toEqual(alone)
      }),
      { numRuns: 150 },
    )
  })

  it('and leads to the same places', () => {
    fc.assert(
      fc.property(randomCase(), ({ machine, options }) => {
        const tree = createTreeBuilder().append(simulate(machine, options).events)
        const forest = forestOf(tree)
        for (const { span } of depthFirst(tree)) {
          const place = forest.locate(span.key)
          expect(place?.path).toHaveLength(1)
          const named = place?.span === undefined ? rootKeyOf(0) : tree.spanById(place.span)?.key
          expect(named).toBe(span.key)
        }
      }),
      { numRuns: 50 },
    )
  })
})
