import type { DefinedState, StateMachineDefinition } from '../history/definition.ts'
import { PATH_SEPARATOR } from '../words/places.ts'
import type { StateGraph, StateId, Way } from './state-graph.ts'

/** What a definition says can happen. A way out of its frame, or to a state that is not defined, can never be taken: left out. */
export function definedGraph(definition: StateMachineDefinition): StateGraph {
  const states = [...definition.states.values()]
  const wayTo = (from: DefinedState, name: string, kind: Way['kind']): Way | undefined => {
    const to = definition.states.get(name)
    return to === undefined || frameOf(to) !== frameOf(from) ? undefined : { from: idOf(from), to: idOf(to), kind }
  }
  const ways = states.flatMap(state => [
    ...state.next.map(name => wayTo(state, name, 'next')),
    ...[...new Set(state.catch.map(rule => rule.next))].map(name => wayTo(state, name, 'catch')),
  ])
  return {
    origin: 'definition',
    states: states.map(state => ({
      id: idOf(state),
      name: state.name,
      stateType: state.type,
      frame: frameOf(state),
      isForeign: false,
      runsElsewhere: state.path.some(({ name }) => definition.states.get(name)?.map?.mode === 'DISTRIBUTED'),
    })),
    ways: ways.filter(way => way !== undefined),
    starts: startsOf(definition, states),
    ends: states.filter(state => state.path.length === 0 && state.isEnd).map(idOf),
  }
}

function startsOf(definition: StateMachineDefinition, states: readonly DefinedState[]): readonly StateId[] {
  const inside = states.flatMap(({ map, branches = [] }) => [map?.startAt, ...branches.map(({ startAt }) => startAt)])
  const names = new Set([definition.startAt, ...inside])
  return [...names].flatMap(name => {
    const state = name === undefined ? undefined : definition.states.get(name)
    return state === undefined ? [] : [idOf(state)]
  })
}

function idOf({ name, path }: DefinedState): StateId {
  return [...path.map(step => step.name), name].join(PATH_SEPARATOR)
}

function frameOf({ path }: DefinedState): StateId | undefined {
  return path.length === 0 ? undefined : path.map(step => step.name).join(PATH_SEPARATOR)
}
