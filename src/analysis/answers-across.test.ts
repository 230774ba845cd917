import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Choose, grownForest } from '../../e2e/grown-forest.ts'
import type { Forest } from '../forest/forest.ts'
import { forestOf } from '../forest/grow.ts'
import { memberIdOf, spanKeyOf } from '../forest/keys.ts'
import { arnOf, type Member } from '../forest/member.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { randomForest } from '../simulator/forest/random-forest.ts'
import { simulateForest } from '../simulator/forest/simulate-forest.ts'
import { trueAnswer } from '../simulator/forest/true-answer.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { atOnce } from '../waits/slices.ts'
import { causeAcross } from './cause-across.ts'
import { childrenCounts } from './children-counts.ts'
import { criticalPathOf } from './critical-path.ts'
import { criticalPathAcross } from './critical-path-across.ts'
import { sharesAcross } from './critical-path-shares.ts'
import { failedChildrenOf } from './failed-children.ts'
import { failureGroups } from './failure-groups.ts'
import { failureGroupsAcross, failuresAcross } from './failures-across.ts'
import { stateStatistics } from './state-statistics.ts'
import { statisticsAcrossSteps } from './state-statistics-across.ts'
import { timeSplitOf } from './time-split.ts'
import { timeSplitAcross } from './time-split-across.ts'
import { toldMembersOf } from './told-members.ts'
import { transitionsOf } from './transitions.ts'
import { transitionsAcross } from './transitions-across.ts'
import { waitingAcross } from './waiting-across.ts'
import { waitingFor } from './waiting-for.ts'

/** All that answers tell of a forest, by ARNs: numbers of members depend on the order in which they came. */
function told(forest: Forest) {
  const members = toldMembersOf(forest)
  const named = (id: number) => arnOf(forest.member(id) ?? unknown())
  const cause = causeAcross(forest)
  const now = Math.max(...members.map(({ tree }) => tree?.lastEventAt ?? 0))
  const waiting = waitingAcross(members, now)
  return {
    members: members.map(arnOf),
    cause: cause && [named(cause.cause.member), cause.cause.failure, cause.via.map(({ child }) => named(child))],
    groups: failureGroupsAcross(forest, members).map(({ occurrences, ...group }) => ({
      ...group,
      occurrences: occurrences.map(({ member, ...failure }) => ({ ...failure, execution: named(member) })),
    })),
    path: criticalPathAcross(forest).map(({ key, from, to }) => [named(memberIdOf(key)), spanKeyOf(key), from, to]),
    shares: sharesAcross(forest, criticalPathAcross(forest)),
    time: timeSplitAcross(forest),
    cost: transitionsAcross(members),
    waiting: waiting.open.map(({ member, key, since }) => [arnOf(member), key, since]),
    counts: childrenCounts(forest, members),
    failed: failedChildrenOf(forest, () => true),
  }
}

function unknown(): never {
  throw new Error('a member nobody knows')
}

/** Reads members in an order drawn from numbers. */
function inOrderOf(numbers: readonly number[]): Choose {
  let at = 0
  return unread => unread[(numbers[at++ % numbers.length] ?? 0) % Math.max(1, unread.length)]
}

function simulated(seed: number) {
  const { machine, options } = randomForest(seed)
  return simulateForest(machine, options)
}

describe('answers across executions', () => {
  it('are the same in whatever order executions were opened', () => {
    const seeds = fc.nat(2_000)
    const orders = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(seeds, orders, (seed, numbers) => {
        const forest = simulated(seed)
        if (forest.executions.size > 60) return
        expect(told(grownForest(forest, inOrderOf(numbers)))).toEqual(told(grownForest(forest)))
      }),
      { numRuns: 25 },
    )
  })

  it('count the failures that the simulation counts, as far as it is read', () => {
    fc.assert(
      fc.property(fc.nat(5_000), seed => {
        const forest = simulated(seed)
        if (forest.executions.size > 80) return
        const truth = trueAnswer(forest)
        const isRead = new Set(truth.read)
        const grown = grownForest(forest, unread => unread.find(member => isRead.has(arnOf(member) ?? '')))
        const members: readonly Member[] = toldMembersOf(grown)
        expect(new Set(members.map(arnOf))).toEqual(isRead)
        expect(childrenCounts(grown, members)).toEqual(truth.children)
        expect(sums(failuresAcross(grown, members))).toEqual(
          sums(truth.failures.map(({ state, ...group }) => ({ ...group, path: state, consequences: group }))),
        )
      }),
      { numRuns: 40 },
    )
  })

  it('split all of the time, and no moment twice', () => {
    fc.assert(
      fc.property(fc.nat(5_000), seed => {
        const forest = simulated(seed)
        if (forest.executions.size > 60) return
        const grown = grownForest(forest)
        const tree = grown.member(0)?.tree ?? unknown()
        const split = timeSplitAcross(grown) ?? unknown()
        const whole = timeSplitOf(tree)
        expect(split.totalMs).toBe(whole.totalMs)
        expect(Object.values(split.ms).reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(split.totalMs, 6)
        // What is below only divides what counted as running, or as waiting for it to call back.
        const atWork = ({ ms }: typeof whole) => ms.running + ms.callback
        expect(atWork(split)).toBeLessThanOrEqual(atWork(whole))
        expect(split.ms.idle).toBe(whole.ms.idle)
      }),
      { numRuns: 25 },
    )
  })

  it('of one execution are those of its tree', () => {
    fc.assert(
      fc.property(randomCase(), ({ machine, options }) => {
        const tree = createTreeBuilder().append(simulate(machine, options).events)
        const forest = forestOf(tree)
        const members = toldMembersOf(forest)
        const now = tree.lastEventAt ?? 0
        expect(failureGroupsAcross(forest, members)).toEqual(failureGroups(tree).groups)
        const { steps, shares } = criticalPathOf(tree)
        const across = criticalPathAcross(forest)
        expect(across.map(({ key, from, to }) => ({ key, from, to }))).toEqual(steps)
        expect(sharesAcross(forest, across).map(({ path, ms, share }) => ({ path, ms, share }))).toEqual(shares)
        expect(timeSplitAcross(forest)).toEqual(timeSplitOf(tree))
        const [own, alone] = [atOnce(statisticsAcrossSteps([tree])), stateStatistics(tree)]
        expect({ ...own, states: byPath(own.states) }).toEqual({ ...alone, states: byPath(alone.states) })
        const { entered, retries, total } = transitionsOf(tree)
        expect(transitionsAcross(members)).toMatchObject([{ executions: 1, entered, retries, total }])
        expect(waitingAcross(members, now).open).toEqual(
          waitingFor(tree, now).open.map(state => ({ ...state, member: members[0] })),
        )
      }),
      { numRuns: 100 },
    )
  })
})

/** A container that is entered again tells what is new in it later. */
function byPath<State extends { readonly path: string }>(states: readonly State[]): readonly State[] {
  return states.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

interface Counted {
  readonly error?: string | undefined
  readonly path: string
  readonly count: number
  readonly consequences: { readonly fatal: number; readonly caught: number; readonly retried: number }
}

/** The truth groups by error and state alone. */
function sums(groups: readonly Counted[]) {
  const found = new Map<string, readonly number[]>()
  for (const { error = '', path, count, consequences } of groups) {
    const { fatal, caught, retried } = consequences
    const before = found.get(`${error} in ${path}`) ?? [0, 0, 0, 0]
    const own = [count, fatal, caught, retried]
    found.set(
      `${error} in ${path}`,
      before.map((sum, at) => sum + (own[at] ?? 0)),
    )
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1))
}
