import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { spanId } from '../model/keys.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { endOf } from './completeness.ts'
import { criticalPathOf, stepOf } from './critical-path.ts'
import { visitsByState } from './state-walk.ts'
import { withoutState } from './without-state.ts'

function treeOf(text: string): ExecutionTree {
  return createTreeBuilder().append(eventsOf(text))
}

function steps(tree: ExecutionTree): string {
  return criticalPathOf(tree)
    .steps.map(({ key, from, to }) => `${spanId(tree.span(key) ?? tree.root)} ${from}..${to}`)
    .join(', ')
}

/** A takes 20, B 50: everyone waits for B. */
const PARALLEL = `
  1<0 ExecutionStarted @0  2<0 ParallelStateEntered Both @0  3<2 ParallelStateStarted @2
  4<3 TaskStateEntered A @2  5<4 TaskScheduled @2  6<3 TaskStateEntered B @3  7<6 TaskScheduled @4
  8<5 TaskSucceeded @20  9<8 TaskStateExited A @22  10<7 TaskSucceeded @52  11<10 TaskStateExited B @53
  12<11 ParallelStateSucceeded @55  13<11 ParallelStateExited Both @55  14<13 ExecutionSucceeded @60`

/** Two slots: #0 takes 10, #1 takes 30; #2 takes the slot of #0 and 100. */
const MAP = `
  1<0 ExecutionStarted @0  2<0 MapStateEntered Fan @0  3<2 MapStateStarted length=3 @0
  4<3 MapIterationStarted Fan 0 @0   5<4 WaitStateEntered W @0    6<3 MapIterationStarted Fan 1 @0  7<6 WaitStateEntered W @0
  8<5 WaitStateExited W @10  9<8 MapIterationSucceeded Fan 0 @10  10<8 MapIterationStarted Fan 2 @12
  11<10 WaitStateEntered W @12  12<7 WaitStateExited W @30  13<12 MapIterationSucceeded Fan 1 @30
  14<11 WaitStateExited W @112  15<14 MapIterationSucceeded Fan 2 @112
  16<15 MapStateSucceeded @113  17<15 MapStateExited Fan @113  18<17 ExecutionSucceeded @114`

describe('criticalPathOf', () => {
  it('follows the branch that finished last', () => {
    expect(steps(treeOf(PARALLEL))).toBe('s2 0..3, s6 3..4, a7 4..52, s6 52..53, s2 53..55, x1 55..60')
  })

  it('follows the slots of a Map back to its start', () => {
    expect(steps(treeOf(MAP))).toBe('s5 0..10, s2 10..12, s11 12..112, s2 112..113, x1 113..114')
  })

  it('lies on a state between its attempts', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0  2<0 TaskStateEntered T @1  3<2 TaskScheduled @2  4<3 TaskFailed @5
      5<4 TaskScheduled @25  6<5 TaskSucceeded @30  7<6 TaskStateExited T @31  8<7 ExecutionSucceeded @31`)
    expect(steps(tree)).toBe('x1 0..1, s2 1..2, a3 2..5, s2 5..25, a5 25..30, s2 30..31')
  })

  it('follows what has run longest while the execution runs', () => {
    const tree = createTreeBuilder().append(eventsOf(PARALLEL).slice(0, 9))
    expect(criticalPathOf(tree, 1000).steps.at(-1)).toEqual({ key: 14, from: 4, to: 1000 })
  })

  it('tells the share of each state', () => {
    const { shares, totalMs } = criticalPathOf(treeOf(MAP))
    expect(totalMs).toBe(114)
    expect(shares.map(({ path, ms }) => `${path} ${ms}`)).toEqual(['Fan › W 110', 'Fan 3', ' 1'])
  })

  it('finds the first step inside a container', () => {
    const tree = treeOf(PARALLEL)
    const path = criticalPathOf(tree)
    expect(stepOf(tree, path.steps, 12)).toBe(1)
    expect(stepOf(tree, path.steps, 8)).toBe(-1)
  })

  it('is connected and as long as the run, in any history', () => {
    const property = fc.property(randomCase(), fc.nat(400), ({ machine, options }, cut) => {
      const events = simulate(machine, options).events
      const tree = createTreeBuilder().append(events.slice(0, events.length - (cut < 200 ? 0 : cut - 200)))
      if (tree.eventCount === 0) return
      const path = criticalPathOf(tree)
      let at = tree.root.startedAt
      for (const { from, to } of path.steps) {
        expect(from).toBe(at)
        expect(to).toBeGreaterThan(from)
        at = to
      }
      expect(at).toBe(endOf(tree))
      expect(path.shares.reduce((sum, { ms }) => sum + ms, 0)).toBeCloseTo(path.totalMs, 6)
      for (const { key, from, to } of path.steps) {
        const span = tree.span(key)
        expect(from).toBeGreaterThanOrEqual(span?.startedAt ?? Number.NaN)
        expect(to).toBeLessThanOrEqual(span?.endedAt ?? endOf(tree))
      }
    })
    fc.assert(property, { numRuns: 300 })
  })
})

describe('withoutState', () => {
  it('gains nothing from a branch that nobody waited for', () => {
    expect(withoutState(treeOf(PARALLEL), 'Both › A').savedMs).toBe(0)
  })

  it('gains what the next slowest branch leaves', () => {
    expect(withoutState(treeOf(PARALLEL), 'Both › B').savedMs).toBe(53 - 22)
    expect(withoutState(treeOf(PARALLEL), 'Both').savedMs).toBe(55)
  })

  it('lets later iterations of a Map begin earlier', () => {
    expect(withoutState(treeOf(MAP), 'Fan › W')).toEqual({ savedMs: 110, runMs: 114, complete: true })
  })

  it('knows states by their whole path', () => {
    expect(withoutState(treeOf(MAP), 'W').savedMs).toBe(0)
  })

  it('leaves out idle time before a redrive', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0  2<0 TaskStateEntered Job @0  3<2 TaskScheduled @0  4<3 TaskFailed @5
      5<4 ExecutionFailed @6   6<5 ExecutionRedriven @900   7<2 TaskScheduled @900  8<7 TaskSucceeded @910
      9<8 TaskStateExited Job @910  10<9 ExecutionSucceeded @912`)
    expect(steps(tree)).toBe('a3 0..5, s2 5..6, x1 6..900, a7 900..910, x1 910..912')
    expect(withoutState(tree, 'Job')).toMatchObject({ savedMs: 16, runMs: 912 })
  })

  it('saves no more than the run, and nothing by a state off the critical path', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      const tree = createTreeBuilder().append(simulate(machine, { ...options, maxEvents: 400 }).events)
      const onPath = new Set(criticalPathOf(tree).shares.map(({ path }) => path))
      const isOnPath = (path: string) => [...onPath].some(one => one === path || one.startsWith(`${path} › `))
      for (const path of new Set(Array.from(visitsByState(tree), ({ node }) => node.path))) {
        const { savedMs, runMs } = withoutState(tree, path)
        expect(savedMs).toBeGreaterThanOrEqual(0)
        expect(savedMs).toBeLessThanOrEqual(runMs)
        if (!isOnPath(path)) expect(savedMs).toBe(0)
      }
    })
    fc.assert(property, { numRuns: 150 })
  })
})
