import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { eventLimitOf, eventsLeft, eventsUsed } from './budget.ts'
import { costOf, transitionsOf } from './transitions.ts'

function treeOf(text: string): ExecutionTree {
  return createTreeBuilder().append(eventsOf(text))
}

/** A Map of one item, run twice; its task is retried in the second round. */
const RETRIED = `
  1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted  4<3 MapIterationStarted Fan 0
  5<4 TaskStateEntered T  6<5 TaskScheduled  7<6 TaskFailed  8<7 MapIterationFailed Fan 0
  9<7 MapStateStarted  10<9 MapIterationStarted Fan 0  11<10 TaskStateEntered T
  12<11 TaskScheduled  13<12 TaskFailed  14<13 TaskScheduled  15<14 TaskSucceeded  16<15 TaskStateExited T`

describe('transitionsOf', () => {
  it('counts states entered and retries, of tasks and of Maps', () => {
    expect(transitionsOf(treeOf(RETRIED))).toEqual({
      ...{ entered: 3, retries: 2, total: 5, complete: true },
      byState: [
        { path: 'Fan › T', entered: 2, retries: 1 },
        { path: 'Fan', entered: 1, retries: 1 },
      ],
    })
  })

  it('costs by the thousand', () => {
    const transitions = transitionsOf(treeOf(RETRIED))
    expect(costOf(transitions)).toEqual({ total: 0.000125, retries: 0.00005 })
    expect(costOf(transitions, 30)).toEqual({ total: 0.15, retries: 0.06 })
  })
})

describe('eventsUsed', () => {
  it('tells what uses the events', () => {
    const used = eventsUsed(treeOf(RETRIED))
    expect([used.used, eventsLeft(used).left]).toEqual([16, 24_984])
    expect(used.byState.map(({ path, events }) => `${path} ${events}`)).toEqual(['Fan › T 9', 'Fan 6', ' 1'])
  })

  it('tells when a running execution would have none left', () => {
    const events = Array.from({ length: 101 }, (_, at) => ({
      ...{ id: at + 1, previousEventId: at, timestamp: at * 10, details: undefined },
      type: at === 0 ? 'ExecutionStarted' : 'PassStateEntered',
    }))
    const used = eventsUsed(createTreeBuilder().append(events), 1000)
    expect(used.pace?.perMs).toBeCloseTo(0.1)
    expect(eventsLeft(used).runsOutAt).toBeCloseTo(1000 + (25_000 - 101) * 10)
  })

  it('runs out of nothing once the execution has ended', () => {
    const tree = treeOf('1<0 ExecutionStarted  2<0 PassStateEntered P  3<2 PassStateExited P  4<3 ExecutionSucceeded')
    const used = eventsUsed(tree, 99)
    expect([used.pace, eventsLeft(used).runsOutAt]).toEqual([undefined, undefined])
  })

  it('knows no limit of Express executions', () => {
    const file = { kind: 'file', hash: '', fileName: 'log.json' } as const
    const arn = 'arn:aws:states:eu-west-1:123456789012:express:Quick:order-7:id'
    expect(eventLimitOf({ ref: { ...file, executionArn: arn }, summary: undefined })).toBeUndefined()
    expect(eventLimitOf({ ref: file, summary: undefined })).toBe(25_000)
  })

  it('gives every event to one state, and every state entered one transition', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      const { events } = simulate(machine, options)
      const tree = createTreeBuilder().append(events)
      const total = eventsUsed(tree).byState.reduce((sum, state) => sum + state.events, 0)
      expect(total).toBe(events.length)
      expect(transitionsOf(tree).entered).toBe(events.filter(event => event.type.endsWith('StateEntered')).length)
    })
    fc.assert(property, { numRuns: 100 })
  })
})
