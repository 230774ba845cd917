import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { phasesOf } from '../model/phases.ts'
import type { Span, TaskAttempt } from '../model/span.ts'
import { stretchesOf } from '../model/stretches.ts'

/** A stretch of work, epoch ms; an end of Infinity has not come yet. */
export interface Stretch {
  readonly from: Millis
  readonly to: Millis
}

/** A wait shorter than this is never folded, so it need not be told apart from work. */
const LEAST_WAIT: Millis = 10_000

/** When a leaf of the tree was at work. A wait is no work, but its two ends are moments when something happened. */
export function workOf(tree: ExecutionTree, leaf: Span): readonly Stretch[] {
  if (leaf.kind === 'stateVisit' && leaf.stateType === 'Wait')
    return stretchesOf(tree, leaf).flatMap(({ from, to }) => momentsOf(from, to))
  const to = leaf.endedAt ?? Infinity
  if (to - leaf.startedAt < LEAST_WAIT) return [{ from: leaf.startedAt, to }]
  if (leaf.kind === 'taskAttempt') return attemptStretches(tree, leaf)
  return stretchesOf(tree, leaf).map(({ from, to }) => ({ from, to: to ?? Infinity }))
}

function attemptStretches(tree: ExecutionTree, attempt: TaskAttempt): readonly Stretch[] {
  return phasesOf(tree, attempt).flatMap(phase =>
    phase.kind === 'waiting' ? momentsOf(phase.from, phase.to) : [{ from: phase.from, to: phase.to ?? Infinity }],
  )
}

function momentsOf(from: Millis, to: Millis | undefined): readonly Stretch[] {
  const start = { from, to: from }
  return to === undefined ? [start] : [start, { from: to, to }]
}
