import type { ExecutionView } from '../../loading/execution-view.ts'

/** Errors that say that a person has not let logs be read. */
const OFF: ReadonlySet<string> = new Set(['GatewayLogsNotStarted', 'GatewayLogsOff'])

/** Whether the page is told, in place of the error, what reading logs would add. */
export function isLogsOff({ error, log }: ExecutionView): boolean {
  return log !== undefined && OFF.has(error?.code ?? '')
}
