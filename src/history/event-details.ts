/**
 * What AWS's API model says each `…EventDetails` member holds. Every field is optional: a history may come without
 * execution data, from a log or an emulator.
 */

/** JSON as text: up to 256 KiB, written by the author of the state machine, so never trusted. */
export type PayloadText = string

export interface DataDetails {
  /** In CloudWatch Logs: the payload was too long for the log and is cut. */
  readonly truncated?: boolean
}

export interface NoDetails {
  readonly [field: string]: unknown
}

export interface FailureDetails {
  readonly error?: string
  readonly cause?: string
}

interface InputDetails {
  readonly input?: PayloadText
  readonly inputDetails?: DataDetails
}

interface OutputDetails {
  readonly output?: PayloadText
  readonly outputDetails?: DataDetails
}

export interface TaskCredentials {
  readonly roleArn?: string
}

export interface ActivityScheduledDetails extends InputDetails {
  readonly resource?: string
  readonly timeoutInSeconds?: number
  readonly heartbeatInSeconds?: number
}

export interface ActivityStartedDetails {
  readonly workerName?: string
}

export interface ActivitySucceededDetails extends OutputDetails {}

export interface EvaluationFailedDetails extends FailureDetails {
  /** The field of the state whose expression failed. */
  readonly location?: string
  /** The state's name. */
  readonly state?: string
}

export interface ExecutionRedrivenDetails {
  readonly redriveCount?: number
}

export interface ExecutionStartedDetails extends InputDetails {
  readonly roleArn?: string
  readonly stateMachineAliasArn?: string
  readonly stateMachineVersionArn?: string
}

export interface ExecutionSucceededDetails extends OutputDetails {}

export interface LambdaFunctionScheduledDetails extends InputDetails {
  readonly resource?: string
  readonly timeoutInSeconds?: number
  readonly taskCredentials?: TaskCredentials
}

export interface LambdaFunctionSucceededDetails extends OutputDetails {}

export interface MapIterationDetails {
  /** The Map state's name. */
  readonly name?: string
  /** Counts from 0. */
  readonly index?: number
}

export interface MapRunRedrivenDetails {
  readonly mapRunArn?: string
  readonly redriveCount?: number
}

export interface MapRunStartedDetails {
  readonly mapRunArn?: string
}

export interface MapStateStartedDetails {
  /** Number of items; 0 or absent for a distributed Map. */
  readonly length?: number
}

export interface StateEnteredDetails extends InputDetails {
  readonly name?: string
}

export interface StateExitedDetails extends OutputDetails {
  readonly name?: string
  /** Variable names and their JSON values as text. */
  readonly assignedVariables?: Readonly<Record<string, PayloadText>>
  readonly assignedVariablesDetails?: DataDetails
}

export interface TaskDetails {
  /** The service: `lambda`, `states`, `aws-sdk:s3`, … */
  readonly resourceType?: string
  /** The action: `invoke`, `startExecution.sync`, … */
  readonly resource?: string
}

export interface TaskScheduledDetails extends TaskDetails {
  readonly region?: string
  readonly parameters?: PayloadText
  readonly timeoutInSeconds?: number
  readonly heartbeatInSeconds?: number
  readonly taskCredentials?: TaskCredentials
}

export interface TaskFailureDetails extends TaskDetails, FailureDetails {}

export interface TaskOutputDetails extends TaskDetails, OutputDetails {}
