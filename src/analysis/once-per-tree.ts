import type { StateMachineDefinition } from '../history/definition.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'

type Analysis<Result> = (tree: ExecutionTree, definition?: StateMachineDefinition) => Result

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
