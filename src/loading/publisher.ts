import type { Millis } from '../history/events.ts'
import { TELL_EVERY_MS } from './pace.ts'
import type { Surroundings } from './surroundings.ts'
import { createTimer } from './waiting.ts'

export interface Publisher<T> {
  /** Something changed. A new phase is told at once, anything else after a pause (`everyMs`). */
  readonly publish: () => void
  /** The latest view: the same object until something changes. */
  readonly current: () => T
  readonly subscribe: (listener: () => void) => () => void
  readonly stop: () => void
}

interface PublisherParts<T> {
  readonly surroundings: Surroundings
  /** Makes the view; called when somebody looks, not at every change. */
  readonly make: () => T
  readonly phase: () => string
  /** From one telling to the next, of the same phase; a tenth of a second by default. */
  readonly everyMs?: Millis
}

/** Keeps listeners up to date without making React render, and analyses run, for every request sent. */
export function createPublisher<T>({
  surroundings,
  make,
  phase,
  everyMs = TELL_EVERY_MS,
}: PublisherParts<T>): Publisher<T> {
  const listeners = new Set<() => void>()
  const timer = createTimer(surroundings)
  let view = make()
  let changed = false
  let toldPhase = phase()
  let toldAt = Number.NEGATIVE_INFINITY

  function tell(): void {
    timer.clear()
    toldAt = surroundings.now()
    toldPhase = phase()
    for (const listener of listeners) listener()
  }

  return {
    publish: () => {
      changed = true
      // A clock that was set back must not silence everything until it has caught up.
      const left = Math.min(everyMs, toldAt + everyMs - surroundings.now())
      if (left <= 0 || phase() !== toldPhase) tell()
      else if (timer.dueAt === undefined) timer.set(left, tell)
    },
    current: () => {
      if (changed) view = make()
      changed = false
      return view
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: timer.clear,
  }
}
