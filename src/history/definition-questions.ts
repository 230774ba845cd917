import type { DefinedState, RetryRule, StateMachineDefinition } from './definition.ts'

/** All states, outer before inner. */
export function statesOf(definition: StateMachineDefinition): readonly DefinedState[] {
  return [...definition.states.values()]
}

/** How many iterations of a Map may run at once; 0 means no limit, undefined: unknown or told at run time. */
export function maxConcurrencyOf(definition: StateMachineDefinition, mapName: string): number | undefined {
  return definition.states.get(mapName)?.map?.maxConcurrency
}

/**
 * The states of the definition that an execution never visited, in the definition's order. A distributed Map's items run as
 * executions of their own, so this one's history does not tell which of the states in it were reached: unless the Map itself was
 * not, they are left out.
 */
export function unreached(
  definition: StateMachineDefinition,
  visitedNames: ReadonlySet<string>,
): readonly DefinedState[] {
  const ranElsewhere = ({ path }: DefinedState) =>
    path.some(({ name }) => definition.states.get(name)?.map?.mode === 'DISTRIBUTED' && visitedNames.has(name))
  return statesOf(definition).filter(state => !visitedNames.has(state.name) && !ranElsewhere(state))
}

/** What a Map does with each item, as a state machine of its own: that is what a distributed Map's children run. Undefined for no Map. */
export function itemsOf(definition: StateMachineDefinition, mapName: string): StateMachineDefinition | undefined {
  const known = items.get(definition) ?? new Map<string, StateMachineDefinition | undefined>()
  items.set(definition, known)
  if (!known.has(mapName)) known.set(mapName, inside(definition, mapName))
  return known.get(mapName)
}

const items = new WeakMap<StateMachineDefinition, Map<string, StateMachineDefinition | undefined>>()

function inside(definition: StateMachineDefinition, mapName: string): StateMachineDefinition | undefined {
  const startAt = definition.states.get(mapName)?.map?.startAt
  if (startAt === undefined) return undefined
  const states = statesOf(definition).flatMap(state => {
    const around = state.path.findIndex(({ name }) => name === mapName)
    return around < 0 ? [] : [{ ...state, path: state.path.slice(around + 1) }]
  })
  return { startAt, queryLanguage: definition.queryLanguage, states: new Map(states.map(state => [state.name, state])) }
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
