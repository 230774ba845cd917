import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { largeHistory } from '../simulator/large-history.ts'
import { chartTrees } from '../timeline/chart-trees.ts'
import type { RowsView } from '../timeline/chart-types.ts'
import { DEFAULT_ROWS_VIEW, rowsOf } from '../timeline/rows.ts'
import { NOTHING_WALKED, takenOver, walkedTo } from './walk.ts'

const tree = createTreeBuilder().append(largeHistory({ events: 6000 }).events)
const trees = chartTrees(tree, undefined)
const fan = tree.root.children.map(key => tree.span(key)).find(span => (span?.children.length ?? 0) > 30)
const [first = -1, second = -1] = [fan?.children[3], fan?.children[20]]
const inside = (iteration: number) => tree.span(iteration)?.children[0] ?? -1
const namesOf = (view: RowsView) => {
  const rows = rowsOf(tree, view)
  return Array.from({ length: rows.count }, (_, row) => `${rows.kindAt(row)} ${rows.keyAt(row)}`)
}
const start = { view: DEFAULT_ROWS_VIEW, walked: NOTHING_WALKED }

describe('walking from one failure to the next', () => {
  it('leaves open what the last step opened, and nothing of the steps before', () => {
    const walked = walkedTo(trees, walkedTo(trees, start, inside(first)), inside(second))
    expect(namesOf(walked.view)).toEqual(namesOf(walkedTo(trees, start, inside(second)).view))
    expect(rowsOf(tree, walked.view).rowOf(inside(first))).toBe(-1)
    expect(rowsOf(tree, walked.view).rowOf(inside(second))).toBeGreaterThan(0)
  })

  it('comes back to what was open before the first step', () => {
    const walked = walkedTo(trees, walkedTo(trees, start, inside(first)), tree.root.children[0] ?? -1)
    expect(namesOf(walked.view)).toEqual(namesOf(DEFAULT_ROWS_VIEW))
  })

  it('keeps what a hand opened, and what it took over', () => {
    const byHand = new Map([[fan?.key ?? -1, true]])
    const open = { ...start, view: { ...DEFAULT_ROWS_VIEW, byHand } }
    const there = walkedTo(trees, open, inside(first))
    const away = walkedTo(trees, there, tree.root.children[0] ?? -1)
    expect(away.view.byHand).toEqual(byHand)
    const kept = walkedTo(trees, { ...there, walked: takenOver(there.walked, [first]) }, tree.root.children[0] ?? -1)
    expect(kept.view.byHand).toEqual(new Map([...byHand, [first, true]]))
  })

  it('closes again what a hand had closed', () => {
    const byHand = new Map([[fan?.key ?? -1, false]])
    const there = walkedTo(trees, { ...start, view: { ...DEFAULT_ROWS_VIEW, byHand } }, inside(first))
    expect(there.view.byHand.get(fan?.key ?? -1)).toBe(true)
    expect(walkedTo(trees, there, tree.root.children[0] ?? -1).view.byHand).toEqual(byHand)
  })
})
