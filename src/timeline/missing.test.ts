import { describe, expect, it } from 'vitest'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { eventBounds } from './event-bounds.ts'
import { missingRanges } from './missing.ts'

function treeOf(text: string, { final }: { final: boolean }): ExecutionTree {
  const builder = createTreeBuilder()
  const tree = builder.append(eventsOf(text))
  return final ? builder.seal() : tree
}

const TAIL = '4<3 TaskStateEntered Charge @1000  5<4 TaskScheduled @1000  9<8 ExecutionFailed @2000'

function told(tree: ExecutionTree) {
  return missingRanges(tree, { startedAt: tree.root.startedAt, endsAt: 2000, totalEvents: 9 })
}

describe('what is missing in time', () => {
  it('of a file never arrives; what lies before its first event is shown beside it, of unknown length', () => {
    expect(told(treeOf(TAIL, { final: true }))).toEqual([
      { from: 980, to: 1000, count: 3, arriving: false },
      { from: 1000, to: 2000, count: 3, arriving: false },
    ])
  })

  it('of an execution that is still loading is on its way', () => {
    expect(told(treeOf(TAIL, { final: false })).map(({ arriving }) => arriving)).toEqual([true, true])
  })
})

it('the time of a file reaches over every event, also outside of its execution', () => {
  const outside = `
    1<0 ExecutionStarted @1000  2<0 PassStateEntered A @950  3<2 PassStateExited A @850
    4<3 PassStateEntered B @1200  5<4 PassStateExited B @1300  6<5 ExecutionSucceeded @1100`
  expect(eventBounds(treeOf(outside, { final: true }))).toEqual({ from: 850, to: 1300 })
  expect(eventBounds(treeOf(outside, { final: false }))).toEqual({ from: 1000, to: 1100 })
})
