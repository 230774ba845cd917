import { memberOf } from '../history/json-value.ts'
import { within } from '../waits/within.ts'
import { retryAfterOf } from './describe-error.ts'
import { noAnswer } from './no-answer.ts'
import { SourceError } from './source.ts'

/**
 * Calls across a message port: the page on one side, the decoding worker on the other. Aborting on the page's side aborts
 * the request on the worker's, and a SourceError crosses with all its parts.
 */

/** What is needed of a Worker, a MessagePort or the worker's own global. */
export interface Port {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void
}

type Calls<C> = { [N in keyof C]: (input: never, signal: AbortSignal) => Promise<unknown> }
type InputOf<F> = F extends (input: infer I, signal: AbortSignal) => unknown ? I : never
type OutputOf<F> = F extends (input: never, signal: AbortSignal) => Promise<infer O> ? O : never

/** Asks the other side for call `name`. Rejects with SourceError, or with the signal's reason once aborted. */
export type Remote<C> = <N extends keyof C & string>(
  name: N,
  input: InputOf<C[N]>,
  signal: AbortSignal,
) => Promise<OutputOf<C[N]>>

type Request =
  | { readonly kind: 'call'; readonly number: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'abort'; readonly number: number }

type Reply =
  | { readonly kind: 'done'; readonly number: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly number: number; readonly error: ErrorParts }

interface ErrorParts {
  readonly code: string
  readonly message: string
  readonly why?: string
  readonly whatToDo?: string
  readonly copy?: string
  readonly executionArn?: string
  readonly retryable: boolean
  readonly cause?: unknown
}

interface Waiting {
  resolve(value: unknown): void
  reject(reason: unknown): void
}

/** Reading a file of hundreds of MB may take minutes on a busy machine; an answer of AWS has shorter limits of its own. */
const LONGEST_CALL_MS = 10 * 60_000

/** The page's side of a port. A call that the other side never answers ends as SourceError `NoAnswer` after `longestMs`. */
export function callOver<C extends Calls<C>>(port: Port, longestMs: number = LONGEST_CALL_MS): Remote<C> {
  const waiting = new Map<number, Waiting>()
  let lastNumber = 0
  port.addEventListener('message', event => {
    const reply = event.data as Reply
    const call = waiting.get(reply.number)
    waiting.delete(reply.number)
    if (reply.kind === 'done') call?.resolve(reply.value)
    else call?.reject(new SourceError(reply.error.code, reply.error.message, reply.error))
  })
  const tooLate = () => noAnswer(longestMs, 'Reload the page; if it stays, the file may be too large for this browser.')
  const call = (name: string, input: unknown, signal: AbortSignal) =>
    within({ ms: longestMs, signal, tooLate }, given => untimedCall(name, input, given))
  const untimedCall = (name: string, input: unknown, signal: AbortSignal) =>
    new Promise<unknown>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const number = ++lastNumber
      const abort = () => {
        waiting.delete(number)
        port.postMessage({ kind: 'abort', number } satisfies Request)
        reject(signal.reason)
      }
      const end = () => signal.removeEventListener('abort', abort)
      waiting.set(number, {
        resolve: value => (end(), resolve(value)),
        reject: reason => (end(), reject(reason)),
      })
      signal.addEventListener('abort', abort)
      port.postMessage({ kind: 'call', number, name, input } satisfies Request)
    })
  return call as Remote<C>
}

/** The same calls without a port, for where there is no worker: Node. */
export function callHere<C extends Calls<C>>(calls: C): Remote<C> {
  // As over a port: the name decides which of the calls it is, and with it the types of input and output.
  const call = (name: keyof C, input: unknown, signal: AbortSignal) => {
    const named = calls[name] as unknown as (input: unknown, signal: AbortSignal) => Promise<unknown>
    return named(input, signal)
  }
  return call as Remote<C>
}

/** The worker's side: answers each message with the call of that name. */
export function serveOver<C extends Calls<C>>(port: Port, calls: C): void {
  const running = new Map<number, AbortController>()
  port.addEventListener('message', event => {
    const request = event.data as Request
    if (request.kind === 'abort') return running.get(request.number)?.abort()
    const { number, name } = request
    const control = new AbortController()
    running.set(number, control)
    // Where messages enter: the other side is typed by the same C.
    const known = calls as unknown as Record<string, (input: unknown, signal: AbortSignal) => Promise<unknown>>
    const call = memberOf(known, name)
    const answer = call ? call(request.input, control.signal) : Promise.reject(new Error(`no call ${name}`))
    answer
      .then(value => port.postMessage({ kind: 'done', number, value } satisfies Reply))
      .catch((error: unknown) => port.postMessage({ kind: 'failed', number, error: partsOf(error) } satisfies Reply))
      .finally(() => running.delete(number))
  })
}

function partsOf(error: unknown): ErrorParts {
  if (!(error instanceof SourceError)) return { code: 'Unexpected', message: String(error), retryable: false }
  const { code, message, why, whatToDo, copy, executionArn, retryable } = error
  const retryAfterMs = retryAfterOf(error)
  return {
    code,
    message,
    retryable,
    ...(why !== undefined && { why }),
    ...(whatToDo !== undefined && { whatToDo }),
    ...(copy !== undefined && { copy }),
    ...(executionArn !== undefined && { executionArn }),
    ...(retryAfterMs !== undefined && { cause: { retryAfterMs } }),
  }
}
