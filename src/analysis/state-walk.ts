import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, StateVisit } from '../model/span.ts'
import { PATH_SEPARATOR } from '../words/places.ts'

/** A state by its place among the states: `ProcessOrders › ChargeCard`, whatever the iteration, branch or visit. */
export interface StateNode {
  /** The names of the states around it and its own, joined. */
  readonly path: string
  readonly names: readonly string[]
  readonly name: string
  readonly stateType: string
  readonly parent: StateNode | undefined
  /** States inside it by name, in order of their first visit. */
  readonly inner: Map<string, StateNode>
}

/** A visit with its state's node. */
export interface VisitedState {
  readonly visit: StateVisit
  readonly node: StateNode
}

/** Every state visit with the node of its state, depth first; siblings in order of their opening events. */
export function visitsByState(tree: ExecutionTree): readonly VisitedState[] {
  const visited: VisitedState[] = []
  const top = new Map<string, StateNode>()
  const pending: { span: Span; node: StateNode | undefined }[] = [{ span: tree.root, node: undefined }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { span } = next
    let { node } = next
    if (span.kind === 'stateVisit') {
      node = nodeFor(span, node, top)
      visited.push({ visit: span, node })
    }
    for (let at = span.children.length - 1; at >= 0; at--) {
      const child = tree.span(span.children[at] ?? 0)
      if (child !== undefined && child.kind !== 'taskAttempt' && child.kind !== 'mapRun')
        pending.push({ span: child, node })
    }
  }
  return visited
}

function nodeFor(visit: StateVisit, parent: StateNode | undefined, top: Map<string, StateNode>): StateNode {
  const siblings = parent?.inner ?? top
  const known = siblings.get(visit.name)
  if (known !== undefined) return known
  const names = [...(parent?.names ?? []), visit.name]
  const node: StateNode = {
    ...{ path: names.join(PATH_SEPARATOR), names, name: visit.name, stateType: visit.stateType },
    ...{ parent, inner: new Map<string, StateNode>() },
  }
  siblings.set(visit.name, node)
  return node
}
