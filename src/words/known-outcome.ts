import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Outcome, Span } from '../model/span.ts'

/** A span's outcome; undefined where it is open in a history that does not tell how it ended. */
export function toldOutcome(tree: ExecutionTree, span: Pick<Span, 'outcome'>): Outcome | undefined {
  return span.outcome === 'running' && tree.endsUntold ? undefined : span.outcome
}

/** Said in place of an end that is not here: it may be about to come, or nothing tells it. */
export function openEndWords(tree: ExecutionTree): string {
  return tree.isFinal ? 'not told' : 'not loaded yet'
}

/** Said in place of an outcome that nothing tells. */
export const NOT_TOLD = 'outcome not told'

/** The same in one character, before a line of text. */
export const NOT_TOLD_MARK = '?'
