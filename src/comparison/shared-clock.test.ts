import { expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { clockOffset, commonStates } from './shared-clock.ts'

const tree = (text: string) => createTreeBuilder().append(eventsOf(text))

const A = tree(`1<0 ExecutionStarted @1000  2<0 PassStateEntered Old @1010  3<2 PassStateExited Old @1020
  4<3 WaitStateEntered Hold @1020  5<4 WaitStateExited Hold @1090  6<5 WaitStateEntered Hold @1100`)
const B = tree(`1<0 ExecutionStarted @5000  2<0 WaitStateEntered New @5000  3<2 WaitStateExited New @5500
  4<3 WaitStateEntered Hold @5500`)

it('two runs share the states that both came to, each by its first visit', () => {
  expect(commonStates(A, B)).toEqual([{ path: 'Hold', aMs: 1020, bMs: 5500 }])
  expect(commonStates(A, A).map(({ path }) => path)).toEqual(['Old', 'Hold'])
})

it('clocks are aligned by the starts, or by the entry into a state', () => {
  expect(clockOffset(A, B, undefined)).toBe(-4000)
  expect(clockOffset(A, B, commonStates(A, B)[0])).toBe(-4480)
})
