import fc from 'fast-check'
import { expect, it } from 'vitest'
import { grownForest } from '../../e2e/grown-forest.ts'
import { type GlobalKey, rootKeyOf } from '../forest/keys.ts'
import { depthFirst } from '../model/walk.ts'
import { randomForest } from '../simulator/forest/random-forest.ts'
import { simulateForest } from '../simulator/forest/simulate-forest.ts'
import { type ChartTrees, chartTrees } from '../timeline/chart-trees.ts'
import type { RowsView } from '../timeline/chart-types.ts'
import { isFilteredOut } from '../timeline/kept-rows.ts'
import { DEFAULT_ROWS_VIEW, rowsOf } from '../timeline/rows.ts'
import { keptInSight, rowFor } from './reveal.ts'

/** A forest of which some members are read and the others listed. */
function treesOf(seed: number, read: number): ChartTrees | undefined {
  const { machine, options } = randomForest(seed)
  const simulated = simulateForest(machine, options)
  if (simulated.executions.size > 40) return undefined
  let left = read
  const forest = grownForest(simulated, ([next]) => (left-- > 0 ? next : undefined))
  const main = forest.member(0)?.tree
  return main && chartTrees(main, forest)
}

/** All that can be selected: spans of what is read, and each execution below as a whole. */
function keysOf(trees: ChartTrees): readonly GlobalKey[] {
  return Array.from({ length: trees.forest?.memberCount ?? 0 }, (_, id) => {
    const tree = trees.ofMember(id)
    const spans = tree === undefined ? [] : [...depthFirst(tree)].map(({ span }) => span.key)
    const below = id === 0 ? [] : [rootKeyOf(id)]
    return [...new Set([...spans, ...below])].filter(key => key !== rootKeyOf(0))
  }).flat()
}

function hasRow(trees: ChartTrees, view: RowsView, key: GlobalKey): boolean {
  return rowFor(trees, rowsOf(trees.main, view, trees.forest), key) >= 0
}

const anyCase = fc.record({
  ...{ seed: fc.nat(5_000), read: fc.nat(8), selected: fc.nat(), found: fc.array(fc.nat(), { maxLength: 4 }) },
  ...{ opened: fc.array(fc.nat(), { maxLength: 3 }), lanes: fc.boolean() },
})

it('gives a selection a row, whatever is filtered and open, unless the filter hides it', () => {
  fc.assert(
    fc.property(anyCase, ({ seed, read, selected, found, opened, lanes }) => {
      const trees = treesOf(seed, read)
      const keys = trees === undefined ? [] : keysOf(trees)
      const pick = (at: number) => keys[at % keys.length] ?? -1
      if (trees === undefined || keys.length === 0) return
      const key = pick(selected)
      const byHand = new Map(opened.map(at => [pick(at), true]))
      const fill = lanes ? { opens: new Set<number>(), lanePx: 20, listed: 12 } : undefined
      const open: RowsView = { ...DEFAULT_ROWS_VIEW, byHand, fill }
      const view: RowsView = { ...open, only: new Set(found.map(pick)) }
      const filtered = isFilteredOut(trees, view, key)
      const kept = keptInSight(trees, view, key)
      expect(hasRow(trees, kept, key)).toBe(!filtered)
      if (filtered || hasRow(trees, view, key)) expect(kept).toBe(view)
      // The filter gone, what it had opened is open no more: the selection is.
      expect(hasRow(trees, keptInSight(trees, open, key), key)).toBe(true)
    }),
    { numRuns: 150 },
  )
})

it('opens the way to all that a filter finds, through whichever attempt it was started, but for what a list cuts', () => {
  fc.assert(
    fc.property(anyCase, ({ seed, read, found }) => {
      const trees = treesOf(seed, read)
      const keys = trees === undefined ? [] : keysOf(trees)
      if (trees === undefined || keys.length === 0) return
      const only = new Set(found.map(at => keys[at % keys.length] ?? -1))
      const rows = rowsOf(trees.main, { ...DEFAULT_ROWS_VIEW, only }, trees.forest)
      const kinds = Array.from({ length: rows.count }, (_, row) => rows.kindAt(row))
      if (kinds.includes('more')) return
      for (const key of only) expect(rowFor(trees, rows, key)).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 100 },
  )
})
