import type { HistoryEvent, Millis } from './events.ts'
import type { StandIn } from './execution-summary.ts'

/**
 * How the text was written: JSON (one value or several), CSV (Logs Insights, console download), or lines with JSON behind
 * other text (`aws logs tail`); and whether its events come from GetExecutionHistory or from CloudWatch Logs.
 */
export interface HistoryFormat {
  readonly syntax: 'json' | 'csv' | 'lines'
  readonly origin: 'history' | 'logs'
}

export interface ParsedExecution {
  readonly executionArn?: string
  readonly name?: string
  readonly stateMachineName?: string
  /** The file that it came from, the first of several. */
  readonly fileName?: string
  readonly express: boolean
  /** Ascending by id, each id once. */
  readonly events: readonly HistoryEvent[]
  readonly redriveCount: number
  /** Why the history cannot be whole, in words for the reader. Absent where nothing is known to be missing. */
  readonly partial?: string
  readonly standIn?: StandIn
  /** More happened than its events tell, and nothing says how it ended: what is open in it may be over. */
  readonly endsUntold?: boolean
  /** Until then it is known to have gone on, where no event tells. */
  readonly knownUntil?: Millis
  /** How the file was read where that is worth telling (its encoding, what was skipped), a sentence each. */
  readonly notices: readonly string[]
  /** The state machine's definition (Amazon States Language) where the file holds it too. */
  readonly definition?: string
  /** Whether any event carries execution data (input, output, …). */
  readonly hasPayloads: boolean
}

export interface ParsedHistory {
  readonly format: HistoryFormat
  /** In order of appearance. */
  readonly executions: readonly ParsedExecution[]
}
