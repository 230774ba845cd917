import type { HistoryEvent } from '../../history/events.ts'
import { definitionFit, isOfAnother } from '../../history/fitting-definition.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { formatCount } from '../../words/format-count.ts'

/** What a definition that was dropped on an execution is to it. */
export interface DefinitionTaken {
  /** Undefined where it is another state machine's. */
  readonly text: string | undefined
  readonly words: string
}

/** Undefined before there is a history to hold it against. */
export function definitionTaken(
  { fileName, text }: { readonly fileName: string; readonly text: string },
  tree: ExecutionTree | undefined,
): DefinitionTaken | undefined {
  const fit = tree === undefined ? undefined : definitionFit(text, eventsOf(tree))
  if (fit === undefined) return undefined
  if (isOfAnother(fit)) {
    const words = `${fileName} is the definition of another state machine: none of the ${formatCount(fit.ran)} states that ran stands in it. It was not taken.`
    return { text: undefined, words }
  }
  const { ran, known } = fit
  const absent = ran - known
  const lack = absent === 0 ? '' : ` ${formatCount(absent)} of ${formatCount(ran)} states that ran do not stand in it.`
  return { text, words: `The definition in ${fileName} names branches and limits now.${lack}` }
}

function* eventsOf(tree: ExecutionTree): Generator<HistoryEvent, void> {
  for (const { from, to } of tree.loaded) {
    for (let id = from; id <= to; id++) {
      const event = tree.event(id)
      if (event !== undefined) yield event
    }
  }
}
