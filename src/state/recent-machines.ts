import { parseStatesArn, stateMachineArnOf } from '../history/states-arn.ts'
import type { OpenedMachine } from './opened-machines.ts'
import type { RecentExecution } from './recent-executions.ts'

/** A state machine of which this person opened an execution or the runs, and when that was last. */
export type RecentMachine = OpenedMachine

/** The state machines in AWS of what was opened, and those opened themselves, each once, newest first. */
export function recentMachines(
  list: readonly RecentExecution[],
  opened: readonly OpenedMachine[],
): readonly RecentMachine[] {
  const machines = new Map(opened.map(machine => [machine.arn, machine]))
  for (const { ref, openedAt } of list) {
    const execution = ref.kind === 'aws' ? parseStatesArn(ref.arn) : undefined
    if (execution?.kind !== 'execution') continue
    const arn = stateMachineArnOf(execution)
    const known = machines.get(arn)
    if (known === undefined || known.openedAt < openedAt)
      machines.set(arn, { arn, name: execution.stateMachineName, openedAt })
  }
  return [...machines.values()].toSorted((a, b) => b.openedAt - a.openedAt)
}
