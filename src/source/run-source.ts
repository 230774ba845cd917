import type { KnownStatus, MachineSummary } from '../history/execution-summary.ts'
import type { Connection, ExecutionList, LoggedRunsPage, LoggedRunsRequest, WorkerCalls } from './calls.ts'
import type { Remote } from './remote-calls.ts'

/** As many runs as one page can hold (AWS API reference, ListExecutions `maxResults`). */
const MAX_RUNS = 1000

/** Where the runs of a state machine are listed. Errors are thrown as `SourceError`. */
export interface RunSource {
  /** One page, newest first. */
  readonly listRuns: (request: RunsRequest, signal: AbortSignal) => Promise<ExecutionList>
  /** What machine it is, without its definition. */
  readonly describeMachine: (machineArn: string, signal: AbortSignal) => Promise<MachineSummary>
}

/** Where the runs of an Express state machine are read: its log. Errors are thrown as `SourceError`. */
export interface RunLogSource extends Pick<RunSource, 'describeMachine'> {
  /** One page of a log group, which may be empty and yet have a token. */
  readonly readLoggedRuns: (
    groupArn: string,
    request: LoggedRunsRequest,
    signal: AbortSignal,
  ) => Promise<LoggedRunsPage>
}

export interface RunsRequest {
  /** Of a state machine, one of its versions or an alias: those of the latter list what they started. */
  readonly machineArn: string
  /** Of this status alone; absent: of any. */
  readonly status?: KnownStatus
  /** The former page's `nextToken`. */
  readonly token: string | undefined
}

/** Runs in AWS, through the gateway. */
export function awsRunSource(
  calls: Remote<WorkerCalls>,
  connection: () => Promise<Connection>,
): RunSource & RunLogSource {
  return {
    readLoggedRuns: async (arn, request, signal) =>
      calls('readLoggedRuns', { connection: await connection(), arn, ...request }, signal),
    describeMachine: async (arn, signal) => calls('describeMachine', { connection: await connection(), arn }, signal),
    listRuns: async ({ machineArn, token, status }, signal) =>
      calls(
        'listExecutions',
        {
          ...{ connection: await connection(), arn: machineArn, limit: MAX_RUNS },
          ...(token !== undefined && { token }),
          ...(status !== undefined && { status }),
        },
        signal,
      ),
  }
}
