import { parseDefinition, type StateMachineDefinition } from '../../history/definition.ts'
import { maxConcurrencyOf, unreached } from '../../history/definition-questions.ts'

/** What a state machine's definition tells the page. */
export interface DefinitionAnswers {
  /** Undefined where there is none, or none that can be read. */
  readonly definition: StateMachineDefinition | undefined
  maxConcurrency(visitName: string): number | undefined
  /** The names of the states that are not among those visited and cannot have run elsewhere, in the definition's order. */
  neverReached(visited: ReadonlySet<string>): readonly string[]
}

const NO_ANSWERS: DefinitionAnswers = {
  definition: undefined,
  maxConcurrency: () => undefined,
  neverReached: () => [],
}

/** The tree never depends on the definition: one that is missing or cannot be read answers nothing. */
export function definitionAnswers(text: string | undefined): DefinitionAnswers {
  if (text === undefined) return NO_ANSWERS
  try {
    const definition = parseDefinition(text)
    return {
      definition,
      maxConcurrency: name => maxConcurrencyOf(definition, name),
      neverReached: visited => unreached(definition, visited).map(state => state.name),
    }
  } catch {
    return NO_ANSWERS
  }
}
