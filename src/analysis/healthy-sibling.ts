import type { ExecutionTree } from '../model/execution-tree.ts'
import type { MapIteration, Span } from '../model/span.ts'
import { childrenOf, parentOf, upwards } from '../model/walk.ts'

/** The same thing as a span in another iteration of the Map around it. */
export interface Sibling {
  readonly iteration: MapIteration
  /** The iteration itself, or the state or attempt in it. */
  readonly span: Span
}

/** The innermost Map iteration that a span lies in, or is. */
export function iterationAround(tree: ExecutionTree, span: Span): MapIteration | undefined {
  for (const at of upwards(tree, span)) if (at.kind === 'mapIteration') return at
  return undefined
}

/** The span's counterpart where it succeeded, in the iteration nearest by index; the lower of two as near. */
export function nearestSuccess(tree: ExecutionTree, span: Span): Sibling | undefined {
  const own = iterationAround(tree, span)
  if (own === undefined) return undefined
  const nearestFirst = iterationsBeside(tree, own)
    .filter(({ key }) => key !== own.key)
    .toSorted((a, b) => distance(a, own) - distance(b, own) || a.index - b.index || b.round - a.round)
  for (const iteration of nearestFirst) {
    const found = inIteration(tree, { span, own, other: iteration })
    if (found?.outcome === 'succeeded') return { iteration, span: found }
  }
  return undefined
}

/** The span's counterpart in the iteration of an index, whatever became of it; of several rounds the last. */
export function inIterationOfIndex(tree: ExecutionTree, span: Span, index: number): Sibling | undefined {
  const own = iterationAround(tree, span)
  const others = own === undefined ? [] : iterationsBeside(tree, own).filter(one => one.index === index)
  const other = others.at(-1)
  const found = own === undefined || other === undefined ? undefined : inIteration(tree, { span, own, other })
  return other === undefined || found === undefined ? undefined : { iteration: other, span: found }
}

function iterationsBeside(tree: ExecutionTree, own: MapIteration): readonly MapIteration[] {
  const around = parentOf(tree, own)
  return around === undefined ? [] : childrenOf(tree, around).filter(child => child.kind === 'mapIteration')
}

function distance(a: MapIteration, b: MapIteration): number {
  return Math.abs(a.index - b.index)
}

interface Pair {
  readonly span: Span
  readonly own: MapIteration
  readonly other: MapIteration
}

/** Down the same names: the nth visit of a state, the branch of a number. Of a state's attempts the last, which decided. */
function inIteration(tree: ExecutionTree, { span, own, other }: Pair): Span | undefined {
  const way: Span[] = []
  for (const at of upwards(tree, span)) {
    if (at.key === own.key) break
    way.unshift(at)
  }
  let here: Span = other
  for (const step of way) {
    const next = counterpartAmong(tree, childrenOf(tree, here), step)
    if (next === undefined) return undefined
    here = next
  }
  return here
}

function counterpartAmong(tree: ExecutionTree, children: readonly Span[], step: Span): Span | undefined {
  if (step.kind === 'taskAttempt') return children.findLast(({ kind }) => kind === 'taskAttempt')
  const around = parentOf(tree, step)
  const beside = around === undefined ? [] : childrenOf(tree, around)
  const isAlike = (one: Span) => one.kind === step.kind && (one.kind !== 'stateVisit' || one.name === nameOf(step))
  const place = beside.filter(isAlike).findIndex(({ key }) => key === step.key)
  return children.filter(isAlike)[place]
}

function nameOf(span: Span): string | undefined {
  return span.kind === 'stateVisit' ? span.name : undefined
}
