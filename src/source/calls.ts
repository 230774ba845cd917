import type { EventId, HistoryEvent, Millis } from '../history/events.ts'
import type {
  ExecutionListItem,
  ExecutionSummary,
  KnownStatus,
  ListedMachine,
  MachineSummary,
  MapRunSummary,
} from '../history/execution-summary.ts'
import type { LoggedRun } from '../history/logged-run.ts'
import type { DefinitionFile } from '../history/read-history-file.ts'
import type { SharedFile } from '../history/shared-file.ts'
import type { LogLine } from '../logs/log-line.ts'
import type { GatewayWay } from './call-gateway.ts'
import type { HistoryPage, PageRequest } from './source.ts'

/**
 * What the page asks of the decoding worker. A message per call, so that fetching, decoding and normalising a page of a
 * thousand events costs the main thread nothing but the clone of the result.
 */

/** How to reach AWS: through the gateway behind this page, or an endpoint that speaks AWS's protocol to anyone. */
export type Connection =
  | (GatewayWay & {
      readonly kind: 'gateway'
      /** Undefined: the gateway picks the profile that matches the ARN's account. */
      readonly profile: string | undefined
      /** Named for the one call that no ARN places; the gateway refuses it with all others. */
      readonly region?: string
    })
  | {
      readonly kind: 'endpoint'
      /** With a `/` at the end. */
      readonly endpoint: string
    }

/** One call: answers once, throws SourceError, stops when the signal says so. */
export type Call<Input, Output> = (input: Input, signal: AbortSignal) => Promise<Output>

interface OnArn {
  readonly connection: Connection
  readonly arn: string
}

/** The read-only calls, as this project uses them. */
export interface AwsCalls {
  describeExecution: Call<OnArn, ExecutionSummary>
  readPage: Call<OnArn & { readonly request: PageRequest }, HistoryPage>
  readDefinition: Call<OnArn, string | undefined>
  /** `arn`: a state machine, one of its versions or an alias. */
  describeMachine: Call<OnArn, MachineSummary>
  /** Its definition: of a version the one that it will always have, else that of today. */
  readMachineDefinition: Call<OnArn, string | undefined>
  /** `arn`: a Map Run or a state machine, one of its versions or an alias. `limit`: AWS's `maxResults`, 100 unless told. */
  listExecutions: Call<OnArn & ListRequest, ExecutionList>
  /** `arn`: an execution. */
  listMapRuns: Call<OnArn & { readonly token?: string }, MapRunList>
  describeMapRun: Call<OnArn, MapRunSummary>
  /** Only ever because a person asks for it. Its connection names profile and region. */
  listMachines: Call<MachinesRequest, MachineList>
}

export interface MachinesRequest {
  readonly connection: Connection
  readonly region: string
  readonly token?: string
}

export interface MachineList {
  readonly machines: readonly ListedMachine[]
  readonly nextToken?: string
}

/** The two calls that read logs: of an account where a person has switched that on, and else refused by the gateway. */
export interface LogCalls {
  /** `arn`: a log group. One page, which may be empty and yet have a token. In no order that means anything. */
  filterLogEvents: Call<OnArn & LogRequest, LogPage>
  /** `arn`: a log group. What a page of it says of one execution; the filter pattern is made here. */
  readExecutionLog: Call<OnArn & ExecutionLogRequest, ExecutionLogPage>
  /** `arn`: a log group. What a page of it says of the runs of one state machine; the filter pattern is made here. */
  readLoggedRuns: Call<OnArn & LoggedRunsRequest, LoggedRunsPage>
  /** `arn`: a Lambda function, one of its versions or an alias. */
  getFunctionConfiguration: Call<OnArn, FunctionConfiguration>
}

export interface LogRequest {
  /** At most seven days up to `toMs`. */
  readonly fromMs: Millis
  readonly toMs: Millis
  /** AWS's `filterPattern`. Not every endpoint heeds it: look at what comes back. */
  readonly pattern?: string
  /** Whole names; absent: all streams. */
  readonly streams?: readonly string[]
  readonly newestFirst?: boolean
  /** AWS's `limit`, 1..10000; absent: as many as one page can hold. */
  readonly limit?: number
  readonly token?: string
}

export interface ExecutionLogRequest extends Omit<LogRequest, 'pattern' | 'streams'> {
  readonly executionArn: string
}

export interface ExecutionLogPage {
  /** In no order. */
  readonly events: readonly HistoryEvent[]
  readonly redriveCount: number
  readonly nextToken?: string
}

export interface LoggedRunsRequest extends Omit<LogRequest, 'pattern' | 'streams'> {
  /** A state machine, one of its versions or an alias: all runs of the machine are in its log. */
  readonly machineArn: string
}

export interface LoggedRunsPage {
  /** In no order. */
  readonly lines: readonly LoggedRun[]
  /** Of the messages that came, whatever they said. */
  readonly bytes: number
  readonly nextToken?: string
}

export interface LogPage {
  readonly lines: readonly LogLine[]
  readonly nextToken?: string
}

/** What of a function's configuration concerns its logs. */
export interface FunctionConfiguration {
  readonly runtime: string | undefined
  readonly timeoutSeconds: number | undefined
  readonly memoryMB: number | undefined
  /** The name of its log group. */
  readonly logGroup: string | undefined
  /** `Text` or `JSON`. */
  readonly logFormat: string | undefined
}

export interface ListRequest {
  readonly token?: string
  readonly status?: KnownStatus
  readonly limit?: number
}

export interface ExecutionList {
  readonly executions: readonly ExecutionListItem[]
  readonly nextToken?: string
}

export interface MapRunList {
  readonly mapRuns: readonly {
    readonly mapRunArn: string
    readonly startedAt: Millis | undefined
    readonly stoppedAt: Millis | undefined
  }[]
  readonly nextToken?: string
}

/** One execution found in a file. */
export interface FileExecution {
  readonly summary: ExecutionSummary
  /** The state machine's definition, where the file holds it too. */
  readonly definition?: string
  readonly eventCount: number
  readonly lastEventId: EventId
}

export interface OpenedFile {
  /** SHA-256 of the bytes, hex; of several files, over those of each. */
  readonly hash: string
  /** None where all files are definitions. */
  readonly executions: readonly FileExecution[]
  /** Positions of those that none of the others started. */
  readonly roots: readonly number[]
  /** Whether something hangs below any of them. */
  readonly isForest: boolean
  readonly definitions: readonly DefinitionFile[]
  /** Where it was made to be shared. */
  readonly shared?: SharedFile | undefined
}

/** A file's bytes, with the name that messages give it. */
export interface FileBytes {
  readonly bytes: ArrayBuffer
  readonly fileName: string
}

/** Reading the bytes of files that belong together: parsed once, then handed over in pieces small enough for one frame. */
export interface FileCalls {
  openBytes: Call<readonly FileBytes[], OpenedFile>
  /** `execution`: its position, or the ARN of a child that results tell of. */
  readFilePage: Call<OfFile & { readonly execution: number | string; readonly request: PageRequest }, HistoryPage>
  /** Undefined for a child that no file tells of. */
  describeFileChild: Call<OfFile & { readonly arn: string }, ExecutionSummary | undefined>
  describeFileMapRun: Call<OfFile & { readonly arn: string }, MapRunSummary>
  listFileChildren: Call<
    OfFile & {
      readonly arn: string
      readonly status: KnownStatus | undefined
      readonly token: string | undefined
    },
    ExecutionList
  >
}

interface OfFile {
  readonly hash: string
}

export type WorkerCalls = AwsCalls & LogCalls & FileCalls
