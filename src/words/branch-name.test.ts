import { describe, expect, it } from 'vitest'
import { spanIn, troubleTree } from '../../e2e/trouble.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { upwards } from '../model/walk.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { branchNameOf } from './branch-name.ts'
import { placeOf } from './places.ts'

const DRAWING = `
  1<0 ExecutionStarted  2<0 ParallelStateEntered Both  3<2 ParallelStateStarted
  4<3 TaskStateEntered Call  5<4 TaskScheduled  6<5 TaskFailed error=X  7<3 PassStateEntered Note`

describe('branchNameOf', () => {
  it('is the same in every iteration, whichever branch started first', () => {
    const tree = troubleTree('parallel-map')
    const named = ['b27', 'b29', 'b33', 'b38', 'b45', 'b48', 'b47', 'b49'].map(id => spanIn(tree, id))
    expect(named.map(branch => (branch.kind === 'parallelBranch' ? branchNameOf(tree, branch) : ''))).toEqual([
      'X',
      'Y',
      'X',
      'Y',
      'X',
      'Y',
      'Y',
      'X',
    ])
  })

  it('is what a place says', () => {
    const tree = createTreeBuilder().append(eventsOf(DRAWING))
    expect(placeOf(tree, spanIn(tree, 'a5')).text).toBe('Both branch Call › Call')
  })

  it('is a number while the first state is not loaded', () => {
    const tree = createTreeBuilder().append(eventsOf(DRAWING).filter(({ id }) => id !== 4))
    const branches = [tree.spanOfEvent(6), tree.spanOfEvent(7)]
      .flatMap(span => (span === undefined ? [] : [...upwards(tree, span)]))
      .filter(span => span.kind === 'parallelBranch')
    expect(branches.map(branch => branchNameOf(tree, branch))).toContain('Note')
    expect(branches.map(branch => branchNameOf(tree, branch))).not.toContain('Call')
  })
})
