import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOf } from '../analysis/completeness.ts'
import { forestOf } from '../forest/grow.ts'
import { rootKeyOf } from '../forest/keys.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { type RandomCase, randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { compareRuns } from './compare-runs.ts'
import type { Run } from './run.ts'
import { spreadOf } from './spread.ts'
import { usualOf } from './usual.ts'

function simulated({ machine, options }: RandomCase): Run {
  const { events } = simulate(machine, { ...options, maxEvents: 120 })
  return { forest: forestOf(createTreeBuilder().append(events)), member: 0 }
}

function durationOf({ forest }: Run): number {
  const tree = forest.member(0)?.tree
  return tree === undefined ? 0 : Math.round((endOf(tree) - tree.root.startedAt) * 1000) / 1000
}

function sumOf(rows: readonly { readonly deltaMs: number }[]): number {
  return rows.reduce((sum, { deltaMs }) => sum + Math.round(deltaMs * 1000), 0) / 1000
}

/** Runs of one machine: the one that is held against the others, and those. */
function ofAnySet(holds: (run: Run, others: readonly Run[]) => void, numRuns = 40): void {
  const sets = fc.tuple(randomCase(), fc.array(fc.nat(), { minLength: 1, maxLength: 7 }))
  const property = fc.property(sets, ([one, seeds]) => {
    const [run, ...others] = [one, ...seeds.map(seed => ({ ...one, options: { ...one.options, seed } }))].map(simulated)
    if (run === undefined || [run, ...others].some(({ forest }) => forest.member(0)?.tree?.eventCount === 0)) return
    holds(run, others)
  })
  fc.assert(property, { numRuns })
}

/** A run of one state that took so long, and another that only some come to. */
function took(ms: number, withMore = false): Run {
  const more = withMore ? `4<3 PassStateEntered More @${ms}  5<4 PassStateExited More @${ms + 1}` : ''
  const tree = createTreeBuilder().append(
    eventsOf(
      `1<0 ExecutionStarted @0  2<0 WaitStateEntered Hold @0  3<2 WaitStateExited Hold @${ms}  ${more}
       ${withMore ? '6<5' : '4<3'} ExecutionSucceeded @${ms + (withMore ? 1 : 0)}`,
    ),
  )
  return { forest: forestOf(tree), member: 0 }
}

describe('spreadOf', () => {
  it('takes lengths that were, in any order', () => {
    expect(spreadOf([])).toBeUndefined()
    const twenty = Array.from({ length: 20 }, (_, at) => (at * 7) % 20)
    expect(spreadOf(twenty)).toMatchObject({ p5Ms: 0, p50Ms: 9, p95Ms: 18 })
  })
})

describe('usualOf', () => {
  it('adds up to the difference from the median, whatever the runs', () => {
    ofAnySet((run, others) => {
      const usual = usualOf(others, run)
      const medianMs = spreadOf(others.map(durationOf))?.p50Ms
      expect(usual?.durations.p50Ms).toBe(medianMs)
      expect(usual?.comparison.onPath.aMs).toBe(medianMs)
      expect(usual?.comparison.onPath.bMs).toBe(durationOf(run))
      expect(sumOf(usual?.comparison.onPath.rows ?? [])).toBe(usual?.comparison.onPath.deltaMs)
      expect(sumOf(usual?.comparison.byState.rows ?? [])).toBe(usual?.comparison.byState.deltaMs)
    })
  })

  it('is the comparison with the one run where there is one', () => {
    ofAnySet((run, [other]) => {
      if (other === undefined) return
      expect(usualOf([other], run)?.comparison).toEqual(compareRuns(other, run))
    })
  })

  it('tells the same lengths in whatever order the runs are given, none of more runs than there are', () => {
    ofAnySet((run, others) => {
      const [there, back] = [usualOf(others, run), usualOf(others.toReversed(), run)]
      expect(back?.lengths).toEqual(there?.lengths)
      expect(back?.states).toEqual(there?.states)
      for (const { lengthsMs } of there?.lengths.values() ?? [])
        expect(lengthsMs.length).toBeLessThanOrEqual(others.length)
      expect(there?.lengths.get(rootKeyOf(0))?.lengthsMs).toHaveLength(others.length)
    }, 20)
  })

  it('finds everything as usual in runs that are all the same', () => {
    ofAnySet(run => {
      const usual = usualOf([run, run, run], run)
      expect(usual?.comparison.onPath.rows).toEqual([])
      for (const { p5Ms, p95Ms } of usual?.lengths.values() ?? []) expect(p95Ms).toBe(p5Ms)
    }, 20)
  })

  it('takes the shorter of two in the middle, and of equals the first', () => {
    const runs = [took(40), took(20), took(30), took(20)]
    expect(usualOf(runs, took(50))).toMatchObject({ count: 4, middle: 1, durations: { p50Ms: 20 } })
  })

  it('counts a state in the runs that came to it', () => {
    const usual = usualOf([took(10), took(12, true), took(14)], took(20, true))
    expect(usual?.states.get('Hold')?.lengthsMs).toEqual([10, 12, 14])
    expect(usual?.states.get('More')?.lengthsMs).toEqual([1])
  })

  it('is nothing of no runs', () => {
    expect(usualOf([], took(1))).toBeUndefined()
  })
})
