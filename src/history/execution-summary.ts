import type { Millis } from './events.ts'

/** The statuses that AWS's lists can be asked for. */
export type KnownStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE'

/** AWS's status of an execution or Map Run. Open: one that nobody knows yet is shown as it is. */
export type ExecutionStatus = KnownStatus | (string & {})

/**
 * Events that results of a Map Run tell of, in place of a history: `ends`: a child's beginning and end alone; `around`: the Map Run's
 * beginning in an execution whose own end nobody tells.
 */
export type StandIn = 'ends' | 'around'

/** DescribeExecution's answer, or as much of it as a file tells. */
export interface ExecutionSummary {
  readonly executionArn?: string
  readonly stateMachineArn?: string
  readonly stateMachineName: string
  readonly name: string
  readonly status: ExecutionStatus | undefined
  readonly startedAt: Millis | undefined
  readonly stoppedAt: Millis | undefined
  readonly redriveCount: number
  /** `REDRIVABLE`, `NOT_REDRIVABLE` or `REDRIVABLE_BY_MAP_RUN`, where AWS told. */
  readonly redriveStatus?: string
  /** AWS's own words; only where it is not redrivable. */
  readonly redriveStatusReason?: string
  readonly mapRunArn?: string
  /** The X-Ray trace that it was started with, where AWS told; whether one was kept is not told. */
  readonly traceId?: string
  readonly input?: string
  readonly output?: string
  readonly error?: string
  readonly cause?: string
  /** Why the history can only be partial (CloudWatch Logs at level ERROR, …), in words for the reader. */
  readonly partial?: string
  /** What stands in for a history that is not here: see `results/stand-ins.ts`. */
  readonly standIn?: StandIn
  /** How the file was read where that is worth telling (its encoding, what was skipped), a sentence each. */
  readonly notices?: readonly string[]
}

/** An execution as ListExecutions tells it. */
export interface ExecutionListItem {
  readonly executionArn: string
  readonly name: string
  readonly status: ExecutionStatus | undefined
  readonly startedAt: Millis | undefined
  readonly stoppedAt: Millis | undefined
  readonly redriveCount: number
  readonly itemCount: number | undefined
  /** The version or alias it was started by, where it was: a version is a number. */
  readonly startedBy?: string
}

/** DescribeStateMachine's answer without the definition. */
export interface MachineSummary {
  readonly stateMachineArn: string
  readonly name: string
  /** Runs of an EXPRESS one are in its log alone. */
  readonly type: 'STANDARD' | 'EXPRESS' | (string & {})
  readonly revisionId: string | undefined
  /** OFF, ALL, ERROR or FATAL. */
  readonly logLevel: string | undefined
  readonly logGroupArn: string | undefined
  /** Whether inputs and outputs are logged. */
  readonly logsExecutionData?: boolean | undefined
}

/** A state machine as ListStateMachines names it. */
export interface ListedMachine extends Pick<MachineSummary, 'stateMachineArn' | 'name' | 'type'> {
  readonly createdAt: Millis | undefined
}

/** DescribeMapRun's answer, as far as it is shown. */
export interface MapRunSummary {
  readonly mapRunArn: string
  /** The execution it belongs to. */
  readonly executionArn: string | undefined
  readonly status: ExecutionStatus | undefined
  readonly startedAt: Millis | undefined
  readonly stoppedAt: Millis | undefined
  readonly maxConcurrency: number | undefined
  readonly redriveCount: number
  /** How many items may fail, as a count and as a share of all (0 to 100), as the state machine asks for; 0: not asked for. */
  readonly tolerated?: { readonly count: number; readonly percentage: number }
  readonly itemCounts: Readonly<Record<string, number>>
  readonly executionCounts: Readonly<Record<string, number>>
}
