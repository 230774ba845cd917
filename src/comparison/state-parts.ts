import { endOf } from '../analysis/completeness.ts'
import { timeOfVisit } from '../analysis/state-statistics.ts'
import { visitsByState } from '../analysis/state-walk.ts'
import { triesOf } from '../analysis/transitions.ts'
import { membersOf, type Run } from './run.ts'
import { microsOf, type PartsByName, placeKey, type TimePart } from './time-difference.ts'

/** A state of a run over all its visits. `micros` is its self time: without the time in which something inside ran. */
export interface StatePart extends TimePart {
  readonly visits: number
  /** Tries beyond the first. */
  readonly retries: number
  readonly failures: number
}

/** The states of a run, containers before what is in them; by `placeKey`. In steps of a visit each, for `inSlices`. */
export function* statePartSteps(run: Run): Generator<void, PartsByName<StatePart>> {
  const parts = new Map<string, StatePart>()
  for (const { tree, machine } of membersOf(run)) {
    const end = endOf(tree)
    for (const { visit, node } of visitsByState(tree)) {
      yield
      const name = placeKey({ machine, path: node.path })
      const known = parts.get(name)
      parts.set(name, {
        ...{ machine, path: node.path },
        micros: (known?.micros ?? 0) + microsOf(timeOfVisit(tree, visit, end).selfMs),
        visits: (known?.visits ?? 0) + 1,
        retries: (known?.retries ?? 0) + Math.max(0, triesOf(tree, visit) - 1),
        failures: (known?.failures ?? 0) + (visit.outcome === 'failed' ? 1 : 0),
      })
    }
  }
  return parts
}
