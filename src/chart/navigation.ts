import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Outcome, Span, SpanKey } from '../model/span.ts'

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
  const containers = new Set<SpanKey>()
  const open: Span[] = [tree.root]
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    for (const key of span.children) {
      const child = tree.span(key)
      if (child !== undefined) open.push(child)
    }
    if (span.kind === 'stateVisit' && isFailure(span)) {
      failed.push(span.key)
      addAncestors(tree, span, containers)
    }
  }
  return failed.filter(key => !containers.has(key)).sort((a, b) => a - b)
}

function isFailure(span: Span): boolean {
  return span.outcome === 'failed' || span.outcome === 'timedOut' || span.outcome === 'caught'
}

function addAncestors(tree: ExecutionTree, span: Span, into: Set<SpanKey>): void {
  for (let key = span.parentKey; key !== undefined && !into.has(key); key = tree.span(key)?.parentKey) into.add(key)
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

/** The sibling before or after a span, undefined at the ends. */
export function siblingOf(tree: ExecutionTree, key: SpanKey, step: 1 | -1): SpanKey | undefined {
  const parentKey = tree.span(key)?.parentKey
  const siblings = parentKey === undefined ? [] : (tree.span(parentKey)?.children ?? [])
  const at = siblings.indexOf(key)
  return at < 0 ? undefined : siblings[at + step]
}

/** The outcomes that occur in an execution. */
export function outcomesOf(tree: ExecutionTree): ReadonlySet<Outcome> {
  const found = new Set<Outcome>()
  const open: Span[] = [tree.root]
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    found.add(span.outcome)
    for (const key of span.children) {
      const child = tree.span(key)
      if (child !== undefined) open.push(child)
    }
  }
  return found
}
