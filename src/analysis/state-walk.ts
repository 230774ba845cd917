import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, StateVisit } from '../model/span.ts'
import { PATH_SEPARATOR } from '../words/places.ts'

/** A state by its place among the states: `ProcessOrders › ChargeCard`, whatever the iteration, branch or visit. */
export interface StateNode {
  /** The names of the states around it and its own, joined. */
  readonly path: string
  readonly name: string
  readonly stateType: string
  /** How many states it lies in. */
  readonly depth: number
}

/** A visit with its state's node. */
export interface VisitedState {
  readonly visit: StateVisit
  readonly node: StateNode
}

/** Every state visit with the node of its state, depth first; siblings in order of their opening events. */
export function* visitsByState(tree: ExecutionTree): Generator<VisitedState, void> {
  for (const { span, node } of spansByState(tree))
    if (span.kind === 'stateVisit' && node !== undefined) yield { visit: span, node }
}

/** Every span with the node of the state it is a visit of or lies in; undefined outside all states. Depth first. */
export function* spansByState(tree: ExecutionTree): Generator<{ span: Span; node: StateNode | undefined }, void> {
  const top = new Node(undefined, '', '')
  yield { span: tree.root, node: undefined }
  // Of each span on the way the next child: a million siblings are looked at one by one.
  const way: { readonly span: Span; readonly node: Node; next: number }[] = [{ span: tree.root, node: top, next: 0 }]
  for (let at = way.at(-1); at !== undefined; at = way.at(-1)) {
    const key = at.span.children[at.next++]
    if (key === undefined) {
      way.pop()
      continue
    }
    const span = tree.span(key)
    if (span === undefined) continue
    const node = span.kind === 'stateVisit' ? at.node.inside(span) : at.node
    yield { span, node: node === top ? undefined : node }
    if (span.children.length > 0) way.push({ span, node, next: 0 })
  }
}

/** As many as a history has states, and nearly all have nothing inside. */
class Node implements StateNode {
  readonly path: string
  readonly name: string
  readonly stateType: string
  readonly depth: number
  private inner: Map<string, Node> | undefined

  constructor(parent: Node | undefined, name: string, stateType: string) {
    this.path = parent === undefined || parent.depth < 0 ? name : parent.path + PATH_SEPARATOR + name
    this.name = name
    this.stateType = stateType
    this.depth = parent === undefined ? -1 : parent.depth + 1
  }

  inside({ name, stateType }: StateVisit): Node {
    this.inner ??= new Map()
    let node = this.inner.get(name)
    if (node === undefined) {
      node = new Node(this, name, stateType)
      this.inner.set(name, node)
    }
    return node
  }
}
