import type { HistoryEvent } from '../history/events.ts'
import type { StartableMachine, TaskFlavour, TaskRun, TaskState } from './machine.ts'
import type { Failure, Run, Visit } from './run.ts'

type Details = NonNullable<HistoryEvent['details']>

export const REGION = 'eu-central-1'
export const ACCOUNT = '111122223333'

/** A payload as AWS writes it. */
export function json(value: unknown): string {
  return JSON.stringify(value) ?? 'null'
}

export function inputOf(data: unknown): Details {
  return { input: json(data), inputDetails: { truncated: false } }
}

export function outputOf(data: unknown): Details {
  return { output: json(data), outputDetails: { truncated: false } }
}

export function failureOf(failure: Pick<Failure, 'error' | 'cause'>): Details {
  return failure.cause === undefined ? { error: failure.error } : { error: failure.error, cause: failure.cause }
}

export function exitedOf(visit: Visit, output: unknown): Details {
  const { assign } = visit.state
  const variables = assign ? { assignedVariables: assign, assignedVariablesDetails: { truncated: false } } : {}
  return { name: visit.name, ...outputOf(output), ...variables }
}

/** The cause AWS gives when a state itself breaks: the link to its Entered is part of the sentence. */
export function brokenStateCause(visit: Visit, reason: string): string {
  return `An error occurred while executing the state '${visit.name}' (entered at the event id #${visit.enteredId}). ${reason}`
}

export function functionArn(functionName: string): string {
  return `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${functionName}`
}

/** Before `Scheduled`, `Started`, `Succeeded`, … in the event types of a task. */
export function taskFamily(task: TaskFlavour): 'LambdaFunction' | 'Activity' | 'Task' {
  if (task.kind === 'lambda') return 'LambdaFunction'
  return task.kind === 'activity' ? 'Activity' : 'Task'
}

export function hasSubmitted(task: TaskFlavour): boolean {
  return task.kind === 'integration' && /\.(sync(:2)?|waitForTaskToken)$/.test(task.resource)
}

/** The members every `Task*` event carries; none for Lambda and activities. */
export function resourceOf(task: TaskFlavour): Details {
  return task.kind === 'integration' ? { resourceType: task.resourceType, resource: task.resource } : {}
}

export function scheduledOf(run: Run, visit: Visit, state: TaskState): Details {
  const { task, timeoutSeconds, heartbeatSeconds } = state
  const limits = {
    ...(timeoutSeconds === undefined ? {} : { timeoutInSeconds: timeoutSeconds }),
    ...(heartbeatSeconds === undefined || task.kind === 'lambda' ? {} : { heartbeatInSeconds: heartbeatSeconds }),
  }
  const data = visit.sequence.data
  const parameters = state.parameters ? state.parameters(data, visit.occasion) : data
  if (task.kind === 'lambda') return { resource: functionArn(task.functionName), ...inputOf(parameters), ...limits }
  const activityArn =
    task.kind === 'activity' ? `arn:aws:states:${REGION}:${ACCOUNT}:activity:${task.activityName}` : ''
  if (task.kind === 'activity') return { resource: activityArn, ...inputOf(parameters), ...limits }
  if (state.starts) return startOf(run, { state, what: state.starts.what, input: parameters, limits })
  return { ...resourceOf(task), region: REGION, parameters: json(parameters), ...limits }
}

interface Start {
  readonly state: TaskState
  readonly what: StartableMachine
  readonly input: unknown
  readonly limits: Details
}

/** The start of an execution. In another account a role stands for who starts it. */
function startOf(run: Run, { state, what, input, limits }: Start): Details {
  const account = what.account ?? run.identity.account
  const role = { taskCredentials: { roleArn: `arn:aws:iam::${account}:role/start-${what.name}` } }
  return {
    ...resourceOf(state.task),
    region: REGION,
    parameters: json({ StateMachineArn: stateMachineArn(what.name, account), Input: input }),
    ...limits,
    ...(account === run.identity.account ? {} : role),
  }
}

export function stateMachineArn(name: string, account: string): string {
  return `arn:aws:states:${REGION}:${account}:stateMachine:${name}`
}

/** What a `.sync` or callback task answers at once: for a nested execution, the child's ARN. */
export function submittedOf(run: Run, task: TaskFlavour, childArn: string | undefined): Details {
  const answer = childArn
    ? { ExecutionArn: childArn, StartDate: run.agenda.now }
    : { SdkHttpMetadata: { HttpStatusCode: 200 }, SdkResponseMetadata: { RequestId: run.random.uuid() } }
  return { ...resourceOf(task), ...outputOf(answer) }
}

/** The child's ARN if the task starts an execution. */
export function childArnOf(run: Run, task: TaskFlavour): string | undefined {
  if (task.kind !== 'integration' || task.resourceType !== 'states') return undefined
  return `arn:aws:states:${REGION}:${ACCOUNT}:execution:${run.options.machineName}-child:${run.random.uuid()}`
}

export function taskOutput(attempt: TaskRun, data: unknown, childArn: string | undefined): unknown {
  const output =
    attempt.result.kind === 'succeeded' && attempt.result.output !== undefined ? attempt.result.output : data
  return childArn ? { ExecutionArn: childArn, Status: 'SUCCEEDED', Output: output } : output
}

/** A failed child execution is named in the cause, a Lambda function's error is JSON. */
export function taskFailure(
  run: Run,
  task: TaskFlavour,
  { error, cause, childArn }: TaskTrouble,
): Pick<Failure, 'error' | 'cause'> {
  if (childArn)
    return {
      error: 'States.TaskFailed',
      cause: json({ ExecutionArn: childArn, Status: 'FAILED', Error: error, Cause: cause }),
    }
  const isFunction = task.kind === 'lambda' || (task.kind === 'integration' && task.resourceType === 'lambda')
  if (!isFunction || cause?.startsWith('{')) return { error, cause }
  const trace = [`Runtime.handler (/var/task/index.mjs:${20 + (error.length % 40)}:11)`]
  return { error, cause: json({ errorType: error, errorMessage: cause ?? error, requestId: run.random.uuid(), trace }) }
}

export interface TaskTrouble {
  readonly error: string
  readonly cause: string | undefined
  readonly childArn: string | undefined
}
