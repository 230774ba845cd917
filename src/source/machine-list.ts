import type { MachineList } from './calls.ts'

interface ListedMachines {
  stateMachines?:
    | readonly {
        stateMachineArn?: string | undefined
        name?: string | undefined
        type?: string | undefined
        creationDate?: Date | undefined
      }[]
    | undefined
  nextToken?: string | undefined
}

/** ListStateMachines' answer, as this project knows it. */
export function machinesOf({ stateMachines = [], nextToken }: ListedMachines): MachineList {
  const machines = stateMachines.map(({ stateMachineArn = '', name, type, creationDate }) => ({
    stateMachineArn,
    name: name ?? stateMachineArn.split(':')[6] ?? '',
    type: type ?? 'STANDARD',
    createdAt: creationDate?.getTime(),
  }))
  return { machines, ...(nextToken !== undefined && { nextToken }) }
}
