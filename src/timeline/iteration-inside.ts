import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { phasesOf } from '../model/phases.ts'
import type { Outcome, SpanKey, StateVisit } from '../model/span.ts'
import { stretchesOf } from '../model/stretches.ts'
import { attemptsOf, childrenOf } from '../model/walk.ts'
import { isFailure } from './outcome-code.ts'

/** A stretch of an iteration's time, told in one line. */
export interface InsidePart {
  readonly shape: 'queued' | 'running' | 'waiting' | 'backoff'
  readonly outcome: Outcome
  /** Epoch ms. */
  readonly from: Millis
  /** Epoch ms; Infinity for what still goes on. */
  readonly to: Millis
  /** An attempt or state that did not succeed ends here. */
  readonly ends: boolean
}

const known = new WeakMap<ExecutionTree, Map<SpanKey, readonly InsidePart[]>>()

/**
 * What an iteration did, state after state, in order of time and without overlaps: queued, running, waiting, backoff; of an
 * attempt that failed its outcome, of the last one before a Catch *caught*. A Map or Parallel in it is one running part.
 * Worked out once for each version of the tree.
 */
export function insideOf(tree: ExecutionTree, key: SpanKey): readonly InsidePart[] {
  let ofTree = known.get(tree)
  if (ofTree === undefined) known.set(tree, (ofTree = new Map()))
  let parts = ofTree.get(key)
  if (parts === undefined) ofTree.set(key, (parts = inOrder(collect(tree, key))))
  return parts
}

/**
 * The same where it tells all of the iteration, its end too; undefined where one bar tells more: one that ended in a way that
 * nothing in it tells.
 */
export function toldInside(tree: ExecutionTree, key: SpanKey, outcome: Outcome): readonly InsidePart[] | undefined {
  const parts = insideOf(tree, key)
  const told = outcome === 'succeeded' || outcome === 'running' || parts.at(-1)?.outcome === outcome
  return parts.length > 0 && told ? parts : undefined
}

function collect(tree: ExecutionTree, key: SpanKey): readonly InsidePart[] {
  const iteration = tree.span(key)
  if (iteration === undefined) return []
  return childrenOf(tree, iteration).flatMap(child => (child.kind === 'stateVisit' ? partsOf(tree, child) : []))
}

function partsOf(tree: ExecutionTree, visit: StateVisit): readonly InsidePart[] {
  const attempts = visit.stateType === 'Task' ? attemptsOf(tree, visit) : []
  if (attempts.length === 0) {
    const shape = visit.stateType === 'Wait' ? ('waiting' as const) : ('running' as const)
    return stretchesOf(tree, visit).map(({ from, to, outcome }) => part(shape, outcome, { from, to }))
  }
  const parts: InsidePart[] = []
  for (const [index, attempt] of attempts.entries()) {
    const before = attempts[index - 1]
    if (before?.endedAt !== undefined) parts.push(backoff(before.endedAt, attempt.startedAt))
    const isLast = index === attempts.length - 1
    const outcome = isLast && visit.outcome === 'caught' ? 'caught' : attempt.outcome
    const phases = phasesOf(tree, attempt)
    for (const phase of phases) {
      const one = part(phase.kind, outcome, phase)
      parts.push(phase === phases.at(-1) ? one : { ...one, ends: false })
    }
    const waits = isLast && isFailure(attempt.outcome) && visit.outcome !== 'caught' ? attempt.endedAt : undefined
    if (waits !== undefined && waits < (visit.endedAt ?? Infinity)) parts.push(backoff(waits, visit.endedAt))
  }
  return parts
}

function part(
  shape: InsidePart['shape'],
  outcome: Outcome,
  { from, to }: { readonly from: Millis; readonly to: Millis | undefined },
): InsidePart {
  const ends = outcome !== 'succeeded' && outcome !== 'running'
  return { shape, outcome, from, to: to ?? Infinity, ends }
}

function backoff(from: Millis, to: Millis | undefined): InsidePart {
  return { shape: 'backoff', outcome: 'running', from, to: to ?? Infinity, ends: false }
}

/** Clocks of a history may lie: what would overlap begins where the one before ends. */
function inOrder(parts: readonly InsidePart[]): readonly InsidePart[] {
  const ordered: InsidePart[] = []
  let end = -Infinity
  for (const one of parts.toSorted((a, b) => a.from - b.from)) {
    const from = Math.max(one.from, end)
    if (one.to < from) continue
    ordered.push(from === one.from ? one : { ...one, from })
    end = one.to
  }
  return ordered
}
