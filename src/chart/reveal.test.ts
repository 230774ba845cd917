import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { largeHistory } from '../simulator/large-history.ts'
import { chartTrees } from '../timeline/chart-trees.ts'
import { DEFAULT_ROWS_VIEW, rowsOf } from '../timeline/rows.ts'
import { revealed } from './reveal.ts'

const tree = createTreeBuilder().append(largeHistory({ events: 6000 }).events)
const trees = chartTrees(tree, undefined)

describe('revealing a span', () => {
  it('opens and lists what every event of a nested fan-out needs', () => {
    for (let id = 2; id <= tree.lastEventId; id += 97) {
      const span = tree.spanOfEvent(id)
      if (span === undefined || span.kind === 'execution') continue
      const key = span.kind === 'taskAttempt' ? (span.parentKey ?? span.key) : span.key
      const rows = rowsOf(tree, { ...revealed(trees, DEFAULT_ROWS_VIEW, span.key), only: undefined })
      expect(rows.rowOf(key), `event ${id}`).toBeGreaterThanOrEqual(0)
    }
  })

  it('changes nothing for what has a row already', () => {
    const first = tree.root.children[0] ?? 0
    expect(revealed(trees, DEFAULT_ROWS_VIEW, first)).toBe(DEFAULT_ROWS_VIEW)
  })

  it('lists one more where a container is cut, and leaves its way of listing as it was chosen', () => {
    const fan = tree.root.children.map(key => tree.span(key)).find(span => (span?.children.length ?? 0) > 20)
    const cut = { sort: 'index', show: 'all', limit: 12, lanes: false } as const
    const [key, last] = [fan?.key ?? -1, fan?.children.at(-1) ?? -1]
    const view = { ...DEFAULT_ROWS_VIEW, byHand: new Map([[key, true]]), fanOut: new Map([[key, cut]]) }
    const open = revealed(trees, view, last)
    expect(open.fanOut).toBe(view.fanOut)
    const [before, after] = [rowsOf(tree, view), rowsOf(tree, open)]
    expect([before.rowOf(last), after.rowOf(last) > 0]).toEqual([-1, true])
    expect(after.count).toBe(before.count + 1)
  })

  it('gives an iteration rows above its lanes for what lies inside it', () => {
    const fan = tree.root.children.map(key => tree.span(key)).find(span => (span?.children.length ?? 0) > 12)
    const iteration = tree.span(fan?.children[3] ?? -1)
    const inner = iteration?.children[0] ?? -1
    const lanes = { sort: 'index' as const, show: 'all' as const, limit: 25, lanes: true }
    const view = {
      ...DEFAULT_ROWS_VIEW,
      byHand: new Map([[fan?.key ?? 0, true]]),
      fanOut: new Map([[fan?.key ?? 0, lanes]]),
    }
    const open = { ...revealed(trees, view, inner), only: undefined }
    const rows = rowsOf(tree, open)
    expect(rows.rowOf(inner)).toBeGreaterThan(0)
    expect(open.fanOut).toBe(view.fanOut)
    expect(revealed(trees, view, iteration?.key ?? -1)).toBe(view)
  })
})
