import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Outcome, SpanKey } from '../model/span.ts'
import { downwards, withAncestors } from '../model/walk.ts'
import { wentWrong } from '../timeline/outcome-code.ts'

const failuresOf = new WeakMap<ExecutionTree, readonly SpanKey[]>()

/**
 * Where things went wrong, in order of their events: state visits that failed, timed out or were caught and contain no
 * other such visit. An error that a retry made good is none. Worked out once a tree version.
 */
export function failedVisits(tree: ExecutionTree): readonly SpanKey[] {
  let failures = failuresOf.get(tree)
  if (failures === undefined) failuresOf.set(tree, (failures = collectFailures(tree)))
  return failures
}

function collectFailures(tree: ExecutionTree): readonly SpanKey[] {
  const failed: SpanKey[] = []
  for (const span of downwards(tree, tree.root)) {
    if (span.kind === 'stateVisit' && wentWrong(span.outcome)) {
      failed.push(span.key)
    }
  }
  const containers = withAncestors(
    tree,
    failed.map(key => tree.span(key)?.parentKey ?? tree.root.key),
  )
  return failed.filter(key => !containers.has(key)).sort((a, b) => a - b)
}

/**
 * The next (`step` 1) or previous (-1) of some spans, counted from `from`, going round at the ends. Keys rise with the
 * opening events, so order of keys is order of the history. Undefined if there are none.
 */
export function neighbourIn(keys: readonly SpanKey[], from: SpanKey | undefined, step: 1 | -1): SpanKey | undefined {
  if (keys.length === 0) return undefined
  if (step === 1) return keys.find(key => from === undefined || key > from) ?? keys[0]
  return keys.findLast(key => from !== undefined && key < from) ?? keys.at(-1)
}

/** The outcomes that occur in an execution. */
export function outcomesOf(tree: ExecutionTree): ReadonlySet<Outcome> {
  const found = new Set<Outcome>()
  for (const { outcome } of downwards(tree, tree.root)) found.add(outcome)
  return found
}
