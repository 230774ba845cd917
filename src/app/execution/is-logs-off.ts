import type { ExecutionView } from '../../loading/execution-view.ts'
import { isLogsOffCode } from '../parts/logs-off-code.ts'

/** Whether the page is told, in place of the error, what reading logs would add. */
export function isLogsOff({ error, log }: ExecutionView): boolean {
  return log !== undefined && isLogsOffCode(error?.code)
}
