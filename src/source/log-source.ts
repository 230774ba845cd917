import type { Millis } from '../history/events.ts'
import type { ExecutionSummary, MachineSummary } from '../history/execution-summary.ts'
import { parseStatesArn, stateMachineArnOf } from '../history/states-arn.ts'
import type { Connection, ExecutionLogPage, ExecutionLogRequest, WorkerCalls } from './calls.ts'
import type { Remote } from './remote-calls.ts'
import type { HistorySource, SourceRef } from './source.ts'

/** An execution of which nothing is kept but its log: that of an Express workflow. Errors are thrown as `SourceError`. */
export interface LogSource {
  readonly kind: 'log'
  readonly ref: SourceRef
  readonly executionArn: string
  /** When it started, where a link tells. */
  readonly startedAt: Millis | undefined
  /** How and where its state machine logs. */
  readonly machine: (signal: AbortSignal) => Promise<MachineSummary>
  /** Only of a child of a Map Run: AWS knows no other. */
  readonly describe: ((signal: AbortSignal) => Promise<ExecutionSummary>) | undefined
  /** The definition it ran with: AWS keeps that of a child of a Map Run alone. */
  readonly definition: (signal: AbortSignal) => Promise<string | undefined>
  /** That of its state machine as it is today, or of one of its versions. */
  readonly machineDefinition: (versionArn: string | undefined, signal: AbortSignal) => Promise<string | undefined>
  readonly readLog: (logGroupArn: string, request: LogWindow, signal: AbortSignal) => Promise<ExecutionLogPage>
}

/** A history that can be asked for by its ids, or a log in which it has to be looked for. */
export type AnySource = HistorySource | LogSource

export type LogWindow = Omit<ExecutionLogRequest, 'executionArn'>

/** The log of an Express execution in AWS, through the gateway; undefined for any other execution. */
export function awsLogSource(
  ref: { readonly arn: string; readonly startedAt?: Millis },
  calls: Remote<WorkerCalls>,
  connection: () => Promise<Connection>,
): LogSource | undefined {
  const express = parseStatesArn(ref.arn)
  if (express?.kind !== 'express') return undefined
  const { arn: executionArn } = express
  const about = async (arn: string) => ({ connection: await connection(), arn })
  const describe = async (signal: AbortSignal) => calls('describeExecution', await about(executionArn), signal)
  return {
    kind: 'log',
    ref: { kind: 'aws', ...ref },
    executionArn,
    startedAt: ref.startedAt,
    machine: async signal => calls('describeMachine', await about(stateMachineArnOf(express)), signal),
    describe: express.mapRunLabel === undefined ? undefined : describe,
    definition: async signal =>
      express.mapRunLabel === undefined ? undefined : calls('readDefinition', await about(executionArn), signal),
    machineDefinition: async (versionArn, signal) =>
      calls('readMachineDefinition', await about(versionArn ?? stateMachineArnOf(express)), signal),
    readLog: async (logGroupArn, window, signal) =>
      calls('readExecutionLog', { ...(await about(logGroupArn)), ...window, executionArn }, signal),
  }
}
