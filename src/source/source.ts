import type { EventId, HistoryEvent, Millis } from '../history/events.ts'
import type { ExecutionSummary } from '../history/execution-summary.ts'

/** What a link names: enough to find the execution again. */
export type SourceRef =
  /** `startedAt`: of an Express execution, where a link to the console tells: its log is looked for around it. */
  | { readonly kind: 'aws'; readonly arn: string; readonly startedAt?: Millis }
  | { readonly kind: 'file'; readonly hash: string; readonly fileName: string; readonly executionArn?: string }
  | { readonly kind: 'sample'; readonly name: string }

export interface PageRequest {
  readonly direction: 'forward' | 'backward'
  /** The former page's `nextToken`; absent for the first page. */
  readonly token?: string
  /** AWS's `includeExecutionData`. */
  readonly withPayloads: boolean
  /** AWS's `maxResults`, 1..1000; absent: as many as one page can hold. Unchanged for all pages of one token chain. */
  readonly limit?: number
  /** The chain will be asked for up to this id at least: a source may send for the next page before it is asked to. */
  readonly neededTo?: EventId
  /** Payloads are kept of these events alone; absent: of all. What is not kept need not be handed over. */
  readonly payloadsOf?: readonly EventId[]
}

export interface HistoryPage {
  /** In the direction asked for. May be empty with a `nextToken`. */
  readonly events: readonly HistoryEvent[]
  readonly nextToken?: string
  /** Of a source that is whole: nothing tells how what is open in it ended. */
  readonly endsUntold?: boolean
  /** How much memory the page's payloads take: decides whether the skeleton comes first, and when payloads stay away. */
  readonly payloadBytes?: number
}

/** Where a history comes from. Errors are thrown as `SourceError`. */
export interface HistorySource {
  readonly ref: SourceRef
  /** Can the history still grow or be asked for in pieces? False for files and samples, which are whole. */
  readonly live: boolean
  readonly describe: (signal: AbortSignal) => Promise<ExecutionSummary>
  readonly readPage: (request: PageRequest, signal: AbortSignal) => Promise<HistoryPage>
  /** The state machine's definition (Amazon States Language, JSON) where it can be had. */
  readonly definition: (signal: AbortSignal) => Promise<string | undefined>
}

interface SourceErrorParts {
  readonly why?: string
  readonly whatToDo?: string
  readonly copy?: string
  readonly executionArn?: string
  readonly retryable?: boolean
  readonly cause?: unknown
}

/** A failure in words: what happened, why, what to do. `retryable`: trying again unchanged can help. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  /** AWS's error name (`ThrottlingException`, …) or ours (`GatewayUnreachable`, `TokenMissing`, …). */
  readonly code: string
  readonly why: string | undefined
  readonly whatToDo: string | undefined
  /** A command or policy to copy. */
  readonly copy: string | undefined
  /** The execution that a file speaks of without holding its history: it can be opened from AWS instead. */
  readonly executionArn: string | undefined
  readonly retryable: boolean

  constructor(code: string, message: string, more: SourceErrorParts = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause })
    this.code = code
    this.why = more.why
    this.whatToDo = more.whatToDo
    this.copy = more.copy
    this.executionArn = more.executionArn
    this.retryable = more.retryable ?? false
  }
}
