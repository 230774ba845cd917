import type { ExecutionStatus } from '../history/execution-summary.ts'
import type { ExecutionView } from './execution-view.ts'

/** May the history still grow? Also while waiting for a Map Run's redrive. */
export function isRunning(status: ExecutionStatus | undefined): boolean {
  return status === 'RUNNING' || status === 'PENDING_REDRIVE'
}

/** Whether time goes on in what is shown: it can be asked for, and nobody has said that it has ended. */
export function mayGoOn({ live, summary }: Pick<ExecutionView, 'live' | 'summary'>): boolean {
  return live && (summary?.status === undefined || isRunning(summary.status))
}
