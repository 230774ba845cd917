import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backoffMs } from './backoff.ts'

const attempt = fc.integer({ min: 1, max: 60 })
const code = fc.constantFrom('ThrottlingException', 'AnswerBroken')
const random = fc.double({ min: 0, max: 1, noNaN: true })

it('waits longer from attempt to attempt, up to half a minute', () => {
  fc.assert(
    fc.property(attempt, code, random, (n, name, chance) => {
      const wait = (at: number, luck: number) => backoffMs({ attempt: at, code: name, retryAfterMs: undefined }, luck)
      expect(wait(n, chance)).toBeLessThanOrEqual(30_000)
      expect(wait(n, chance)).toBeGreaterThanOrEqual(200)
      expect(wait(n + 1, 1)).toBeGreaterThanOrEqual(wait(n, chance))
    }),
  )
})

it('never waits less than the other side asked for, within reason', () => {
  expect(backoffMs({ attempt: 1, code: 'ThrottlingException', retryAfterMs: 12_000 }, 0)).toBe(12_000)
  expect(backoffMs({ attempt: 1, code: 'ThrottlingException', retryAfterMs: 1e9 }, 0)).toBe(300_000)
})

it('begins more slowly when throttled', () => {
  const first = (name: string) => backoffMs({ attempt: 1, code: name, retryAfterMs: undefined }, 0)
  expect(first('ThrottlingException')).toBeGreaterThan(first('AnswerBroken'))
})
