import type { Connection, LogPage, LogRequest, WorkerCalls } from './calls.ts'
import type { Remote } from './remote-calls.ts'

/** Where what tasks printed is read. Errors are thrown as `SourceError`. */
export interface TaskLogSource {
  /** False for a sample, whose lines lie beside the page: nobody is asked and nothing is switched on. */
  readonly live: boolean
  /** One page of a log group, which may be empty and yet have a token. */
  readonly readLines: (groupArn: string, request: LogRequest, signal: AbortSignal) => Promise<LogPage>
  /** The name of the group that a function logs to; undefined where AWS tells none. */
  readonly functionLogGroup: (functionArn: string, signal: AbortSignal) => Promise<string | undefined>
}

/** Logs in AWS, through the gateway. */
export function awsTaskLogs(calls: Remote<WorkerCalls>, connection: () => Promise<Connection>): TaskLogSource {
  return {
    live: true,
    readLines: async (arn, request, signal) =>
      calls('filterLogEvents', { connection: await connection(), arn, ...request }, signal),
    functionLogGroup: async (arn, signal) => {
      const { logGroup } = await calls('getFunctionConfiguration', { connection: await connection(), arn }, signal)
      return logGroup
    },
  }
}
