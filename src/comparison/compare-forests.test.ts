import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grownForest } from '../../e2e/grown-forest.ts'
import { endOf } from '../analysis/completeness.ts'
import { stateStatistics } from '../analysis/state-statistics.ts'
import { toldMembersOf } from '../analysis/told-members.ts'
import type { Forest } from '../forest/forest.ts'
import { randomForest } from '../simulator/forest/random-forest.ts'
import { simulateForest } from '../simulator/forest/simulate-forest.ts'
import { machineName } from '../words/member-names.ts'
import { compareRuns } from './compare-runs.ts'
import type { Run } from './run.ts'
import { placeKey } from './time-difference.ts'

/** Two runs of one machine that starts others, everything below read; undefined where that is too much for a test. */
function pairOf(seed: number, other: number): readonly [Forest, Forest] | undefined {
  const { machine, options } = randomForest(seed)
  const forests = [options, { ...options, seed: other }].map(drawn => simulateForest(machine, drawn))
  if (forests.some(({ executions }) => executions.size > 60)) return undefined
  const [a, b] = forests.map(forest => grownForest(forest))
  return a === undefined || b === undefined ? undefined : [a, b]
}

function ofAnyPair(holds: (a: Run, b: Run) => void): void {
  const property = fc.property(fc.nat(3_000), fc.nat(3_000), (seed, other) => {
    const pair = pairOf(seed, other)
    if (pair !== undefined) holds({ forest: pair[0], member: 0 }, { forest: pair[1], member: 0 })
  })
  fc.assert(property, { numRuns: 25 })
}

function durationOf({ forest }: Run): number {
  const tree = forest.member(0)?.tree
  return tree === undefined ? 0 : endOf(tree) - tree.root.startedAt
}

function sumOf(rows: readonly { readonly deltaMs: number }[]): number {
  return rows.reduce((sum, { deltaMs }) => sum + Math.round(deltaMs * 1000), 0) / 1000
}

/** Self time by state and machine, added up from what each execution's own statistics say. */
function selfTimes({ forest }: Run): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const member of toldMembersOf(forest)) {
    if (member.tree === undefined) continue
    const machine = member.id === 0 ? undefined : (machineName(member) ?? '')
    for (const { path, selfMs } of stateStatistics(member.tree).states) {
      const key = placeKey({ machine, path })
      sums.set(key, (sums.get(key) ?? 0) + selfMs)
    }
  }
  return sums
}

describe('compareRuns with what runs started', () => {
  it('adds up into the executions below', () => {
    let below = 0
    ofAnyPair((a, b) => {
      const { onPath, byState } = compareRuns(a, b)
      expect(onPath.deltaMs).toBe(durationOf(b) - durationOf(a))
      expect(sumOf(onPath.rows)).toBe(onPath.deltaMs)
      expect(sumOf(byState.rows)).toBe(byState.deltaMs)
      const [before, after] = [selfTimes(a), selfTimes(b)]
      const expected = new Map<string, number>()
      for (const key of new Set([...before.keys(), ...after.keys()])) {
        const deltaMs = (after.get(key) ?? 0) - (before.get(key) ?? 0)
        if (deltaMs !== 0) expected.set(key, deltaMs)
      }
      expect(new Map(byState.rows.map(({ part, deltaMs }) => [placeKey(part), deltaMs]))).toEqual(expected)
      below += onPath.rows.filter(({ part }) => part.machine !== undefined).length
    })
    expect(below).toBeGreaterThan(0)
  })

  it('finds nothing between a run and itself read again', () => {
    let paired = 0
    const property = fc.property(fc.nat(3_000), seed => {
      const [a, b] = pairOf(seed, randomForest(seed).options.seed ?? 0) ?? []
      if (a === undefined || b === undefined) return
      const { onPath, byState, states, divergences, alignment } = compareRuns(
        { forest: a, member: 0 },
        { forest: b, member: 0 },
      )
      expect([onPath.rows, byState.rows, states, divergences]).toEqual([[], [], [], []])
      expect([alignment.onlyInA, alignment.onlyInB]).toEqual([[], []])
      paired += toldMembersOf(a).length - 1
    })
    fc.assert(property, { numRuns: 25 })
    expect(paired).toBeGreaterThan(0)
  })

  it('mirrors', () => {
    ofAnyPair((a, b) => {
      const [there, back] = [compareRuns(a, b), compareRuns(b, a)]
      for (const by of ['onPath', 'byState'] as const) {
        const told = there[by].rows.map(({ part, deltaMs, isIn }) => `${placeKey(part)} ${deltaMs} ${isIn}`)
        const mirrored = back[by].rows.map(({ part, deltaMs, isIn }) => {
          return `${placeKey(part)} ${0 - deltaMs} ${isIn === 'both' ? isIn : isIn === 'a' ? 'b' : 'a'}`
        })
        expect(mirrored.toSorted()).toEqual(told.toSorted())
      }
      expect(new Set(back.alignment.onlyInA)).toEqual(new Set(there.alignment.onlyInB))
      expect(new Map([...back.alignment.inB].map(([key, partner]) => [partner, key]))).toEqual(there.alignment.inB)
    })
  })
})
