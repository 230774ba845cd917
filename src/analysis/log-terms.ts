import type { ExecutionTree } from '../model/execution-tree.ts'
import type { TaskAttempt } from '../model/span.ts'
import { depthFirst } from '../model/walk.ts'
import { type Query, termsOf } from './query.ts'

/** What an attempt printed, as far as it is read. */
export interface ReadLog {
  /** A line each. */
  readonly lines: readonly string[]
  /** False: there may be more. */
  readonly isWhole: boolean
}

/** The logs of an execution's attempts. `unread`: it logs, and nobody looked; undefined: it logs nowhere that is known. */
export type LogsOfAttempts = (attempt: TaskAttempt) => ReadLog | 'unread' | undefined

/** Of how many attempts that log a query could see what they printed. */
export interface SeenLogs {
  readonly read: number
  /** Not, or not to its end. */
  readonly unread: number
}

export const NO_LOGS_SEEN: SeenLogs = { read: 0, unread: 0 }

/** Whether a query asks for what attempts printed. */
export function asksLogs(query: Query): boolean {
  return termsOf(query).some(({ property }) => property === 'log')
}

/** Counts in steps: an execution may have tens of thousands of attempts. */
export function* seenLogsSteps(tree: ExecutionTree, logs: LogsOfAttempts | undefined): Generator<void, SeenLogs> {
  let [read, unread, asked] = [0, 0, 0]
  for (const { span } of depthFirst(tree)) {
    if (span.kind !== 'taskAttempt') continue
    const log = logs?.(span)
    if (log !== undefined && log !== 'unread' && log.isWhole) read++
    else if (log !== undefined) unread++
    if (++asked % 100 === 0) yield
  }
  return { read, unread }
}
