import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { phasesOf } from '../model/phases.ts'
import type { Span, SpanKey, TaskAttempt } from '../model/span.ts'
import { type Column, createColumn } from './column.ts'
import { isFailure } from './outcome-code.ts'
import { timedSegments } from './span-segments.ts'

/** When work went on anywhere in an execution: what folds and the overview are made of. */
export interface Activity {
  /** Stretches of work (queued or running, not waiting), unsorted epoch ms; an end of Infinity still runs. */
  readonly starts: Float64Array
  readonly ends: Float64Array
  /** Where an attempt, or a state without attempts, failed or timed out. */
  readonly failedAt: Float64Array
  readonly failedKeys: Float64Array
}

/** A wait shorter than this is never folded, so it need not be told apart from work. */
const LEAST_WAIT: Millis = 10_000

const known = new WeakMap<ExecutionTree, Activity>()

/** The activity of an execution, worked out once a tree version in one walk. */
export function activityOf(tree: ExecutionTree): Activity {
  let activity = known.get(tree)
  if (activity === undefined) known.set(tree, (activity = walk(tree)))
  return activity
}

interface Draft {
  readonly tree: ExecutionTree
  readonly starts: Column
  readonly ends: Column
  readonly failedAt: Column
  readonly failedKeys: Column
}

function walk(tree: ExecutionTree): Activity {
  const draft: Draft = {
    tree,
    starts: createColumn(1024),
    ends: createColumn(1024),
    failedAt: createColumn(),
    failedKeys: createColumn(),
  }
  const open: SpanKey[] = [...tree.root.children]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const span = tree.span(key)
    if (span === undefined) continue
    if (span.children.length > 0) for (const child of span.children) open.push(child)
    else addLeaf(draft, span)
  }
  return {
    starts: draft.starts.values(),
    ends: draft.ends.values(),
    failedAt: draft.failedAt.values(),
    failedKeys: draft.failedKeys.values(),
  }
}

function addLeaf(draft: Draft, span: Span): void {
  if (isFailure(span.outcome) && span.endedAt !== undefined) {
    draft.failedAt.push(span.endedAt)
    draft.failedKeys.push(span.key)
  }
  if (span.kind === 'stateVisit' && span.stateType === 'Wait') return addMoments(draft, span)
  const end = span.endedAt ?? Infinity
  if (end - span.startedAt < LEAST_WAIT) return addStretch(draft, span.startedAt, end)
  if (span.kind === 'taskAttempt') return addPhases(draft, span)
  for (const segment of timedSegments(draft.tree, span)) addStretch(draft, segment.from, segment.to ?? Infinity)
}

function addPhases(draft: Draft, span: TaskAttempt): void {
  for (const phase of phasesOf(draft.tree, span)) {
    if (phase.kind === 'waiting') {
      addStretch(draft, phase.from, phase.from)
      if (phase.to !== undefined) addStretch(draft, phase.to, phase.to)
    } else addStretch(draft, phase.from, phase.to ?? Infinity)
  }
}

/** A wait is no work, but its two ends are moments when something happened. */
function addMoments(draft: Draft, span: Span): void {
  addStretch(draft, span.startedAt, span.startedAt)
  if (span.endedAt !== undefined) addStretch(draft, span.endedAt, span.endedAt)
}

function addStretch(draft: Draft, from: Millis, to: Millis): void {
  draft.starts.push(from)
  draft.ends.push(to)
}
