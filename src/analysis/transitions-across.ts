import { arnOf, type Member } from '../forest/member.ts'
import { machineName } from '../words/member-names.ts'
import { isComplete } from './completeness.ts'
import { oncePerTree } from './once-per-tree.ts'
import { type Transitions, transitionsOf } from './transitions.ts'

const ownTransitions = oncePerTree((tree): Transitions => transitionsOf(tree))

/** State transitions of the executions of one state machine, as far as they are read. */
export interface MachineTransitions {
  readonly machine: string
  /** Of so many executions. */
  readonly executions: number
  /** Of these so many are not read to the end: they have more. */
  readonly partial: number
  readonly entered: number
  readonly retries: number
  readonly total: number
  /** Express executions are billed by time, not by transitions. */
  readonly express: boolean
}

/** Transitions of members by state machine, the most first. */
export function transitionsAcross(members: readonly Member[]): readonly MachineTransitions[] {
  const sums = new Map<string, { -readonly [K in keyof MachineTransitions]: MachineTransitions[K] }>()
  for (const member of members) {
    if (member.tree === undefined) continue
    const machine = machineName(member) ?? ''
    const express = arnOf(member)?.includes(':express:') === true
    const sum = sums.get(machine) ?? { machine, executions: 0, partial: 0, entered: 0, retries: 0, total: 0, express }
    sums.set(machine, sum)
    const { entered, retries, total } = ownTransitions(member.tree)
    sum.executions++
    sum.partial += isComplete(member.tree) ? 0 : 1
    sum.entered += entered
    sum.retries += retries
    sum.total += total
  }
  return [...sums.values()].toSorted((a, b) => b.total - a.total)
}
