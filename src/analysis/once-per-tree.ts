import type { StateMachineDefinition } from '../history/definition.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { atOnce } from '../waits/slices.ts'

type Analysis<Result> = (tree: ExecutionTree, definition?: StateMachineDefinition) => Result

/** An analysis that is known once it was worked out, in one go or in steps. */
export interface KeptAnalysis<Result> {
  readonly atOnce: Analysis<Result>
  readonly steps: (tree: ExecutionTree, definition?: StateMachineDefinition) => Generator<void, Result>
}

/** An analysis in steps, worked out once for each tree and definition: in slices for who can wait, in one go for who cannot. */
export function keptPerTree<Result>(stepsOf: KeptAnalysis<Result>['steps']): KeptAnalysis<Result> {
  const found = oncePerTree((): { result?: { readonly value: Result } } => ({}))
  function* steps(tree: ExecutionTree, definition?: StateMachineDefinition): Generator<void, Result> {
    const kept = found(tree, definition)
    kept.result ??= { value: yield* stepsOf(tree, definition) }
    return kept.result.value
  }
  return { steps, atOnce: (tree, definition) => atOnce(steps(tree, definition)) }
}

/** The same analysis, worked out once for each tree (and definition, where it takes one), however many parts of the page ask. */
export function oncePerTree<Result>(analyse: Analysis<Result>): Analysis<Result> {
  const known = new WeakMap<ExecutionTree, Map<StateMachineDefinition | undefined, { readonly result: Result }>>()
  return (tree, definition) => {
    const ofTree = known.get(tree) ?? new Map<StateMachineDefinition | undefined, { readonly result: Result }>()
    known.set(tree, ofTree)
    const found = ofTree.get(definition) ?? { result: analyse(tree, definition) }
    ofTree.set(definition, found)
    return found.result
  }
}
