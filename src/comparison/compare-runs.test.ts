import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOf } from '../analysis/completeness.ts'
import { stateStatistics } from '../analysis/state-statistics.ts'
import { forestOf } from '../forest/grow.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst, stateNamesAround } from '../model/walk.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { type RandomCase, randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { PATH_SEPARATOR } from '../words/places.ts'
import { compareRuns, comparisonSteps } from './compare-runs.ts'
import type { Run } from './run.ts'
import { toldParts } from './time-difference.ts'

function runOf(tree: ExecutionTree): Run {
  return { forest: forestOf(tree), member: 0 }
}

function written(text: string): Run {
  return runOf(createTreeBuilder().append(eventsOf(text)))
}

function simulated({ machine, options }: RandomCase): ExecutionTree {
  return createTreeBuilder().append(simulate(machine, { ...options, maxEvents: 400 }).events)
}

/** Two runs of one machine, or of two. */
function pairs(): fc.Arbitrary<readonly [RandomCase, RandomCase]> {
  const alike = fc
    .tuple(randomCase(), fc.nat())
    .map(([one, seed]) => [one, { ...one, options: { ...one.options, seed } }] as const)
  return fc.oneof({ weight: 3, arbitrary: alike }, { weight: 1, arbitrary: fc.tuple(randomCase(), randomCase()) })
}

/** What holds of any pair whose histories have begun. */
function ofAnyPair(holds: (a: ExecutionTree, b: ExecutionTree) => void, numRuns = 150): void {
  const property = fc.property(pairs(), ([one, other]) => {
    const [a, b] = [simulated(one), simulated(other)]
    if (a.eventCount > 0 && b.eventCount > 0) holds(a, b)
  })
  fc.assert(property, { numRuns })
}

function durationOf(tree: ExecutionTree): number {
  return endOf(tree) - tree.root.startedAt
}

function sumOf(rows: readonly { readonly deltaMs: number }[]): number {
  return rows.reduce((sum, { deltaMs }) => sum + Math.round(deltaMs * 1000), 0) / 1000
}

const A = `
  1<0 ExecutionStarted input=[1] @0  2<0 ChoiceStateEntered Needs @10  3<2 ChoiceStateExited Needs @11
  4<3 PassStateEntered Auto @11  5<4 PassStateExited Auto @12
  6<5 TaskStateEntered Post @12  7<6 TaskScheduled @12  8<7 TaskStarted @20  9<8 TaskSucceeded @50
  10<9 TaskStateExited Post @50  11<10 ExecutionSucceeded @60`

/** Waits for 100 on another way, and posts twice. */
const B = `
  1<0 ExecutionStarted input=[2] @1000  2<0 ChoiceStateEntered Needs @1010  3<2 ChoiceStateExited Needs @1011
  4<3 WaitStateEntered Approval @1011  5<4 WaitStateExited Approval @1111
  6<5 TaskStateEntered Post @1111  7<6 TaskScheduled @1111  8<7 TaskStarted @1119  9<8 TaskFailed @1149
  10<6 TaskScheduled @1180  11<10 TaskStarted @1182  12<11 TaskSucceeded @1192
  13<12 TaskStateExited Post @1192  14<13 ExecutionSucceeded @1202`

describe('compareRuns', () => {
  it('tells where the extra time went, by state and what it was doing', () => {
    const { onPath } = compareRuns(written(A), written(B))
    const rows = onPath.rows.map(({ part, deltaMs, isIn }) => `${part.path} ${part.kind} ${deltaMs} ${isIn}`)
    expect(rows).toEqual([
      'Approval wait 100 b',
      'Post backoff 31 both',
      'Post running 10 both',
      'Post queued 2 both',
      'Auto overhead -1 a',
    ])
    expect([onPath.aMs, onPath.bMs, onPath.deltaMs]).toEqual([60, 202, 142])
    expect(onPath.rows[0]?.share).toBeCloseTo(100 / 142)
  })

  it('says of a state, not of what it did, that only one run came to it', () => {
    const { onPath } = compareRuns(written(B), written(A))
    expect(onPath.rows.filter(({ isIn }) => isIn !== 'both').map(({ part, isIn }) => `${part.path} ${isIn}`)).toEqual([
      'Approval a',
      'Auto b',
    ])
  })

  it('takes steps, none of which is the whole of a Map or of a payload', () => {
    const numbers = Array.from({ length: 400 }, (_, at) => at)
    const iterations = numbers.map(at => `${at + 4}<3 MapIterationStarted Fan ${at} @${at}`)
    const large = (input: string) => `1<0 ExecutionStarted input=${input} @0
      2<0 MapStateEntered Fan @0  3<2 MapStateStarted @0  ${iterations.join('  ')}`
    const steps = comparisonSteps(written(large(JSON.stringify(numbers))), written(large('[]')))
    let taken = 0
    while (steps.next().done !== true) taken++
    expect(taken).toBeGreaterThan(2 * 400)
  })

  it('tells the first Choice that went another way', () => {
    expect(compareRuns(written(A), written(B)).divergences).toEqual([
      {
        ...{ after: { a: 4, b: 4, place: 'Needs' }, by: 'choice', afterMs: 11 },
        ...{ a: { key: 8, name: 'Auto' }, b: { key: 8, name: 'Approval' } },
      },
    ])
  })

  it('leads from difference to difference, the largest first, to the visit that differs most', () => {
    const [a, b] = [written(A), written(B)]
    // `AwaitApproval`, then `Post`; `Auto` is not in the second.
    expect(compareRuns(a, b).walk).toEqual([8, 12])
    const { walk } = compareRuns(b, a)
    expect(walk.map(key => a.forest.node(key)?.span).map(span => span?.kind === 'stateVisit' && span.name)).toEqual([
      'Post',
      'Auto',
    ])
  })

  it('leads to the states of the rows, each once', () => {
    ofAnyPair((one, other) => {
      const [a, b] = [runOf(one), runOf(other)]
      const { walk, onPath } = compareRuns(a, b)
      const names = walk.map(key => stateNamesAround(other, other.span(key) ?? other.root).join(PATH_SEPARATOR))
      const told = onPath.rows.filter(({ part, isIn }) => part.path !== '' && isIn !== 'a').map(({ part }) => part.path)
      expect(names).toEqual([...new Set(told)])
    }, 40)
  })

  it('tells new and missing states, and more retries', () => {
    const { states } = compareRuns(written(A), written(B))
    const told = states.map(({ path, a, b }) => `${path} ${a?.visits}/${a?.retries} ${b?.visits}/${b?.retries}`)
    expect(told).toEqual(['Auto 1/0 undefined/undefined', 'Post 1/0 1/1', 'Approval undefined/undefined 1/0'])
  })

  it('tells what has no partner', () => {
    const { alignment } = compareRuns(written(A), written(B))
    expect([alignment.onlyInA, alignment.onlyInB]).toEqual([[8], [8, 20]])
  })

  it('tells how the input differs', () => {
    expect(compareRuns(written(A), written(B)).data.input).toEqual({
      kind: 'differs',
      members: [{ path: '$[0]', kind: 'changed', before: '1', after: '2' }],
    })
  })

  it('pairs iterations by index and branches by their first state, whatever came first', () => {
    const one = written(`1<0 ExecutionStarted @0  2<0 ParallelStateEntered Both @0  3<2 ParallelStateStarted @0
      4<3 PassStateEntered L @1  5<3 PassStateEntered R @2`)
    const other = written(`1<0 ExecutionStarted @0  2<0 ParallelStateEntered Both @0  3<2 ParallelStateStarted @0
      4<3 PassStateEntered R @1  5<3 PassStateEntered L @2`)
    const { inB } = compareRuns(one, other).alignment
    expect([inB.get(8), inB.get(10)]).toEqual([10, 8])
  })

  it('finds nothing between a run and itself', () => {
    const property = fc.property(randomCase(), one => {
      const run = runOf(simulated(one))
      const { onPath, byState, states, divergences, alignment, data } = compareRuns(run, run)
      expect([onPath.rows, byState.rows, states, divergences]).toEqual([[], [], [], []])
      expect([alignment.onlyInA, alignment.onlyInB]).toEqual([[], []])
      for (const [key, partner] of alignment.inB) expect(partner).toBe(key)
      expect(data.input.kind).not.toBe('differs')
    })
    fc.assert(property, { numRuns: 100 })
  })

  it('adds up: on the critical path to the difference of durations, by state to that of self time', () => {
    ofAnyPair((a, b) => {
      const { onPath, byState } = compareRuns(runOf(a), runOf(b))
      expect(onPath.deltaMs).toBe(durationOf(b) - durationOf(a))
      expect(sumOf(onPath.rows)).toBe(onPath.deltaMs)
      expect(onPath.alikeMs + onPath.rows.reduce((sum, { aMs }) => sum + aMs, 0)).toBe(durationOf(a))
      expect(onPath.alikeMs + onPath.rows.reduce((sum, { bMs }) => sum + bMs, 0)).toBe(durationOf(b))
      expect(sumOf(byState.rows)).toBe(byState.deltaMs)
      const [before, after] = [selfTimes(a), selfTimes(b)]
      for (const { part, deltaMs } of byState.rows) {
        expect(deltaMs).toBe((after.get(part.path) ?? 0) - (before.get(part.path) ?? 0))
      }
      const differing = new Set(byState.rows.map(({ part }) => part.path))
      for (const [path, selfMs] of before) if (!differing.has(path)) expect(after.get(path) ?? 0).toBe(selfMs)
    })
  })

  it('mirrors', () => {
    ofAnyPair((a, b) => {
      const [there, back] = [compareRuns(runOf(a), runOf(b)), compareRuns(runOf(b), runOf(a))]
      for (const by of ['onPath', 'byState'] as const) {
        const told = there[by].rows.map(({ part, deltaMs }) => JSON.stringify([part.path, deltaMs]))
        const mirrored = back[by].rows.map(({ part, deltaMs }) => JSON.stringify([part.path, 0 - deltaMs]))
        expect(new Set(mirrored)).toEqual(new Set(told))
        expect(mirrored).toHaveLength(told.length)
      }
      expect(new Set(back.alignment.onlyInA)).toEqual(new Set(there.alignment.onlyInB))
      expect(new Map([...back.alignment.inB].map(([key, partner]) => [partner, key]))).toEqual(there.alignment.inB)
      const mirrored = back.divergences.map(({ a: one, b: other, by, afterMs }) => ({ a: other, b: one, by, afterMs }))
      const told = there.divergences.map(({ a: one, b: other, by, afterMs }) => ({ a: one, b: other, by, afterMs }))
      expect(new Set(mirrored.map(way => JSON.stringify(way)))).toEqual(new Set(told.map(way => JSON.stringify(way))))
    })
  })

  it('tells parts that with the rest are the whole, and none of 0 %', () => {
    ofAnyPair((a, b) => {
      const { onPath } = compareRuns(runOf(a), runOf(b))
      const { rows, rest } = toldParts(onPath)
      expect(sumOf(rest === undefined ? rows : [...rows, rest])).toBe(onPath.deltaMs)
      expect(rows.length + (rest?.count ?? 0)).toBe(onPath.rows.length)
      if (rest === undefined) return
      expect(rest.count).toBeGreaterThan(1)
      for (const { share } of rows)
        if (share !== undefined) expect(Math.round(Math.abs(share) * 100)).toBeGreaterThan(0)
    })
  })

  it('gives every span one partner, or names what it lies in as without one', () => {
    ofAnyPair((a, b) => {
      const { alignment } = compareRuns(runOf(a), runOf(b))
      const alone = new Set(alignment.onlyInA)
      for (const { span, parent } of depthFirst(a)) {
        const isInside = parent !== undefined && !alignment.inB.has(parent.key)
        expect(Number(alignment.inB.has(span.key)) + Number(alone.has(span.key)) + Number(isInside)).toBe(1)
      }
    })
  })
})

function selfTimes(tree: ExecutionTree): ReadonlyMap<string, number> {
  return new Map(stateStatistics(tree).states.map(({ path, selfMs }) => [path, selfMs]))
}
