import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { HistoryEvent } from '../history/events.ts'
import { planNext } from './load-plan.ts'
import { EMPTY_LOAD, freshPass, type LoadState, type Pass, withPage, withPass, withPassStatus } from './load-state.ts'
import { neededTo } from './needed-to.ts'

const RULES = { paused: false, payloadBudgetBytes: Number.POSITIVE_INFINITY }

interface Asked {
  readonly pass: Pass
  readonly neededTo: number | undefined
}

/** Pages of a history in AWS's order, and which of them were sent for early. */
interface Walk {
  readonly asked: Set<number>
  readonly early: Set<number>
  readonly state: LoadState
}

/** Loads a history of `count` events, pages of `size`; `turns` decide which of the pages under way is answered next. */
function walk(count: number, size: number, turns: Iterator<number>): Walk {
  let state = EMPTY_LOAD
  let number = 0
  const underWay: Asked[] = []
  const asked = new Set<number>()
  const early = new Set<number>()
  for (;;) {
    const plan = planNext(state, RULES)
    if (plan.kind === 'complete') return { asked, early, state }
    if (plan.kind === 'stuck') throw new Error('stuck')
    for (const planned of plan.kind === 'ask' ? plan.pages : []) {
      const pass = planned.pass ?? freshPass({ ...planned, number: ++number, limit: undefined, begunFor: [] })
      if (planned.pass === undefined) state = withPass(state, pass)
      state = withPassStatus(state, pass.number, 'busy')
      asked.add(startOf(pass, pass.reached, count))
      underWay.push({ pass, neededTo: neededTo(state, pass) })
    }
    const [answered] = underWay.splice((turns.next().value ?? 0) % underWay.length, 1)
    if (answered === undefined) throw new Error('nothing is under way')
    const { pass } = answered
    const events = pageOf(pass, count, size)
    const last = events.at(-1)?.id ?? 0
    const hasMore = pass.direction === 'forward' ? last < count : last > 1
    const isShort = pass.direction === 'forward' ? last < (answered.neededTo ?? 0) : last > (answered.neededTo ?? count)
    if (hasMore && isShort) early.add(startOf(pass, last, count))
    const page = hasMore ? { events, nextToken: `${pass.number} ${last}` } : { events }
    state = withPage(state, pass.number, page).state
  }
}

/** A page's first id, signed by its direction. */
function startOf({ direction }: Pass, reached: number | undefined, count: number): number {
  return direction === 'forward' ? (reached ?? 0) + 1 : -((reached ?? count + 1) - 1)
}

function pageOf(pass: Pass, count: number, size: number): readonly HistoryEvent[] {
  const first = Math.abs(startOf(pass, pass.reached, count))
  const length = Math.min(size, pass.direction === 'forward' ? count - first + 1 : first)
  const step = pass.direction === 'forward' ? 1 : -1
  return Array.from({ length }, (_, at) => ({
    id: first + at * step,
    previousEventId: 0,
    timestamp: 0,
    type: 'PassStateEntered',
    details: undefined,
  }))
}

function* turnsOf(turns: readonly number[]): Generator<number> {
  for (let at = 0; ; at++) yield turns[at % turns.length] ?? 0
}

const SIZES = fc.record({ count: fc.integer({ min: 1, max: 400 }), size: fc.integer({ min: 1, max: 40 }) })

it('is never further than what is asked for in the end, when both ends come at like speed', () => {
  fc.assert(
    fc.property(SIZES, ({ count, size }) => {
      const { asked, early, state } = walk(count, size, turnsOf([0]))
      expect(state.loaded).toEqual([{ from: 1, to: count }])
      expect([...early].filter(start => !asked.has(start))).toEqual([])
    }),
  )
})

it('lets most pages of a long history be sent for early', () => {
  const { asked, early } = walk(25_000, 1000, turnsOf([0]))
  expect(asked.size).toBe(25)
  expect(early.size).toBeGreaterThan(15)
})

it('wastes one page of each end at most, whatever the order of answers', () => {
  fc.assert(
    fc.property(SIZES, fc.array(fc.nat(), { minLength: 1, maxLength: 60 }), ({ count, size }, turns) => {
      const { asked, early } = walk(count, size, turnsOf(turns))
      expect([...early].filter(start => !asked.has(start)).length).toBeLessThanOrEqual(2)
    }),
  )
})
