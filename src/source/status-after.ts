import type { ExecutionStatus } from '../history/execution-summary.ts'

/** The execution's status after an event of such a type; other types leave it as it was. */
export const STATUS_AFTER: ReadonlyMap<string, ExecutionStatus> = new Map(
  Object.entries<ExecutionStatus>({
    ExecutionSucceeded: 'SUCCEEDED',
    ExecutionFailed: 'FAILED',
    ExecutionTimedOut: 'TIMED_OUT',
    ExecutionAborted: 'ABORTED',
    ExecutionRedriven: 'RUNNING',
  }),
)
