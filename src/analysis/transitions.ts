import type { ExecutionTree } from '../model/execution-tree.ts'
import type { StateVisit } from '../model/span.ts'
import { atOnce } from '../waits/slices.ts'
import { isComplete } from './completeness.ts'
import { type StateNode, visitsByState } from './state-walk.ts'

export interface TransitionShare {
  readonly path: string
  readonly entered: number
  readonly retries: number
}

export interface Transitions {
  /** States entered. */
  readonly entered: number
  /** Tries beyond the first, of tasks, Maps and Parallels; after a redrive too. */
  readonly retries: number
  readonly total: number
  /** The most first. */
  readonly byState: readonly TransitionShare[]
  readonly complete: boolean
}

export interface Price {
  readonly perThousand: number
  readonly currency: string
  /** Where and since when this is the price: a person may have another one. */
  readonly note: string
}

/** AWS's published price of Standard workflows in us-east-1; other regions cost up to half as much again. */
export const DEFAULT_PRICE: Price = {
  perThousand: 0.025,
  currency: 'USD',
  note: 'Standard workflows in us-east-1, without the free tier. Other regions differ: see aws.amazon.com/step-functions/pricing.',
}

export interface Cost {
  readonly total: number
  /** What the retries cost. */
  readonly retries: number
}

/**
 * State transitions of this execution as AWS bills Standard workflows: one each time a step is executed, and one for each retry
 * (AWS Step Functions pricing). An estimate: children of a distributed Map and nested executions are billed on their own, and
 * Express executions by time.
 */
export function transitionsOf(tree: ExecutionTree): Transitions {
  return atOnce(transitionSteps(tree))
}

/** The same in steps of a visit each, for `inSlices`. */
export function* transitionSteps(tree: ExecutionTree): Generator<void, Transitions> {
  const counts = new Map<StateNode, { path: string; entered: number; retries: number }>()
  for (const { visit, node } of visitsByState(tree)) {
    let count = counts.get(node)
    if (count === undefined) {
      count = { path: node.path, entered: 0, retries: 0 }
      counts.set(node, count)
    }
    count.entered++
    count.retries += Math.max(0, triesOf(tree, visit) - 1)
    yield
  }
  const byState = [...counts.values()].toSorted((a, b) => b.entered + b.retries - a.entered - a.retries)
  const entered = byState.reduce((sum, state) => sum + state.entered, 0)
  const retries = byState.reduce((sum, state) => sum + state.retries, 0)
  return { entered, retries, total: entered + retries, byState, complete: isComplete(tree) }
}

/** Rounds of a Map or Parallel, attempts of a task. */
export function triesOf(tree: ExecutionTree, visit: StateVisit): number {
  if (visit.rounds.length > 0) return visit.rounds.length
  let tries = 0
  for (const key of visit.children) if (tree.span(key)?.kind === 'taskAttempt') tries++
  return tries
}

/** What transitions cost at a price for a thousand, in the price's currency. */
export function costOf(transitions: Transitions, perThousand: number = DEFAULT_PRICE.perThousand): Cost {
  return { total: (transitions.total * perThousand) / 1000, retries: (transitions.retries * perThousand) / 1000 }
}
