import type { KnownStatus, MapRunSummary } from '../history/execution-summary.ts'
import type { Connection, ExecutionList, WorkerCalls } from './calls.ts'
import type { Remote } from './remote-calls.ts'

/** As many children as one page can hold (AWS API reference, ListExecutions `maxResults`). */
const MAX_CHILDREN = 1000

/** Where lists of a Map Run's children come from. Errors are thrown as `SourceError`. */
export interface ChildSource {
  readonly describeMapRun: (arn: string, signal: AbortSignal) => Promise<MapRunSummary>
  /** One page of its children, newest first; with a status those alone. */
  readonly listChildren: (request: ChildrenRequest, signal: AbortSignal) => Promise<ExecutionList>
}

export interface ChildrenRequest {
  readonly mapRunArn: string
  readonly status: KnownStatus | undefined
  /** The former page's `nextToken`. */
  readonly token: string | undefined
}

/** Map Runs in AWS, through the gateway. */
export function awsChildSource(calls: Remote<WorkerCalls>, connection: () => Promise<Connection>): ChildSource {
  return {
    describeMapRun: async (arn, signal) => calls('describeMapRun', { connection: await connection(), arn }, signal),
    listChildren: async ({ mapRunArn, status, token }, signal) =>
      calls(
        'listExecutions',
        {
          ...{ connection: await connection(), arn: mapRunArn, limit: MAX_CHILDREN },
          ...(status !== undefined && { status }),
          ...(token !== undefined && { token }),
        },
        signal,
      ),
  }
}
