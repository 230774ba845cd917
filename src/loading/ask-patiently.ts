import type { Millis } from '../history/events.ts'
import { retryAfterOf } from '../source/describe-error.ts'
import { SourceError } from '../source/source.ts'
import { backoffMs, MAX_ATTEMPTS } from './backoff.ts'
import type { Surroundings } from './surroundings.ts'

/** A failed attempt that will be repeated. */
export interface Trouble {
  readonly error: SourceError
  readonly attempt: number
  readonly retryAt: Millis
}

export interface PatientCall<T> {
  readonly surroundings: Surroundings
  readonly signal: AbortSignal
  readonly run: () => Promise<T>
  /** How often it is asked at most, by the error it failed with. */
  readonly attempts?: (code: string) => number
  /** Told of each failure before the wait; `false` gives up and throws it. */
  readonly onTrouble: (trouble: Trouble) => boolean
  /** Waits, or less when there is reason to try at once. */
  readonly wait: (ms: Millis, signal: AbortSignal) => Promise<void>
}

/**
 * Asks until there is an answer, with growing pauses, as long as the error says that asking again can help. An invalid
 * page token is thrown at once: the same token will not get better.
 * @throws SourceError; the signal's reason when aborted.
 */
export async function askPatiently<T>(call: PatientCall<T>): Promise<T> {
  const { surroundings, signal, run, onTrouble, wait, attempts = () => MAX_ATTEMPTS } = call
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (thrown) {
      signal.throwIfAborted()
      const error = asSourceError(thrown)
      if (!error.retryable || error.code === 'InvalidToken' || attempt >= attempts(error.code)) throw error
      const failed = { attempt, code: error.code, retryAfterMs: retryAfterOf(error) }
      const pause = backoffMs(failed, surroundings.random())
      if (!onTrouble({ error, attempt, retryAt: surroundings.now() + pause })) throw error
      await wait(pause, signal)
    }
  }
}

/** What was thrown, as something that can be shown. */
export function asSourceError(thrown: unknown): SourceError {
  if (thrown instanceof SourceError) return thrown
  const why = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  return new SourceError('Unexpected', 'Something went wrong while loading.', {
    why,
    whatToDo: 'Retry; what was loaded stays.',
    cause: thrown,
  })
}
