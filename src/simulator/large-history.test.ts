import { expect, it } from 'vitest'
import { checkRules } from './check-rules.ts'
import { largeHistory } from './large-history.ts'

it('is as large as asked for, whole, and by the rules', () => {
  const { events, status } = largeHistory({ events: 25_000, keepsTruth: false })
  expect(events.length).toBeLessThanOrEqual(25_000)
  expect(events.length).toBeGreaterThan(23_500)
  expect(status).toBe('SUCCEEDED')
  expect(checkRules(events)).toEqual([])
})

it('is the same for the same seed, another for another', () => {
  const [first, again, other] = [5, 5, 6].map(seed => largeHistory({ events: 2000, seed }).events)
  expect(again).toEqual(first)
  expect(other).not.toEqual(first)
})
