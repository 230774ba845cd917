import { expect, it } from 'vitest'
import { pauseAfterTree, waitBeforeAnswers } from './pace.ts'

it('trees of long histories come more rarely', () => {
  expect([0, 1000, 25_000].map(pauseAfterTree)).toEqual([250, 260, 500])
})

it('answers wait for quiet, but not for ever', () => {
  expect([0, 2000, 2400, 2500, 60_000].map(waitBeforeAnswers)).toEqual([250, 250, 100, 0, 0])
  expect(waitBeforeAnswers(Number.POSITIVE_INFINITY)).toBe(0)
})
