import { describe, expect, it } from 'vitest'
import { eventsOf } from '../simulator/event-notation.ts'
import type { ExecutionTree } from './execution-tree.ts'
import { backoffsOf, limitsOf, phasesOf } from './phases.ts'
import type { Span } from './span.ts'
import { createTreeBuilder } from './tree-builder.ts'

function treeOf(text: string): ExecutionTree {
  return createTreeBuilder().append(eventsOf(text))
}

function phases(tree: ExecutionTree, id: string): string {
  const span = tree.spanById(id)
  if (span?.kind !== 'taskAttempt' && span?.kind !== 'stateVisit') throw new Error(`${id} has no phases`)
  return phasesOf(tree, span)
    .map(({ kind, from, to }) => `${kind} ${from}..${to ?? ''}`)
    .join(', ')
}

function visit(tree: ExecutionTree, id: string): Extract<Span, { kind: 'stateVisit' }> {
  const span = tree.spanById(id)
  if (span?.kind !== 'stateVisit') throw new Error(`${id} is no visit`)
  return span
}

const retried = `
  1<0 ExecutionStarted @0    2<0 TaskStateEntered Charge @10
  3<2 TaskScheduled resource=invoke timeoutInSeconds=60 @11   4<3 TaskStarted @20   5<4 TaskFailed @50
  6<5 TaskScheduled resource=invoke @90   7<6 TaskStarted @95   8<7 TaskSucceeded @120   9<8 TaskStateExited Charge @121`

describe('phasesOf', () => {
  it('splits an attempt into queued and running', () => {
    expect(phases(treeOf(retried), 'a3')).toBe('queued 11..20, running 20..50')
  })

  it('tells waiting for a callback from running', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0   2<0 TaskStateEntered Approve @1
      3<2 TaskScheduled resource=sendMessage.waitForTaskToken @2  4<3 TaskStarted @3  5<4 TaskSubmitted @7`)
    expect(phases(tree, 'a3')).toBe('queued 2..3, running 3..7, waiting 7..')
  })

  it('leaves a .sync task running after it was submitted', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0   2<0 TaskStateEntered Job @1
      3<2 TaskScheduled resource=runTask.sync @2  4<3 TaskStarted @3  5<4 TaskSubmitted @7  6<5 TaskSucceeded @40`)
    expect(phases(tree, 'a3')).toBe('queued 2..3, running 3..40')
  })

  it('keeps an attempt that never started queued to its end', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0  2<0 TaskStateEntered Job @1  3<2 ActivityScheduled @2  4<3 ActivityTimedOut @9`)
    expect(phases(tree, 'a3')).toBe('queued 2..9')
  })

  it('calls a Wait state waiting', () => {
    expect(
      phases(treeOf('1<0 ExecutionStarted  2<0 WaitStateEntered Pause @5  3<2 WaitStateExited Pause @9'), 's2'),
    ).toBe('waiting 5..9')
  })
})

describe('backoffsOf', () => {
  it('is the time from a failure to the next Scheduled', () => {
    const tree = treeOf(retried)
    expect(backoffsOf(tree, visit(tree, 's2'))).toEqual([
      { kind: 'backoff', from: 50, to: 90, startEventId: 5, endEventId: 6 },
    ])
  })

  it('is idle time where a redrive lies between', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0  2<0 TaskStateEntered Job @1  3<2 TaskScheduled @2  4<3 TaskFailed @5
      5<4 ExecutionFailed @6   6<5 ExecutionRedriven @900   7<2 TaskScheduled @901`)
    expect(backoffsOf(tree, visit(tree, 's2'))).toEqual([
      { kind: 'idle', from: 5, to: 901, startEventId: 4, endEventId: 7 },
    ])
  })

  it('is the time between two rounds of a Map', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0  2<0 MapStateEntered Fan @1  3<2 MapStateStarted @2  4<3 MapIterationStarted Fan 0 @3
      5<4 FailStateEntered Oops @4  6<5 MapIterationFailed Fan 0 @5  7<5 MapStateStarted @60`)
    expect(backoffsOf(tree, visit(tree, 's2'))).toEqual([
      { kind: 'backoff', from: 4, to: 60, startEventId: 5, endEventId: 7 },
    ])
  })
})

it('limitsOf reads the Scheduled event', () => {
  const tree = treeOf(retried)
  const attempt = tree.spanById('a3')
  if (attempt?.kind !== 'taskAttempt') throw new Error('no attempt')
  expect(limitsOf(tree, attempt)).toEqual({ timeout: 60_000, heartbeat: undefined })
})
