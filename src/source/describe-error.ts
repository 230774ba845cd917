import { awsWords, type Words } from './aws-words.ts'
import { type ErrorFacts, type FailedCall, factsOf, isObject } from './error-facts.ts'
import { answerBroken, gatewayWords } from './gateway-words.ts'
import { SourceError } from './source.ts'

/**
 * Any failure of a call, in words a person can act on. What AWS says and what the gateway says have codes and words of their
 * own. An aborted call stays what it is: nobody needs to read about it.
 */
export function describeError(error: unknown, call: FailedCall): SourceError | DOMException {
  if (error instanceof SourceError) return error
  if (isAbort(error)) return error instanceof DOMException ? error : new DOMException('Cancelled', 'AbortError')
  const facts = factsOf(error, call)
  const { code, words } = told(facts, call)
  const { what, ...more } = words
  return new SourceError(code, what, { ...more, cause: withRetryAfter(facts.retryAfterMs) })
}

function told(facts: ErrorFacts, { action }: FailedCall): { readonly code: string; readonly words: Words } {
  const { failure } = facts
  switch (failure.kind) {
    case 'gateway':
      return { code: failure.code, words: gatewayWords(failure.code, facts) }
    case 'aws':
      return { code: failure.code, words: awsWords(failure.code, facts) }
    case 'unreadable':
      return { code: 'AnswerBroken', words: answerBroken(facts) }
    case 'unexpected':
      return {
        code: 'Unexpected',
        words: {
          what: `Something went wrong at ${action}.`,
          why: facts.text,
          whatToDo: 'Retry; what was loaded stays.',
        },
      }
  }
}

/** How long the other side asked to wait, in ms; undefined if it did not say. */
export function retryAfterOf(error: SourceError): number | undefined {
  const wait = isObject(error.cause) ? error.cause['retryAfterMs'] : undefined
  return typeof wait === 'number' ? wait : undefined
}

function withRetryAfter(retryAfterMs: number | undefined): unknown {
  return retryAfterMs === undefined ? undefined : { retryAfterMs }
}

function isAbort(error: unknown): boolean {
  return isObject(error) && error['name'] === 'AbortError'
}
