import { describe, expect, it } from 'vitest'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { waitingFor } from './waiting-for.ts'

function treeOf(text: string): ExecutionTree {
  return createTreeBuilder().append(eventsOf(text))
}

function open(tree: ExecutionTree, now: number): string {
  return waitingFor(tree, now)
    .open.map(({ name, doing, ageMs }) => `${name} ${doing} ${ageMs}`)
    .join(', ')
}

describe('waitingFor', () => {
  it('tells the open states, the oldest first', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0  2<0 ParallelStateEntered All @0  3<2 ParallelStateStarted @0
      4<3 WaitStateEntered Pause @5    5<3 TaskStateEntered Ask @1
      6<5 TaskScheduled resource=sendMessage.waitForTaskToken @1  7<6 TaskStarted @2  8<7 TaskSubmitted @3
      9<3 TaskStateEntered Poll @1  10<9 TaskScheduled resource=invoke @2  11<10 TaskFailed @4
      12<3 TaskStateEntered Queue @1  13<12 ActivityScheduled @6`)
    expect(open(tree, 100)).toBe('Ask callback 97, Poll backoff 96, Pause wait 95, Queue queued 94')
  })

  it('tells how long is left to the timeout and the heartbeat', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0  2<0 TaskStateEntered Job @1000
      3<2 TaskScheduled resource=invoke timeoutInSeconds=60 heartbeatInSeconds=10 @1000  4<3 TaskStarted @3000`)
    expect(waitingFor(tree, 5000).open).toMatchObject([
      { timeoutAt: 61_000, timeoutLeftMs: 56_000, heartbeatMs: 10_000, heartbeatDueAt: 13_000, attempt: 1, key: 6 },
    ])
  })

  it('waits for nothing once it has ended', () => {
    const tree = treeOf('1<0 ExecutionStarted  2<0 WaitStateEntered Pause  3<0 ExecutionAborted')
    expect(waitingFor(tree, 100)).toEqual({ open: [], maps: [], complete: true })
  })

  it('tells the rate of a Map and when it would end', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0  2<0 MapStateEntered Fan @0  3<2 MapStateStarted length=10 @0
      4<3 MapIterationStarted Fan 0 @0      5<3 MapIterationStarted Fan 1 @0
      6<4 MapIterationSucceeded Fan 0 @1000 7<4 MapIterationStarted Fan 2 @1000
      8<5 MapIterationSucceeded Fan 1 @2000 9<5 MapIterationStarted Fan 3 @2000`)
    expect(waitingFor(tree, 2000).maps).toMatchObject([
      { name: 'Fan', total: 10, succeeded: 2, running: 2, waiting: 6, failed: 0, perMinute: 60, expectedEndAt: 10_000 },
    ])
  })

  it('sees a Map that has come to a halt', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0  2<0 MapStateEntered Fan @0  3<2 MapStateStarted length=3 @0
      4<3 MapIterationStarted Fan 0 @0      5<3 MapIterationStarted Fan 1 @0  6<3 MapIterationStarted Fan 2 @0
      7<4 MapIterationSucceeded Fan 0 @1000 8<5 MapIterationSucceeded Fan 1 @2000`)
    const at = (now: number) => waitingFor(tree, now).maps[0]?.expectedEndAt ?? 0
    expect(at(2000)).toBe(3000)
    expect(at(11_000)).toBe(21_000)
  })
})
