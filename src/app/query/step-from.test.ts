import { expect, it } from 'vitest'
import { stepFrom } from './step-from.ts'

it.each([
  ['forward', 0, 1, 3, 1],
  ['back', 1, -1, 3, 0],
  ['forward round the end', 2, 1, 3, 0],
  ['back round the beginning', 0, -1, 3, 2],
  ['forward from none', -1, 1, 3, 0],
  ['back from none', -1, -1, 3, 2],
  ['forward where there is one', 0, 1, 1, 0],
] as const)('steps %s', (_, at, by, length, next) => {
  expect(stepFrom(at, by, length)).toBe(next)
})
