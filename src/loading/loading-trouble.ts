import type { Millis } from '../history/events.ts'
import type { SourceError } from '../source/source.ts'

/** What stands in the way of loading, as it is told. */
export interface LoadingTrouble {
  readonly error: SourceError | undefined
  /** When the next attempt is made; undefined where none is. */
  readonly retryAt: Millis | undefined
  /** A page could not be had: nothing more is asked for until *Retry*. */
  readonly blocked: boolean
  /**
   * An attempt failed and another will be made; `error` only once that is worth telling. What blocks stays told: it waits for a
   * person, whatever the other end is trying meanwhile.
   */
  readonly repeats: (retryAt: Millis, error: SourceError | undefined) => void
  readonly blocks: (error: SourceError) => void
  readonly clear: () => void
  /** The person pressed *Retry*. */
  readonly unblock: () => void
}

export function createLoadingTrouble(): LoadingTrouble {
  let error: SourceError | undefined
  let retryAt: Millis | undefined
  let blocked = false

  function clear(): void {
    error = undefined
    retryAt = undefined
  }

  return {
    get error() {
      return error
    },
    get retryAt() {
      return retryAt
    },
    get blocked() {
      return blocked
    },
    clear,
    repeats: (at, told) => {
      if (blocked) return
      if (told) error = told
      retryAt = at
    },
    blocks: failure => {
      error = failure
      retryAt = undefined
      blocked = true
    },
    unblock: () => {
      blocked = false
      clear()
    },
  }
}
