import { countedFailures } from '../analysis/failure-groups.ts'
import { oncePerTree } from '../analysis/once-per-tree.ts'
import { spanErrorOf } from '../analysis/span-error.ts'
import type { GlobalKey } from '../forest/keys.ts'
import { spanKeyOf } from '../forest/keys.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span } from '../model/span.ts'
import { depthFirst } from '../model/walk.ts'
import type { ChartTrees } from './chart-trees.ts'

/** What the bodies of bars can be coloured by; ends always tell the outcome. */
export const COLOURED_BY = ['outcome', 'state', 'error'] as const
export type ColouredBy = (typeof COLOURED_BY)[number]

/** So many names have a colour of their own: more could not be told apart. The next hue is that of all others. */
export const OTHER_HUE = 6

/** Names with a colour each, and which bar has which. */
export interface Hues {
  readonly by: Exclude<ColouredBy, 'outcome'>
  /** The most frequent first; their places are their hues. */
  readonly names: readonly string[]
  /** Whether there are names without a colour of their own. */
  readonly hasOthers: boolean
  /** From 0; `OTHER_HUE` for what has no such name. */
  hueOf(key: GlobalKey): number
}

/** The colours of a chart that is not coloured by outcome. Those of executions below are told by the same names. */
export function huesOf(trees: ChartTrees, by: Exclude<ColouredBy, 'outcome'>): Hues {
  const counted = by === 'state' ? stateNames(trees.main) : errorNames(trees.main)
  const names = counted.slice(0, OTHER_HUE)
  const hues = new Map(names.map((name, hue) => [name, hue]))
  const known = new Map<GlobalKey, number>()
  const find = (key: GlobalKey): number => {
    const tree = trees.of(key)
    const span = tree?.span(spanKeyOf(key)) ?? trees.span(key)
    if (tree === undefined || span === undefined) return OTHER_HUE
    const name = by === 'state' ? stateOf(span) : errorOf(tree, span)
    return (name === undefined ? undefined : hues.get(name)) ?? OTHER_HUE
  }
  return {
    by,
    names,
    hasOthers: by === 'error' || counted.length > names.length,
    hueOf(key) {
      const hue = known.get(key) ?? find(key)
      known.set(key, hue)
      return hue
    },
  }
}

function stateOf(span: Span): string | undefined {
  return span.kind === 'stateVisit' || span.kind === 'taskAttempt' ? span.name : undefined
}

function errorOf(tree: ExecutionTree, span: Span): string | undefined {
  if (span.outcome === 'succeeded' || span.outcome === 'running') return undefined
  return spanErrorOf(tree, span)?.error
}

const stateNames = oncePerTree(tree => {
  const counts = new Map<string, number>()
  for (const { span } of depthFirst(tree)) {
    if (span.kind === 'stateVisit' && span.name !== '') counts.set(span.name, (counts.get(span.name) ?? 0) + 1)
  }
  return byCount(counts)
})

const errorNames = oncePerTree(tree => {
  const counts = new Map<string, number>()
  for (const { failure } of countedFailures(tree)) {
    if (failure.error !== undefined) counts.set(failure.error, (counts.get(failure.error) ?? 0) + 1)
  }
  return byCount(counts)
})

/** Of those that are alike the one that was met first. */
function byCount(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([name]) => name)
}
