import * as fc from 'fast-check'
import type { ExecutionListItem } from '../history/execution-summary.ts'

const PREFIX = 'arn:aws:states:eu-central-1:123456789012:execution:Nightly:'

/** A run as AWS lists it. */
export function listed(name: string, startedAt: number, rest: Partial<ExecutionListItem> = {}): ExecutionListItem {
  const status = 'SUCCEEDED'
  return {
    ...{ executionArn: PREFIX + name, name, status, startedAt, stoppedAt: startedAt + 60_000 },
    ...{ redriveCount: 0, itemCount: undefined, ...rest },
  }
}

/** Runs of some weeks, no two of one name; some overlap, some start at one moment, some run. */
export const randomRuns = fc
  .uniqueArray(
    fc.record({
      name: fc.string({ unit: fc.constantFrom('a', 'B', '1', '-'), minLength: 1, maxLength: 6 }),
      startedAt: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 5_000_000_000 })),
      durationMs: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 90_000_000 })),
      status: fc.constantFrom('SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'RUNNING', 'NEW_ONE'),
      redriveCount: fc.integer({ min: 0, max: 3 }),
      startedBy: fc.constantFrom(undefined, '1', '2', 'live'),
    }),
    { selector: ({ name }) => name, maxLength: 60 },
  )
  .map(runs =>
    runs.map(({ name, startedAt, durationMs, status, redriveCount, startedBy }) =>
      listed(name, startedAt, {
        ...{ status, redriveCount, ...(startedBy !== undefined && { startedBy }) },
        stoppedAt: status === 'RUNNING' ? undefined : startedAt + durationMs,
      }),
    ),
  )
