import { describe, expect, it } from 'vitest'
import { spanIn, troubleTree } from '../../e2e/trouble.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { chartTrees } from '../timeline/chart-trees.ts'
import { badgesOf, rowLabel, summaryText } from './row-text.ts'

const contextOf = (tree: ExecutionTree) => ({
  ...{ tree, now: tree.lastEventAt ?? 0, startedAt: tree.root.startedAt, timeMode: 'utc' as const },
  ...{ trees: chartTrees(tree, undefined), definition: undefined, graftTroubles: undefined, queryWords: [] },
})

describe('a row says', () => {
  it('what ended a caught Fail state and the iteration it lies in', () => {
    const tree = troubleTree('map-fail-catch0')
    const fail = spanIn(tree, 's20')
    expect(summaryText(fail, contextOf(tree))).toBe('Item.Bad')
    expect(summaryText(tree.span(fail.parentKey ?? 0) ?? tree.root, contextOf(tree))).toBe('Item.Bad')
    expect(rowLabel(fail, contextOf(tree))).toContain('Item.Bad')
  })

  it('items and rounds of a Map that was retried', () => {
    const tree = troubleTree('map-retry-rounds')
    expect(badgesOf(spanIn(tree, 's2'), tree)).toEqual([
      { text: '4 · 3 rounds · 1 failed', outcome: 'failed', meaning: '4 items in 3 rounds, 1 failed in the last' },
    ])
  })

  it('that what was stopped was aborted, whatever was retried in it', () => {
    const tree = troubleTree('aborted-after-caught')
    expect(summaryText(spanIn(tree, 'i4'), contextOf(tree))).toBe('aborted')
  })
})
