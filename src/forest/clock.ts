import type { Millis } from '../history/events.ts'

/** Where a member's time lies on the chart: real time, or shifted to compare one execution with another. */
export interface Clock {
  /** Added to a real time to get the chart's. */
  readonly shiftMs: Millis
}

export const REAL_TIME: Clock = { shiftMs: 0 }

/** A clock on which `startedAt` shows at `at`. */
export function clockAligned(startedAt: Millis, at: Millis): Clock {
  return startedAt === at ? REAL_TIME : { shiftMs: at - startedAt }
}

export function onChart(clock: Clock, real: Millis): Millis {
  return real + clock.shiftMs
}

export function offChart(clock: Clock, shown: Millis): Millis {
  return shown - clock.shiftMs
}
