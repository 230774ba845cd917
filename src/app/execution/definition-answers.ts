import { parseDefinition } from '../../history/definition.ts'
import { branchNames, maxConcurrencyOf, unreached } from '../../history/definition-questions.ts'

/** What a state machine's definition tells the chart. */
export interface DefinitionAnswers {
  maxConcurrency(visitName: string): number | undefined
  branchName(visitName: string, index: number): string | undefined
  /** The names of the states that are not among those visited, in the definition's order. */
  neverReached(visited: ReadonlySet<string>): readonly string[]
}

const NO_ANSWERS: DefinitionAnswers = {
  maxConcurrency: () => undefined,
  branchName: () => undefined,
  neverReached: () => [],
}

/** The tree never depends on the definition: one that is missing or cannot be read answers nothing. */
export function definitionAnswers(text: string | undefined): DefinitionAnswers {
  if (text === undefined) return NO_ANSWERS
  try {
    const definition = parseDefinition(text)
    return {
      maxConcurrency: name => maxConcurrencyOf(definition, name),
      branchName: (name, index) => branchNames(definition, name)[index],
      neverReached: visited => unreached(definition, visited).map(state => state.name),
    }
  } catch {
    return NO_ANSWERS
  }
}
