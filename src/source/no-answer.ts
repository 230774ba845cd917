import type { Limit } from '../waits/within.ts'
import { SourceError } from './source.ts'

/** The error for what did not answer within `ms`; asking again may help. */
export function noAnswer(
  ms: number,
  whatToDo = 'Loading tries again some times by itself; after that Retry does.',
): SourceError {
  return new SourceError('NoAnswer', `No answer came within ${Math.round(ms / 1000)} seconds.`, {
    why: 'The connection is slow or was cut, or the machine was asleep.',
    whatToDo,
    retryable: true,
  })
}

/** Longer than the gateway takes for any call, and than loading waits for one. */
const ANSWER_MS = 120_000

/** For one answer of AWS or of the server of the page. */
export function answerLimit(signal?: AbortSignal): Limit {
  return { ms: ANSWER_MS, ...(signal && { signal }), tooLate: () => noAnswer(ANSWER_MS) }
}
