import type { ExecutionTree } from './execution-tree.ts'
import type { Span, SpanKey, StateVisit, TaskAttempt } from './span.ts'

/*
 * Ways through the tree. Upwards they go from the inside out; downwards parents come before children and siblings in order
 * of their opening events.
 */

/** What a span lies in; undefined for the execution. */
export function parentOf(tree: ExecutionTree, span: Span): Span | undefined {
  return span.parentKey === undefined ? undefined : tree.span(span.parentKey)
}

/** The span and all it lies in, inside out. */
export function* upwards(tree: ExecutionTree, span: Span | undefined): Generator<Span, void> {
  for (let at = span; at !== undefined; at = parentOf(tree, at)) yield at
}

/** All a span lies in, inside out, without itself. */
export function ancestorsOf(tree: ExecutionTree, span: Span): Generator<Span, void> {
  return upwards(tree, parentOf(tree, span))
}

/** From the outermost container to the span itself; the execution is left out unless it is the span. */
export function pathTo(tree: ExecutionTree, span: Span): readonly Span[] {
  const path: Span[] = [span]
  for (const at of ancestorsOf(tree, span)) if (at.kind !== 'execution') path.unshift(at)
  return path
}

/** The nearest state visit around a span, the span itself included. */
export function visitAround(tree: ExecutionTree, span: Span): StateVisit | undefined {
  for (const at of upwards(tree, span)) if (at.kind === 'stateVisit') return at
  return undefined
}

/** The names of the states around a span and its own, outermost first, whatever the iteration or branch. Empty for the execution. */
export function stateNamesAround(tree: ExecutionTree, span: Span): readonly string[] {
  const names: string[] = []
  for (const at of upwards(tree, span)) if (at.kind === 'stateVisit') names.unshift(at.name)
  return names
}

/** Indexes of the Map iterations around a span, its own included, outermost first. */
export function iterationsAround(tree: ExecutionTree, span: Span): readonly number[] {
  const indexes: number[] = []
  for (const at of upwards(tree, span)) if (at.kind === 'mapIteration') indexes.unshift(at.index)
  return indexes
}

/** Some spans and all they lie in. */
export function withAncestors(tree: ExecutionTree, keys: Iterable<SpanKey>): ReadonlySet<SpanKey> {
  const found = new Set<SpanKey>()
  for (const key of keys) {
    for (const at of upwards(tree, tree.span(key))) {
      if (found.has(at.key)) break
      found.add(at.key)
    }
  }
  return found
}

/** The spans directly inside a span, in order of their opening events. */
export function childrenOf(tree: ExecutionTree, span: Span): readonly Span[] {
  const children: Span[] = []
  for (const key of span.children) {
    const child = tree.span(key)
    if (child !== undefined) children.push(child)
  }
  return children
}

/** The attempts of a visit, in order. */
export function attemptsOf(tree: ExecutionTree, visit: StateVisit): readonly TaskAttempt[] {
  const attempts: TaskAttempt[] = []
  // Not by a list of all children: a Map has tens of thousands, and none that is an attempt.
  for (const key of visit.children) {
    const child = tree.span(key)
    if (child?.kind === 'taskAttempt') attempts.push(child)
  }
  return attempts
}

/** The sibling before (`step` -1) or after (1) a span; undefined at the ends. */
export function siblingOf(tree: ExecutionTree, span: Span, step: 1 | -1): Span | undefined {
  const siblings = parentOf(tree, span)?.children ?? []
  const at = siblings.indexOf(span.key)
  const key = at < 0 ? undefined : siblings[at + step]
  return key === undefined ? undefined : tree.span(key)
}

/** The span and all in it, parents before children. */
export function* downwards(tree: ExecutionTree, top: Span): Generator<Span, void> {
  const pending: Span[] = [top]
  for (let span = pending.pop(); span !== undefined; span = pending.pop()) {
    yield span
    for (let at = span.children.length - 1; at >= 0; at--) {
      const child = tree.span(span.children[at] ?? 0)
      if (child !== undefined) pending.push(child)
    }
  }
}

interface Placed {
  readonly span: Span
  readonly parent: Span | undefined
  /** The execution has 0. */
  readonly depth: number
}

/** Every span of a tree with its parent and depth, parents before children. */
export function* depthFirst(tree: ExecutionTree): Generator<Placed, void> {
  yield { span: tree.root, parent: undefined, depth: 0 }
  // Of each container on the way the next child: a million siblings are looked at one by one.
  const path: { readonly span: Span; next: number }[] = [{ span: tree.root, next: 0 }]
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const key = top.span.children[top.next++]
    if (key === undefined) {
      path.pop()
      continue
    }
    const child = tree.span(key)
    if (child === undefined) continue
    yield { span: child, parent: top.span, depth: path.length }
    if (child.children.length > 0) path.push({ span: child, next: 0 })
  }
}
