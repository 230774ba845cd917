import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span } from '../../model/span.ts'
import { siblingOf } from '../../model/walk.ts'
import type { Counterpart } from '../payload/payload-view.tsx'
import { type Payload, payloadsOf } from '../payload/span-payloads.ts'

/** What a payload can be compared with: the other side of the span, and the same payload of the former attempt or iteration. */
export function counterpartsOf(tree: ExecutionTree, span: Span, side: 'input' | 'output'): readonly Counterpart[] {
  const own = payloadsOf(tree, span, true)
  const other = side === 'input' ? own.output : own.input
  const found: Counterpart[] = []
  add(found, side === 'input' ? 'Output' : 'Input', other)
  for (const sibling of [siblingOf(tree, span, -1), siblingOf(tree, span, 1)]) {
    if (sibling === undefined || sibling.kind !== span.kind) continue
    if (sibling.kind === 'taskAttempt') add(found, `Attempt ${sibling.attempt}`, payloadsOf(tree, sibling, true)[side])
    else if (sibling.kind === 'mapIteration') add(found, `#${sibling.index}`, payloadsOf(tree, sibling, true)[side])
  }
  return found
}

function add(found: Counterpart[], name: string, payloads: readonly Payload[]): void {
  const payload = payloads.find(candidate => candidate.state === 'here')
  if (payload?.state === 'here') found.push({ name, text: payload.text })
}
