import { describe, expect, it } from 'vitest'
import { spanIn, troubleTree } from '../../e2e/trouble.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { fanOutCounts } from './fan-out-counts.ts'
import { compareIterations } from './iteration-comparison.ts'

describe('fanOutCounts', () => {
  it('tells items and rounds apart', () => {
    const tree = troubleTree('map-retry-rounds')
    expect(fanOutCounts(tree, spanIn(tree, 's2'))).toMatchObject({ total: 4, rounds: 3, failed: 1, running: 0 })
  })

  it('counts what has begun where there is one round', () => {
    const tree = createTreeBuilder().append(
      eventsOf(`
        1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted length=9
        4<3 MapIterationStarted Fan 0  5<3 MapIterationStarted Fan 1  6<4 FailStateEntered No  7<6 MapIterationFailed Fan 0`),
    )
    const counts = { total: 2, rounds: 1, failed: 1, running: 1, aborted: 0, begun: 2, items: 9 }
    expect(fanOutCounts(tree, spanIn(tree, 's2'))).toEqual(counts)
  })
})

describe('compareIterations', () => {
  it('finds no outlier among iterations that all took the same but for some ms', () => {
    const tree = troubleTree('map-retry-rounds')
    expect(compareIterations(tree, spanIn(tree, 's2').key).outliers).toEqual([])
  })

  it('finds one that took far longer', () => {
    const iteration = (index: number, ms: number) => `
      ${index * 2 + 4}<3 MapIterationStarted Fan ${index} @0  ${index * 2 + 5}<${index * 2 + 4} MapIterationSucceeded Fan ${index} @${ms}`
    const tree = createTreeBuilder().append(
      eventsOf(`
        1<0 ExecutionStarted @0  2<0 MapStateEntered Fan @0  3<2 MapStateStarted length=5 @0
        ${[100, 101, 100, 102, 900].map((ms, index) => iteration(index, ms)).join('')}`),
    )
    expect(compareIterations(tree, spanIn(tree, 's2').key).outliers.map(({ index }) => index)).toEqual([4])
  })
})
