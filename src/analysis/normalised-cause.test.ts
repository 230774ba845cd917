import { expect, it } from 'vitest'
import { normalisedCause } from './normalised-cause.ts'

it.each([
  ['Task timed out after 3.05 seconds', 'Task timed out after ‹n› seconds'],
  ['No item 5f2c1a9e-0b3d-4c1e-9a77-1f2e3d4c5b6a', 'No item ‹id›'],
  ['arn:aws:lambda:eu-central-1:111122223333:function:charge is missing', '‹arn› is missing'],
  ['at 2026-11-20T02:00:00.340Z it broke', 'at ‹time› it broke'],
  ['request req9f8e7d6c5b failed  with\n 0xdeadbeef', 'request ‹id› failed with ‹n›'],
  ['InternalServerError', 'InternalServerError'],
])('%s', (cause, pattern) => {
  expect(normalisedCause(cause)).toBe(pattern)
})
