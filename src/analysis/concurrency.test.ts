import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst } from '../model/walk.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { type ConcurrencyScope, concurrencyOf } from './concurrency.ts'
import { compareIterations } from './iteration-comparison.ts'
import { stragglersOf } from './stragglers.ts'

function treeOf(text: string): ExecutionTree {
  return createTreeBuilder().append(eventsOf(text))
}

/** A Map whose iterations run from..to, as `0..10 0..30 10..90`; event times are those given, whatever the ids' order. */
function mapOf(...runs: readonly string[]): ExecutionTree {
  const times = runs.map(run => run.split('..'))
  const started = times.map(([from], at) => `${at + 4}<3 MapIterationStarted Fan ${at} @${from}`)
  const first = runs.length + 4
  const ended = times.map(([, to], at) =>
    to === '' ? '' : `${first + at}<${at + 4} MapIterationSucceeded Fan ${at} @${to}`,
  )
  return treeOf(`1<0 ExecutionStarted @0  2<0 MapStateEntered Fan @0  3<2 MapStateStarted length=${runs.length} @0
    ${started.join('\n')}  ${ended.join('\n')}`)
}

function steps(tree: ExecutionTree, scope: ConcurrencyScope): string {
  const { at, running } = concurrencyOf(tree, scope)
  return Array.from(at, (time, index) => `${time}:${running[index]}`).join(' ')
}

describe('concurrencyOf', () => {
  it('is a step function', () => {
    expect(steps(mapOf('0..10', '0..30', '10..90'), { of: 'iterations' })).toBe('0:2 10:2 30:1 90:0')
  })

  it('tells the peak and the mean', () => {
    const { peak, peakAt, mean } = concurrencyOf(mapOf('0..10', '5..15', '20..40'), { of: 'iterations' })
    expect({ peak, peakAt, mean }).toEqual({ peak: 2, peakAt: 5, mean: 1 })
  })

  it('counts what still runs up to now', () => {
    expect(steps(mapOf('0..10', '5..'), { of: 'iterations', now: 100 })).toBe('0:1 5:2 10:1 100:0')
  })

  it('never counts below zero, ends at zero, and peaks as a naive count says', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      const tree = createTreeBuilder().append(simulate(machine, { ...options, redrives: [], maxEvents: 300 }).events)
      const spans = [...depthFirst(tree)].map(({ span }) => span).filter(span => span.kind === 'taskAttempt')
      const { at, running, peak } = concurrencyOf(tree, { of: 'tasks' })
      const end = tree.root.endedAt ?? tree.lastEventAt ?? 0
      for (const [index, time] of at.entries()) {
        const open = spans.filter(span => span.startedAt <= time && (span.endedAt ?? end) > time).length
        expect(running[index]).toBe(open)
      }
      expect(running.at(-1) ?? 0).toBe(0)
      expect(peak).toBe(Math.max(0, ...running))
    })
    fc.assert(property, { numRuns: 100 })
  })
})

describe('stragglersOf', () => {
  it('adds up the slots that stand empty once nothing is left to start', () => {
    const tree = mapOf('0..10', '0..20', '10..30', '20..100')
    expect(stragglersOf(tree, 4, { limit: 2 })).toEqual({
      ...{ limit: 2, limitIsKnown: true, tailFrom: 30, tailMs: 70, idleSlotMs: 70, keys: [14], complete: true },
    })
  })

  it('takes the most that ever ran at once for the limit, where the definition is not known', () => {
    expect(stragglersOf(mapOf('0..10', '0..20', '0..40'), 4)).toMatchObject({
      ...{ limit: 3, limitIsKnown: false, tailFrom: 10, tailMs: 30, idleSlotMs: 90 - 40 },
    })
  })

  it('knows none of a Map without iterations', () => {
    expect(stragglersOf(treeOf('1<0 ExecutionStarted  2<0 MapStateEntered Fan'), 4)).toBeUndefined()
  })
})

describe('compareIterations', () => {
  it('finds the outlier, and ranks the slowest', () => {
    const tree = mapOf('0..10', '0..11', '0..12', '0..13', '0..500')
    const { medianMs, deviationMs, slowest, outliers } = compareIterations(tree, 4)
    expect({ medianMs, deviationMs }).toEqual({ medianMs: 12, deviationMs: 1 })
    expect(slowest.map(({ index }) => index)).toEqual([4, 3, 2, 1, 0])
    expect(outliers.map(({ index }) => index)).toEqual([4])
  })

  it('calls nothing an outlier where all took the same', () => {
    expect(compareIterations(mapOf('0..10', '0..10', '0..12'), 4).outliers).toEqual([])
  })

  it('leaves out what still runs', () => {
    expect(compareIterations(mapOf('0..10', '0..'), 4, 99).count).toBe(1)
  })
})
