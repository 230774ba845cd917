import type { Millis } from '../history/events.ts'
import { parseStatesArn, stateMachineArnOf } from '../history/states-arn.ts'
import type { RecentExecution } from './recent-executions.ts'

/** A state machine of which this person opened an execution. */
export interface RecentMachine {
  readonly arn: string
  readonly name: string
  /** When the latest of them was opened. */
  readonly openedAt: Millis
}

/** The state machines in AWS of what was opened, each once, newest first. */
export function recentMachines(list: readonly RecentExecution[]): readonly RecentMachine[] {
  const machines = new Map<string, RecentMachine>()
  for (const { ref, openedAt } of list) {
    const execution = ref.kind === 'aws' ? parseStatesArn(ref.arn) : undefined
    if (execution?.kind !== 'execution') continue
    const arn = stateMachineArnOf(execution)
    if (!machines.has(arn)) machines.set(arn, { arn, name: execution.stateMachineName, openedAt })
  }
  return [...machines.values()]
}
