import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { HISTOGRAM_BOUNDS_MS, quantile } from './duration-summary.ts'
import { type StateStatistics, stateStatistics } from './state-statistics.ts'

function treeOf(text: string): ExecutionTree {
  return createTreeBuilder().append(eventsOf(text))
}

function statistics(tree: ExecutionTree, path: string): StateStatistics {
  const state = stateStatistics(tree).states.find(one => one.path === path)
  if (state === undefined) throw new Error(`no state ${path}`)
  return state
}

const MAP = `
  1<0 ExecutionStarted @0  2<0 MapStateEntered Fan @0  3<2 MapStateStarted length=2 @10
  4<3 MapIterationStarted Fan 0 @10  5<4 TaskStateEntered T @10  6<5 TaskScheduled @10  7<6 TaskFailed @20  8<7 TaskScheduled @40
  9<3 MapIterationStarted Fan 1 @10  10<9 TaskStateEntered T @20  11<10 TaskScheduled @20  12<11 TaskFailed @50
  13<12 TaskStateExited T @50  14<13 MapIterationSucceeded Fan 1 @50
  15<8 TaskSucceeded @110  16<15 TaskStateExited T @110  17<16 MapIterationSucceeded Fan 0 @110
  18<17 MapStateSucceeded @120  19<17 MapStateExited Fan @120  20<19 ExecutionSucceeded @200`

describe('stateStatistics', () => {
  it('sums the visits of a state over all iterations', () => {
    expect(statistics(treeOf(MAP), 'Fan › T')).toMatchObject({
      ...{
        visits: 2,
        attempts: 3,
        retries: 1,
        caught: 1,
        failures: 0,
        aborted: 0,
        running: 0,
        depth: 1,
        stateType: 'Task',
      },
      ...{ totalMs: 130, selfMs: 130, busyMs: 100, share: 0.5, p50Ms: 30, p95Ms: 100, maxMs: 100, slowestKey: 10 },
    })
  })

  it('tells what a container did itself', () => {
    expect(statistics(treeOf(MAP), 'Fan')).toMatchObject({
      totalMs: 120,
      selfMs: 20,
      visits: 1,
      attempts: 0,
      share: 0.6,
    })
  })

  it('counts what still runs up to now, but not in the quantiles', () => {
    const tree = treeOf('1<0 ExecutionStarted @0  2<0 TaskStateEntered T @10  3<2 TaskScheduled @10')
    const [state] = stateStatistics(tree, 60).states
    expect(state).toMatchObject({ running: 1, totalMs: 50, p50Ms: undefined, share: 50 / 60 })
  })

  it('leaves out idle time before a redrive', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0  2<0 TaskStateEntered Job @0  3<2 TaskScheduled @0  4<3 TaskFailed @5
      5<4 ExecutionFailed @5   6<5 ExecutionRedriven @900   7<2 TaskScheduled @900  8<7 TaskSucceeded @910
      9<8 TaskStateExited Job @910  10<9 ExecutionSucceeded @910`)
    expect(statistics(tree, 'Job')).toMatchObject({ totalMs: 15, maxMs: 15, attempts: 2 })
  })

  it('sorts durations into buckets', () => {
    const { histogram } = statistics(treeOf(MAP), 'Fan › T')
    const bucketOf = (ms: number) => HISTOGRAM_BOUNDS_MS.findIndex(bound => ms < bound)
    expect(histogram[bucketOf(30)]).toBe(1)
    expect(histogram[bucketOf(100)]).toBe(1)
    expect(histogram.reduce((sum, count) => sum + count, 0)).toBe(2)
  })

  it('agrees with a naive count over the raw events', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      const { events } = simulate(machine, options)
      const { states } = stateStatistics(createTreeBuilder().append(events))
      const count = (pattern: RegExp) => events.filter(event => pattern.test(event.type)).length
      const sum = (value: (state: StateStatistics) => number) =>
        states.reduce((total, state) => total + value(state), 0)
      expect(sum(state => state.visits)).toBe(count(/StateEntered$/))
      expect(sum(state => state.attempts)).toBe(count(/^(Task|LambdaFunction|Activity)Scheduled$/))
      expect(sum(state => state.visits - state.running - state.failures - state.aborted)).toBe(count(/StateExited$/))
      for (const state of states) {
        const visited = events.filter(
          event => /StateEntered$/.test(event.type) && event.details?.['name'] === state.name,
        )
        expect(state.visitKeys.every(key => visited.some(event => event.id * 2 === key))).toBe(true)
        expect(state.busyMs).toBeLessThanOrEqual(state.totalMs + 1e-6)
        expect(state.selfMs).toBeLessThanOrEqual(state.totalMs)
        expect(state.histogram.reduce((total, one) => total + one, 0)).toBe(state.visits - state.running)
      }
    })
    fc.assert(property, { numRuns: 200 })
  })
})

it.each([
  [[5], 0.95, 5],
  [[1, 2, 3, 4], 0.5, 2],
  [Array.from({ length: 100 }, (_, at) => at + 1), 0.95, 95],
  [[], 0.5, undefined],
])('quantile(%j, %d) is %j', (values, q, expected) => {
  expect(quantile(values, q)).toBe(expected)
})
