import { inIterationOfIndex, nearestSuccess } from '../../analysis/healthy-sibling.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span } from '../../model/span.ts'
import { siblingOf } from '../../model/walk.ts'
import type { Counterpart } from '../payload/payload-view.tsx'
import { type Payload, payloadsOf } from '../payload/span-payloads.ts'

interface Asked {
  readonly side: 'input' | 'output'
  /** The index of an iteration that a person picked. */
  readonly picked: number | undefined
}

/**
 * What a payload can be compared with: the other side of the span, the attempts beside it, the same state in the nearest iteration
 * that succeeded and in one that was picked; of an iteration its neighbours too.
 */
export function counterpartsOf(tree: ExecutionTree, span: Span, { side, picked }: Asked): readonly Counterpart[] {
  const own = payloadsOf(tree, span, true)
  const found: Counterpart[] = []
  add(found, side === 'input' ? 'Output' : 'Input', side === 'input' ? own.output : own.input)
  const beside = (name: string, other: Span) => add(found, name, payloadsOf(tree, other, true)[side])
  const siblings = [siblingOf(tree, span, -1), siblingOf(tree, span, 1)].filter(one => one?.kind === span.kind)
  for (const sibling of siblings) if (sibling?.kind === 'taskAttempt') beside(`Attempt ${sibling.attempt}`, sibling)
  const healthy = nearestSuccess(tree, span)
  if (healthy !== undefined) beside(`#${healthy.iteration.index} succeeded`, healthy.span)
  for (const sibling of siblings) {
    if (sibling?.kind === 'mapIteration' && sibling.key !== healthy?.iteration.key) beside(`#${sibling.index}`, sibling)
  }
  const chosen = picked === undefined ? undefined : inIterationOfIndex(tree, span, picked)
  if (chosen !== undefined && besideOf(found, picked) === undefined) beside(`#${chosen.iteration.index}`, chosen.span)
  return found
}

/** What of these is of an iteration, by its index; undefined where none is. */
export function besideOf(counterparts: readonly Counterpart[], index: number | undefined): string | undefined {
  return counterparts.find(({ name }) => name === `#${index}` || name === `#${index} succeeded`)?.name
}

function add(found: Counterpart[], name: string, payloads: readonly Payload[]): void {
  const payload = payloads.find(candidate => candidate.state === 'here')
  if (payload?.state === 'here') found.push({ name, text: payload.text })
}
