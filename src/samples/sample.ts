import type { Millis } from '../history/events.ts'
import type { Machine, Retrier, Script, State, TaskFlavour, TaskResult, TaskRun } from '../simulator/machine.ts'
import type { SimulationOptions } from '../simulator/options.ts'
import type { SampleFunction } from './logs-file.ts'

/** An execution of our own making for the gallery: it opens without an AWS account. */
export interface Sample {
  /** Its place in links and the file's name. */
  readonly name: string
  readonly title: string
  readonly description: string
  readonly machine: Machine
  readonly options: SimulationOptions & { readonly machineName: string }
  /** How its functions log, by their names; absent: it comes without a log. */
  readonly functions?: Readonly<Record<string, SampleFunction>>
}

type TaskExtras = Partial<Omit<Extract<State, { type: 'Task' }>, 'type' | 'task' | 'runs'>>

/** A Task state. `service` is `lambda:NAME` (function by its ARN), `activity:NAME`, or a resource such as `sqs:sendMessage`. */
export function task(service: string, runs: Script<TaskRun>, extras: TaskExtras = {}): State {
  const at = service.lastIndexOf(':', service.endsWith(':2') ? service.length - 3 : undefined)
  return { type: 'Task', task: flavour(service.slice(0, at), service.slice(at + 1)), runs, ...extras }
}

function flavour(before: string, after: string): TaskFlavour {
  if (before === 'function') return { kind: 'lambda', functionName: after }
  if (before === 'activity') return { kind: 'activity', activityName: after }
  return { kind: 'integration', resourceType: before, resource: after }
}

export function took(runMs: Millis, output?: unknown, queueMs: Millis = 12): TaskRun {
  return { queueMs, runMs, result: output === undefined ? { kind: 'succeeded' } : { kind: 'succeeded', output } }
}

export function failed(runMs: Millis, error: string, cause: string): TaskRun {
  return { queueMs: 14, runMs, result: failure(error, cause) }
}

export function failure(error: string, cause: string): TaskResult {
  return { kind: 'failed', error, cause }
}

export function retry(error: string, intervalSeconds: number, maxAttempts: number): readonly Retrier[] {
  return [{ errorEquals: [error], intervalSeconds, maxAttempts, backoffRate: 2 }]
}

/** States in the order they run; one in `ends` is the last of its path. */
export function inOrder(states: Readonly<Record<string, State>>, ends: readonly string[] = []): Machine {
  const names = Object.keys(states)
  const linked = Object.entries(states).map(([name, state], at): [string, State] => {
    const next = names[at + 1]
    const isLast = next === undefined || ends.includes(name) || state.type === 'Fail' || state.type === 'Succeed'
    return [name, isLast || state.next !== undefined ? state : { ...state, next }]
  })
  return { startAt: names[0] ?? '', states: Object.fromEntries(linked) }
}
