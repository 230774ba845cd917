import { focusManager, onlineManager } from '@tanstack/query-core'
import type { Millis } from '../history/events.ts'
import { SourceError } from '../source/source.ts'

/** Time, chance and the person's attention: all that loading takes from its surroundings. */
export interface Surroundings {
  readonly now: () => Millis
  /** 0..1. */
  readonly random: () => number
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  readonly sleep: (ms: Millis, signal: AbortSignal) => Promise<void>
  /** False in a hidden tab. */
  readonly visible: () => boolean
  /** Calls back when the tab becomes visible or the network comes back. Returns how to stop. */
  readonly onReturn: (callback: () => void) => () => void
}

export const realSurroundings: Surroundings = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const abort = () => {
        clearTimeout(timer)
        reject(signal.reason)
      }
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', abort)
        resolve()
      }, ms)
      signal.addEventListener('abort', abort, { once: true })
    }),
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
 * Runs a request that must answer within `limitMs`. A page that never answers is aborted and becomes a SourceError
 * `NoAnswer`; an abort from outside goes through.
 */
export async function withinTime<T>(
  { sleep }: Surroundings,
  limit: { readonly ms: Millis; readonly signal: AbortSignal },
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const request = new AbortController()
  const over = new AbortController()
  const forward = () => request.abort(limit.signal.reason)
  if (limit.signal.aborted) forward()
  limit.signal.addEventListener('abort', forward)
  const timeIsUp = sleep(limit.ms, over.signal).then(() => {
    throw new SourceError('NoAnswer', `No answer came within ${Math.round(limit.ms / 1000)} seconds.`, {
      why: 'The connection is slow or was cut, or the machine was asleep.',
      whatToDo: 'Loading tries again by itself.',
      retryable: true,
    })
  })
  timeIsUp.catch(() => undefined)
  try {
    return await Promise.race([run(request.signal), timeIsUp])
  } finally {
    limit.signal.removeEventListener('abort', forward)
    over.abort()
    request.abort()
  }
}
