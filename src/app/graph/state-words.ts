import type { StateStatistics } from '../../analysis/state-statistics.ts'
import type { GraphState } from '../../graph/state-graph.ts'
import type { Millis } from '../../history/events.ts'
import type { Outcome } from '../../model/span.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDuration } from '../../words/format-duration.ts'

/** The worst that happened to a state; undefined where it was never visited. */
export function worstOutcome(state: StateStatistics | undefined): Outcome | undefined {
  if (state === undefined || state.visits === 0) return undefined
  if (state.failures > 0) return 'failed'
  if (state.running > 0) return 'running'
  if (state.caught > 0) return 'caught'
  return state.aborted === state.visits ? 'aborted' : 'succeeded'
}

/** The second line of a state: `341 · p50 525 ms`. */
export function figureWords(state: GraphState, statistics: StateStatistics | undefined, complete: boolean): string {
  if (statistics === undefined) {
    if (state.runsElsewhere) return 'in child executions'
    return complete ? 'never reached' : 'not reached so far'
  }
  const { visits, p50Ms } = statistics
  if (isContainer(state))
    return `${state.stateType} · ${visits === 1 ? '' : `${formatCount(visits)} × `}${tookWords(p50Ms)}`
  if (p50Ms === undefined) return `${formatCount(visits)} running`
  return `${formatCount(visits)} · ${visits === 1 ? '' : 'p50 '}${formatDuration(p50Ms)}`
}

function isContainer({ stateType }: GraphState): boolean {
  return stateType === 'Map' || stateType === 'Parallel'
}

function tookWords(ms: Millis | undefined): string {
  return ms === undefined ? 'running' : formatDuration(ms)
}

/** All that a state's box shows, as a sentence. */
export function spokenState(state: GraphState, statistics: StateStatistics | undefined, complete: boolean): string {
  const type = state.stateType === '' ? 'state' : state.stateType
  if (statistics === undefined) return `${state.name}, ${type}, ${figureWords(state, statistics, complete)}`
  const { visits, running, failures, caught, aborted, retries, p50Ms } = statistics
  const parts = [
    `${formatCount(visits)} ${visits === 1 ? 'visit' : 'visits'}`,
    ...counted([
      [failures, 'failed'],
      [caught, 'caught'],
      [aborted, 'aborted'],
      [running, 'running'],
      [retries, retries === 1 ? 'retry' : 'retries'],
    ]),
    ...(p50Ms === undefined ? [] : [`${visits === 1 ? 'took' : 'half took no longer than'} ${formatDuration(p50Ms)}`]),
  ]
  return [state.name, type, ...(state.isForeign ? ['not in the definition'] : []), ...parts].join(', ')
}

function counted(counts: readonly (readonly [number, string])[]): readonly string[] {
  return counts.flatMap(([count, words]) => (count === 0 ? [] : [`${formatCount(count)} ${words}`]))
}
