import type { DistributedMapState, Machine, PlayedMapRun, Starts, State } from './machine.ts'
import { ACCOUNT, functionArn, REGION, stateMachineArn } from './payloads.ts'

/** A state machine in Amazon States Language. */
export type Definition = Readonly<Record<string, unknown>>

/** The definition a simulated machine would have been created from. Its QueryLanguage is JSONPath. */
export function definitionOf(machine: Machine, timeoutSeconds = 0): Definition {
  return { ...machineOf(machine), ...(timeoutSeconds > 0 ? { TimeoutSeconds: timeoutSeconds } : {}) }
}

function machineOf({ comment, startAt, states }: Machine): Definition {
  const written = Object.entries(states).map(([name, state]) => [name, stateOf(state)])
  return { ...(comment ? { Comment: comment } : {}), StartAt: startAt, States: Object.fromEntries(written) }
}

function stateOf(state: State): Definition {
  return {
    Type: state.type,
    ...(state.comment ? { Comment: state.comment } : {}),
    ...bodyOf(state),
    ...guardsOf(state),
    ...exitOf(state),
  }
}

function exitOf(state: State): Definition {
  if (state.type === 'Succeed' || state.type === 'Fail') return {}
  if (state.type === 'Choice') return state.next ? { Default: state.next } : {}
  return state.next ? { Next: state.next } : { End: true }
}

function guardsOf(state: State): Definition {
  const retry = 'retry' in state ? state.retry : undefined
  const catchers = 'catch' in state ? state.catch : undefined
  return {
    ...(retry?.length ? { Retry: retry.map(retrierOf) } : {}),
    ...(catchers?.length
      ? {
          Catch: catchers.map(({ errorEquals, next }) => ({
            ErrorEquals: errorEquals,
            ResultPath: '$.error',
            Next: next,
          })),
        }
      : {}),
  }
}

function retrierOf(retrier: {
  errorEquals: readonly string[]
  intervalSeconds: number
  maxAttempts: number
  backoffRate: number
}): Definition {
  const { errorEquals, intervalSeconds, maxAttempts, backoffRate } = retrier
  return {
    ErrorEquals: errorEquals,
    IntervalSeconds: intervalSeconds,
    MaxAttempts: maxAttempts,
    BackoffRate: backoffRate,
  }
}

function bodyOf(state: State): Definition {
  switch (state.type) {
    case 'Task':
      return taskOf(state)
    case 'Wait':
      return { Seconds: typeof state.waitMs === 'function' ? 60 : Math.ceil((state.waitMs[0] ?? 0) / 1000) }
    case 'Choice':
      return { Choices: state.choices ?? choicesOf(state.picks) }
    case 'Fail':
      return { Error: state.error ?? 'States.Failed', ...(state.cause ? { Cause: state.cause } : {}) }
    case 'Parallel':
      return { Branches: state.branches.map(machineOf) }
    case 'Map':
      return mapOf(state)
    case 'Pass':
    case 'Succeed':
      return {}
  }
}

/** Written out from the script where the machine does not say how its rules read. */
function choicesOf(picks: unknown): Definition[] {
  const names = Array.isArray(picks) ? [...new Set(picks.filter(pick => typeof pick === 'string'))] : []
  return names.map(name => ({ Variable: '$.next', StringEquals: name, Next: name }))
}

function taskOf({ task, starts, timeoutSeconds, heartbeatSeconds }: Extract<State, { type: 'Task' }>): Definition {
  return {
    Resource: resourceArn(task),
    ...(task.kind === 'integration' ? { Parameters: { ...startedOf(starts), 'Input.$': '$' } } : {}),
    ...(timeoutSeconds === undefined ? {} : { TimeoutSeconds: timeoutSeconds }),
    ...(heartbeatSeconds === undefined ? {} : { HeartbeatSeconds: heartbeatSeconds }),
  }
}

function startedOf(starts: Starts | undefined): Definition {
  return starts ? { StateMachineArn: stateMachineArn(starts.what.name, starts.what.account ?? ACCOUNT) } : {}
}

function resourceArn(task: Extract<State, { type: 'Task' }>['task']): string {
  if (task.kind === 'lambda') return functionArn(task.functionName)
  if (task.kind === 'activity') return `arn:aws:states:${REGION}:${ACCOUNT}:activity:${task.activityName}`
  return `arn:aws:states:::${task.resourceType}:${task.resource}`
}

function mapOf(state: Extract<State, { type: 'Map' }>): Definition {
  const isDistributed = state.mode === 'distributed'
  const plan = isDistributed ? playedOf(state) : undefined
  const ExecutionType = plan?.childType ?? 'STANDARD'
  const ProcessorConfig = isDistributed ? { Mode: 'DISTRIBUTED', ExecutionType } : { Mode: 'INLINE' }
  return {
    ...(isDistributed ? { Label: state.label } : {}),
    ...toleratedOf(plan),
    MaxConcurrency: state.maxConcurrency,
    ItemProcessor: { ProcessorConfig, ...machineOf(state.processor) },
  }
}

/** The first Map Run with children that the state would start. */
function playedOf({ runs }: DistributedMapState): PlayedMapRun | undefined {
  return Array.isArray(runs) ? runs.find(run => 'items' in run) : undefined
}

function toleratedOf(plan: PlayedMapRun | undefined): Definition {
  const { toleratedFailureCount, toleratedFailurePercentage } = plan ?? {}
  return {
    ...(toleratedFailureCount === undefined ? {} : { ToleratedFailureCount: toleratedFailureCount }),
    ...(toleratedFailurePercentage === undefined ? {} : { ToleratedFailurePercentage: toleratedFailurePercentage }),
  }
}
