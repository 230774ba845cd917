import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'

/** One step from the outside in. A state that encloses an iteration is told by the iteration: `ProcessOrders #412`. */
export interface PlacePart {
  readonly kind: 'state' | 'iteration' | 'branch'
  /** The state's name; of an iteration or branch its Map's or Parallel's. */
  readonly name: string
  /** Of an iteration (from 0) or a branch (from 0). */
  readonly index: number | undefined
  readonly key: SpanKey
}

/** Where a span lies, for people. */
export interface Place {
  readonly parts: readonly PlacePart[]
  /** `ProcessOrders #412 › ChargeCard`; empty for the execution itself. */
  readonly text: string
  /** Indexes of the Map iterations around it, outermost first. */
  readonly iterations: readonly number[]
}

export const PATH_SEPARATOR = ' › '

/** Where a span lies, from the execution inwards. An attempt and a map run are told by their state. */
export function placeOf(tree: ExecutionTree, span: Span): Place {
  const parts: PlacePart[] = []
  let inner: Span | undefined
  for (const at of upwards(tree, span)) {
    const part = partOf(tree, at, inner)
    if (part !== undefined) parts.unshift(part)
    inner = at
  }
  return {
    parts,
    text: parts.map(partText).join(PATH_SEPARATOR),
    iterations: parts.filter(part => part.kind === 'iteration').map(part => part.index ?? 0),
  }
}

/**
 * The names of the states around a span and its own, outermost first: what statistics group by, whatever the iteration,
 * branch or visit. Empty for the execution.
 */
export function statePathOf(tree: ExecutionTree, span: Span): readonly string[] {
  const names: string[] = []
  for (const at of upwards(tree, span)) if (at.kind === 'stateVisit') names.unshift(at.name)
  return names
}

/** The span and all it lies in, inside out. */
export function* upwards(tree: ExecutionTree, span: Span): Generator<Span> {
  for (let at: Span | undefined = span; at !== undefined; ) {
    yield at
    at = at.parentKey === undefined ? undefined : tree.span(at.parentKey)
  }
}

/** The nearest state visit around a span, the span itself included. */
export function visitAround(tree: ExecutionTree, span: Span): Extract<Span, { kind: 'stateVisit' }> | undefined {
  for (const at of upwards(tree, span)) if (at.kind === 'stateVisit') return at
  return undefined
}

/** Indexes of the Map iterations around a span, outermost first. */
export function iterationsAround(tree: ExecutionTree, span: Span): readonly number[] {
  const indexes: number[] = []
  for (const at of upwards(tree, span)) if (at.kind === 'mapIteration') indexes.push(at.index)
  return indexes.reverse()
}

function partOf(tree: ExecutionTree, span: Span, inner: Span | undefined): PlacePart | undefined {
  const { key } = span
  switch (span.kind) {
    case 'stateVisit':
      // What lies in an iteration or branch is told by that, which carries the state's name.
      if (inner?.kind === 'mapIteration' || inner?.kind === 'parallelBranch') return undefined
      return { kind: 'state', name: span.name, index: undefined, key }
    case 'mapIteration':
      return { kind: 'iteration', name: span.name, index: span.index, key }
    case 'parallelBranch': {
      const parent = span.parentKey === undefined ? undefined : tree.span(span.parentKey)
      return { kind: 'branch', name: parent?.kind === 'stateVisit' ? parent.name : '', index: span.index, key }
    }
    default:
      return undefined
  }
}

function partText({ kind, name, index }: PlacePart): string {
  if (kind === 'iteration') return `${name} #${index}`
  return kind === 'branch' ? `${name} branch ${(index ?? 0) + 1}` : name
}
