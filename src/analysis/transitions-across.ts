import type { Member } from '../forest/member.ts'
import { machineName } from '../words/member-names.ts'
import { isComplete } from './completeness.ts'
import { addBills, type ExpressBill, expressBillOf, NO_EXPRESS } from './express-bill.ts'
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
  /** What is billed in place of transitions where the executions are Express. */
  readonly express: ExpressBill | undefined
}

/** Transitions of members by state machine, the most first; children of a Map Run may be Express where the machine is not. */
export function transitionsAcross(members: readonly Member[]): readonly MachineTransitions[] {
  const sums = new Map<string, { -readonly [K in keyof MachineTransitions]: MachineTransitions[K] }>()
  for (const member of members) {
    if (member.tree === undefined) continue
    const machine = machineName(member) ?? ''
    const bill = expressBillOf(member)
    const key = `${bill === undefined ? 'standard' : 'express'} ${machine}`
    const counts = { executions: 0, partial: 0, entered: 0, retries: 0, total: 0 }
    const sum = sums.get(key) ?? { machine, ...counts, express: undefined }
    sums.set(key, sum)
    if (bill !== undefined) sum.express = addBills(sum.express ?? NO_EXPRESS, bill)
    const { entered, retries, total } = ownTransitions(member.tree)
    sum.executions++
    sum.partial += isComplete(member.tree) ? 0 : 1
    sum.entered += entered
    sum.retries += retries
    sum.total += total
  }
  return [...sums.values()].toSorted((a, b) => b.total - a.total)
}
