import type { StateStatistics } from '../../analysis/state-statistics.ts'
import type { Heat } from '../../state/arranged-view.ts'

/** What the ground of a state tells. */
export const HEATS = [
  { id: 'time', text: 'Time' },
  { id: 'visits', text: 'Visits' },
  { id: 'failures', text: 'Failures' },
  { id: 'retries', text: 'Retries' },
] as const satisfies readonly { readonly id: Heat; readonly text: string }[]

/** Grounds from none to the most of all. */
const HEAT_STEPS = 5

/** How much of what is asked for a state has. Time is its share of the run, all else a count. */
export function heatOf(heat: Heat, state: StateStatistics | undefined): number {
  if (state === undefined) return 0
  switch (heat) {
    case 'time':
      return state.share
    case 'visits':
      return state.visits
    case 'failures':
      return state.failures + state.caught
    case 'retries':
      return state.retries
  }
}

/** 0 for nothing, then 1 to `HEAT_STEPS` − 1 by share of the greatest. */
export function heatStep(value: number, most: number): number {
  if (value <= 0 || most <= 0) return 0
  return Math.max(1, Math.ceil((value / most) * (HEAT_STEPS - 1)))
}
