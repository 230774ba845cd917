import type { DefinedState, RetryRule, StateMachineDefinition } from './definition.ts'

/** All states, outer before inner. */
export function statesOf(definition: StateMachineDefinition): readonly DefinedState[] {
  return [...definition.states.values()]
}

/**
 * Names for a Parallel's branches: what each begins with, in order. Empty where the definition has no such Parallel.
 * A definition's order is that of a history's branch index (history-rules, "Parallel").
 */
export function branchNames(definition: StateMachineDefinition, parallelName: string): readonly string[] {
  const branches = definition.states.get(parallelName)?.branches ?? []
  return branches.map((branch, index) => branch.startAt ?? `Branch ${index + 1}`)
}

/** How many iterations of a Map may run at once; 0 means no limit, undefined: unknown or told at run time. */
export function maxConcurrencyOf(definition: StateMachineDefinition, mapName: string): number | undefined {
  return definition.states.get(mapName)?.map?.maxConcurrency
}

/** The states of the definition that an execution never visited, in the definition's order. */
export function unreached(
  definition: StateMachineDefinition,
  visitedNames: ReadonlySet<string>,
): readonly DefinedState[] {
  return statesOf(definition).filter(state => !visitedNames.has(state.name))
}

/** The retry rule that takes an error: the first whose `ErrorEquals` names it, `States.TaskFailed` or `States.ALL`. */
export function retryRuleFor(state: DefinedState, error: string): RetryRule | undefined {
  return state.retry.find(rule => rule.errorEquals.some(name => takes(name, error)))
}

/** Errors that `States.ALL` does not take, and the one that `States.TaskFailed` does not (Amazon States Language, "Errors"). */
const NEVER_BY_ALL: ReadonlySet<string> = new Set(['States.DataLimitExceeded', 'States.Runtime'])

function takes(name: string, error: string): boolean {
  if (name === error) return true
  if (name === 'States.ALL') return !NEVER_BY_ALL.has(error)
  return name === 'States.TaskFailed' && error !== 'States.Timeout' && !NEVER_BY_ALL.has(error)
}
