import type { Millis } from '../history/events.ts'
import { countOf } from '../model/id-ranges.ts'
import type { LoadProgress } from './execution-view.ts'
import type { LoadState } from './load-state.ts'

export interface LoadFlags {
  readonly blocked: boolean
  readonly complete: boolean
  readonly paused: boolean
  readonly following: boolean
  /** A failure is being told, though it is still repeated. */
  readonly telling: boolean
}

interface LoadTimes {
  readonly requests: number
  readonly nextPollAt: Millis | undefined
  readonly nextRetryAt: Millis | undefined
}

/** How far a history is loaded, for the header's bar and the chart's hatching. */
export function progressOf(load: LoadState, flags: LoadFlags, times: LoadTimes): LoadProgress {
  const loadedEvents = countOf(load.loaded)
  return {
    phase: phaseOf(load, flags),
    loaded: load.loaded,
    loadedEvents,
    totalEvents: load.lastId,
    payloadShare: loadedEvents === 0 ? 1 : countOf(load.payloads) / loadedEvents,
    ...times,
  }
}

function phaseOf(load: LoadState, flags: LoadFlags): LoadProgress['phase'] {
  if (flags.blocked || flags.telling) return 'failed'
  if (flags.paused) return 'paused'
  if (flags.following) return 'following'
  if (flags.complete) return 'complete'
  return load.lastId === undefined ? 'starting' : 'loading'
}
