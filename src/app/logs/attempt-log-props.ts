import type { Millis } from '../../history/events.ts'
import type { LambdaLogs, StreamLogs } from '../../logs/log-place.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { TaskAttempt } from '../../model/span.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import type { LogsOnPage } from './logs-on-page.ts'

/** All that the log of an attempt is told. */
export interface AttemptLogPaneProps {
  readonly page: LogsOnPage
  readonly tree: ExecutionTree
  readonly attempt: TaskAttempt
  readonly place: LambdaLogs | StreamLogs
  /** Of how many of its state it is one. */
  readonly of: number
  /** Of the execution that it lies in. */
  readonly executionArn: string | undefined
  readonly runStartedAt: Millis
  readonly timeMode: TimeMode
  readonly now: Millis
}
