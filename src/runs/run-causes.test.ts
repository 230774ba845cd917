import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { causeOfRun, type FailedRun, runCauseGroups } from './run-causes.ts'
import { RunList } from './run-list.ts'
import { listed } from './testing-runs.ts'

const DAY = 86_400_000

function treeOf(drawing: string): ExecutionTree {
  return createTreeBuilder().append(eventsOf(drawing))
}

/** A run whose one task fails. */
function failing(state: string, error: string, cause: string): ExecutionTree {
  return treeOf(`1<0 ExecutionStarted 2<0 TaskStateEntered ${state} 3<2 TaskScheduled 4<3 TaskStarted
    5<4 TaskFailed error=${error} cause="${cause}" 6<5 ExecutionFailed error=${error} cause="${cause}"`)
}

function groupsOf(trees: readonly ExecutionTree[]) {
  const list = RunList.EMPTY.with(
    trees.map((_, n) => listed(`night-${n}`, n * DAY, { status: 'FAILED', stoppedAt: n * DAY + 1 })),
  )
  const failed = trees.flatMap((tree, n): FailedRun[] => {
    const cause = causeOfRun(tree)
    const position = list.positionOf(listed(`night-${n}`, 0).executionArn)
    return cause === undefined ? [] : [{ position, cause }]
  })
  return { list, groups: runCauseGroups(list, failed) }
}

describe('the causes of runs', () => {
  it('are one group where they say the same but for numbers, since the first and up to the last of them', () => {
    const { list, groups } = groupsOf([
      failing('Charge', 'TooMany', 'Rate exceeded after 17 calls'),
      failing('Render', 'Schema', 'vatRate is no number'),
      failing('Charge', 'TooMany', 'Rate exceeded after 4 calls'),
    ])
    expect(groups.map(({ error, path, firstAt, lastAt }) => [error, path, firstAt, lastAt])).toEqual([
      ['TooMany', 'Charge', 0, 2 * DAY],
      ['Schema', 'Render', DAY, DAY],
    ])
    expect(groups.map(({ runs }) => runs.map(({ position }) => list.nameAt(position)))).toEqual([
      ['night-2', 'night-0'],
      ['night-1'],
    ])
    expect(groups[0]?.runs[0]?.cause.eventId).toBe(5)
  })

  it('are what a Catch took, where a Fail state followed on it', () => {
    const tree = treeOf(`1<0 ExecutionStarted 2<0 TaskStateEntered Charge 3<2 TaskScheduled 4<3 TaskStarted
      5<4 TaskFailed error=Declined cause=no 6<5 TaskStateExited Charge 7<6 FailStateEntered GiveUp
      8<7 ExecutionFailed error=GaveUp cause=declined`)
    expect(causeOfRun(tree)).toMatchObject({ error: 'Declined', state: 'Charge' })
  })

  it('of a run that timed out as a whole lie in no state; of one that succeeded there are none', () => {
    const begun = '1<0 ExecutionStarted 2<0 TaskStateEntered Charge 3<2 TaskScheduled 4<3 TaskStarted'
    expect(causeOfRun(treeOf(`${begun} 5<4 ExecutionTimedOut`))).toMatchObject({ error: 'States.Timeout' })
    expect(causeOfRun(treeOf('1<0 ExecutionStarted 2<1 ExecutionSucceeded'))).toBeUndefined()
  })

  it('stand in one group each, whatever order they were read in', () => {
    const kinds = fc.constantFrom(['A', 'E', 'x'], ['B', 'E', 'x'], ['A', 'F', 'x'], ['A', 'E', 'other words here'])
    fc.assert(
      fc.property(fc.array(kinds, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (drawn, keys) => {
        const { list, groups } = groupsOf(
          drawn.map(([state = '', error = '', cause = '']) => failing(state, error, cause)),
        )
        const all = groups.flatMap(({ runs }) => runs)
        expect(all.map(({ position }) => position).toSorted((a, b) => a - b)).toEqual(drawn.map((_, n) => n))
        expect(groups.length).toBe(new Set(drawn.map(String)).size)
        const shuffled = all
          .map(run => ({ run, key: keys.next().value }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ run }) => run)
        expect(runCauseGroups(list, shuffled)).toEqual(groups)
      }),
    )
  })
})
