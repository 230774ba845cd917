import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grownForest } from '../../e2e/grown-forest.ts'
import { endOf } from '../analysis/completeness.ts'
import { stateStatistics } from '../analysis/state-statistics.ts'
import { toldMembersOf } from '../analysis/told-members.ts'
import type { Forest } from '../forest/forest.ts'
import { forestOf, withChange } from '../forest/grow.ts'
import { memberIdOf, rootKeyOf } from '../forest/keys.ts'
import { randomForest } from '../simulator/forest/random-forest.ts'
import { simulateForest } from '../simulator/forest/simulate-forest.ts'
import { machineName } from '../words/member-names.ts'
import { compareRuns } from './compare-runs.ts'
import { inputOf } from './payload-of.ts'
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
      expect([alignment.untoldInA, alignment.untoldInB]).toEqual([[], []])
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
      expect(new Set(back.alignment.untoldInA)).toEqual(new Set(there.alignment.untoldInB))
      expect(new Set(back.alignment.untoldInB)).toEqual(new Set(there.alignment.untoldInA))
      expect(new Map([...back.alignment.inB].map(([key, partner]) => [partner, key]))).toEqual(there.alignment.inB)
    })
  })

  it('tells nothing of children that are read of one run alone, and how much of the difference lies in them', () => {
    let unread = 0
    ofAnyPair((a, b) => {
      const bare = topOf(a)
      const { onPath, byState, ...told } = compareRuns(bare, b)
      expect(onPath.deltaMs).toBe(durationOf(b) - durationOf(a))
      expect(sumOf(onPath.rows)).toBe(onPath.deltaMs)
      expect(sumOf(byState.rows)).toBe(byState.deltaMs)
      // Only what the bare run cannot have started as well leads below.
      for (const key of told.walk) {
        const id = memberIdOf(key)
        if (id !== 0) expect(told.alignment.inA.get(rootKeyOf(id))).toBeUndefined()
      }
      const back = compareRuns(b, bare).unread
      expect(back?.deltaMs ?? 0).toBe(0 - (told.unread?.deltaMs ?? 0))
      expect(told.unread?.aMs ?? 0).toBeLessThanOrEqual(durationOf(a))
      if (told.unread !== undefined) unread++
    })
    expect(unread).toBeGreaterThan(0)
  })

  it('compares children that are read of both runs, whatever else is not', () => {
    let both = 0
    ofAnyPair((a, b) => {
      const whole = compareRuns(a, b)
      for (const { id } of toldMembersOf(a.forest).slice(1)) {
        const partner = whole.alignment.inB.get(rootKeyOf(id))
        if (partner === undefined || memberIdOf(a.forest.member(id)?.at ?? -1) !== 0) continue
        const some = compareRuns(topOf(a, id), topOf(b, memberIdOf(partner)))
        expect(some.alignment.inB.get(rootKeyOf(id))).toBe(partner)
        expect(sumOf(some.onPath.rows)).toBe(some.onPath.deltaMs)
        both++
      }
    })
    expect(both).toBeGreaterThan(0)
  })
})

describe('children of Map Runs, whose names are drawn at random', () => {
  it('are paired by the item that one of each run was given; else nothing is said to be new or gone', () => {
    ofAnyPair((a, b) => {
      const { inB, untoldInA, untoldInB, onlyInA } = compareRuns(a, b).alignment
      const atMapRun = (run: Run, key: number) => {
        const { at } = run.forest.member(memberIdOf(key)) ?? {}
        return at !== undefined && run.forest.graft(at)?.kind === 'mapRun' ? at : undefined
      }
      for (const [key, partner] of inB) {
        const [one, other] = [a.forest.member(memberIdOf(key)), b.forest.member(memberIdOf(partner))]
        if (key !== rootKeyOf(memberIdOf(key)) || atMapRun(a, key) === undefined || !one || !other) continue
        expect(inputOf(one)).toBe(inputOf(other))
      }
      for (const key of untoldInA) expect(inB.has(atMapRun(a, key) ?? -1)).toBe(true)
      expect(untoldInA.length === 0).toBe(untoldInB.length === 0)
      for (const key of onlyInA) {
        const at = atMapRun(a, key)
        const partner = at === undefined ? undefined : inB.get(at)
        // Where something is left in the other run, it may be that.
        if (key !== rootKeyOf(memberIdOf(key)) || partner === undefined) continue
        expect(untoldInB.some(other => atMapRun(b, other) === partner)).toBe(false)
      }
    })
  })

  it('may still be there as long as the other run’s list is not here', () => {
    const property = fc.property(fc.nat(3_000), seed => {
      const [whole] = pairOf(seed, seed) ?? []
      const bare = whole?.member(0)?.tree
      if (whole === undefined || bare === undefined) return
      const { alignment } = compareRuns({ forest: whole, member: 0 }, { forest: forestOf(bare), member: 0 })
      const children = whole.graftsOf(0).flatMap(({ children: list }) => {
        return Array.from({ length: list.count }, (_, at) => rootKeyOf(list.memberAt(at)))
      })
      expect(new Set(alignment.untoldInA)).toEqual(new Set(children))
      expect(alignment.onlyInA).toEqual([])
    })
    fc.assert(property, { numRuns: 25 })
  })
})

/** A run of which nothing below is read, but for one. */
function topOf(run: Run, but?: number): Run {
  const others = toldMembersOf(run.forest).filter(({ id }) => id !== 0 && id !== but)
  const unread = { tree: undefined, state: { kind: 'listed' } } as const
  return { ...run, forest: others.reduce((forest, { id }) => withChange(forest, id, unread), run.forest) }
}
