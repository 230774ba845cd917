import { focusManager, onlineManager } from '@tanstack/query-core'
import type { Millis } from '../history/events.ts'
import { noAnswer } from '../source/no-answer.ts'
import { type Sleep, sleep } from '../waits/sleep.ts'
import { within } from '../waits/within.ts'

/** Time, chance and the person's attention: all that loading takes from its surroundings. */
export interface Surroundings {
  readonly now: () => Millis
  /** 0..1. */
  readonly random: () => number
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  readonly sleep: Sleep
  /** False in a hidden tab. */
  readonly visible: () => boolean
  /** Calls back when the tab becomes visible or the network comes back. Returns how to stop. */
  readonly onReturn: (callback: () => void) => () => void
}

export const realSurroundings: Surroundings = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep,
  visible: () => focusManager.isFocused(),
  onReturn: callback => {
    const stops = [
      focusManager.subscribe(focused => focused && callback()),
      onlineManager.subscribe(online => online && callback()),
    ]
    return () => stops.forEach(stop => stop())
  },
}

/**
 * Runs a request that must answer within `limitMs`. One that never answers is aborted and becomes a SourceError `NoAnswer`; an
 * abort from outside ends it at once.
 */
export function withinTime<T>(
  { sleep }: Surroundings,
  limit: { readonly ms: Millis; readonly signal?: AbortSignal; readonly whatToDo?: string },
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return within({ ...limit, tooLate: () => noAnswer(limit.ms, limit.whatToDo), sleep }, run)
}
