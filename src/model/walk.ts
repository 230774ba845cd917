import type { ExecutionTree } from './execution-tree.ts'
import type { Span } from './span.ts'

/** Every span with its parent and depth (the execution has 0), parents before children. */
export function* depthFirst(tree: ExecutionTree): Generator<{ span: Span; parent: Span | undefined; depth: number }> {
  const pending: { span: Span; parent: Span | undefined; depth: number }[] = [
    { span: tree.root, parent: undefined, depth: 0 },
  ]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    yield next
    const { span, depth } = next
    for (let at = span.children.length - 1; at >= 0; at--) {
      const child = tree.span(span.children[at] ?? 0)
      if (child !== undefined) pending.push({ span: child, parent: span, depth: depth + 1 })
    }
  }
}
