import { expect, it } from 'vitest'
import type { MapRunSummary } from '../history/execution-summary.ts'
import { toleranceOf } from './tolerance.ts'

const RUN: MapRunSummary = {
  ...{ mapRunArn: 'arn', executionArn: undefined, status: 'RUNNING', startedAt: 0, stoppedAt: undefined },
  ...{ maxConcurrency: 0, redriveCount: 0, executionCounts: {} },
  itemCounts: { total: 250, failed: 7, timedOut: 2, succeeded: 100, pending: 141 },
}

it.each([
  [undefined, undefined],
  [{ count: 0, percentage: 0 }, undefined],
  [{ count: 20, percentage: 0 }, 20],
  [{ count: 0, percentage: 5 }, 12],
  [{ count: 20, percentage: 5 }, 12],
  [{ count: 3, percentage: 100 }, 3],
])('of %j allows %s items to fail', (tolerated, allowed) => {
  const run = tolerated === undefined ? RUN : { ...RUN, tolerated }
  expect(toleranceOf(run)).toEqual(allowed === undefined ? undefined : { used: 9, allowed })
})
