import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { chartTrees } from './chart-trees.ts'
import { huesOf, OTHER_HUE } from './hues.ts'

const treeOf = (text: string) => createTreeBuilder().append(eventsOf(text))

const TWO = treeOf(`
  1<0 ExecutionStarted  2<0 TaskStateEntered Rare  3<2 TaskScheduled  4<3 TaskFailed error=NoCar
  5<4 TaskScheduled  6<5 TaskSucceeded  7<6 TaskStateExited Rare
  8<7 PassStateEntered Often  9<8 PassStateExited Often  10<9 PassStateEntered Often  11<10 PassStateExited Often`)

describe('the colours of bars', () => {
  it('are the same for all visits of a state and their attempts, the most frequent first', () => {
    const { names, hueOf, hasOthers } = huesOf(chartTrees(TWO, undefined), 'state')
    expect(names).toEqual(['Often', 'Rare'])
    expect([2, 3, 8, 10].map(id => hueOf(TWO.spanOfEvent(id)?.key ?? 0))).toEqual([1, 1, 0, 0])
    expect(hasOthers).toBe(false)
  })
  it('tell errors where there are any', () => {
    const { names, hueOf } = huesOf(chartTrees(TWO, undefined), 'error')
    expect(names).toEqual(['NoCar'])
    expect([3, 5, 8].map(id => hueOf(TWO.spanOfEvent(id)?.key ?? 0))).toEqual([0, OTHER_HUE, OTHER_HUE])
  })
  it('are few: what is left shares one', () => {
    const many = Array.from({ length: OTHER_HUE + 2 }, (_, nth) => {
      const id = 2 + nth * 2
      return `${id}<${nth === 0 ? 0 : id - 1} PassStateEntered S${nth}  ${id + 1}<${id} PassStateExited S${nth}`
    })
    const tree = treeOf(`1<0 ExecutionStarted ${many.join(' ')}`)
    const { names, hueOf, hasOthers } = huesOf(chartTrees(tree, undefined), 'state')
    expect(names.length).toBe(OTHER_HUE)
    expect(hasOthers).toBe(true)
    expect(hueOf(tree.spanOfEvent(2 + OTHER_HUE * 2)?.key ?? 0)).toBe(OTHER_HUE)
  })
})
