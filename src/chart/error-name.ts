import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span } from '../model/span.ts'

/**
 * The error that ended a span: of its own last event that names one, else of its last child that did not succeed (an
 * iteration's and a container's own events often carry none). Undefined where no event names an error.
 */
export function errorName(span: Span, tree: ExecutionTree): string | undefined {
  for (const id of span.events.toReversed()) {
    const error = tree.event(id)?.details?.['error']
    if (typeof error === 'string' && error !== '') return error
  }
  for (const key of span.children.toReversed()) {
    const child = tree.span(key)
    if (child === undefined || child.outcome === 'succeeded' || child.outcome === 'running') continue
    const error = errorName(child, tree)
    if (error !== undefined) return error
  }
  return undefined
}
