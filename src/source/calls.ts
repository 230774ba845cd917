import type { EventId, Millis } from '../history/events.ts'
import type {
  ExecutionListItem,
  ExecutionSummary,
  KnownStatus,
  MachineSummary,
  MapRunSummary,
} from '../history/execution-summary.ts'
import type { DefinitionFile } from '../history/read-history-file.ts'
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

/** The seven read-only calls, as this project uses them. */
export interface AwsCalls {
  describeExecution: Call<OnArn, ExecutionSummary>
  readPage: Call<OnArn & { readonly request: PageRequest }, HistoryPage>
  readDefinition: Call<OnArn, string | undefined>
  /** `arn`: a state machine, one of its versions or an alias. */
  describeMachine: Call<OnArn, MachineSummary>
  /** `arn`: a Map Run or a state machine, one of its versions or an alias. `limit`: AWS's `maxResults`, 100 unless told. */
  listExecutions: Call<OnArn & ListRequest, ExecutionList>
  /** `arn`: an execution. */
  listMapRuns: Call<OnArn & { readonly token?: string }, MapRunList>
  describeMapRun: Call<OnArn, MapRunSummary>
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

export type WorkerCalls = AwsCalls & FileCalls
