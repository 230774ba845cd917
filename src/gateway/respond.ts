import type { ServerResponse } from 'node:http'
import { type AnswerFrom, FROM_HEADER } from '../protocol/gateway-codes.ts'
import { GatewayError } from './gateway-error.ts'
import { COMMON_HEADERS } from './page-headers.ts'

export const AWS_JSON = 'application/x-amz-json-1.0'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | string
}

/** Writes one whole answer. A client that has gone is no failure of ours. */
export function send(res: ServerResponse, answer: Answer): void {
  if (res.headersSent || res.destroyed) return
  // Vite's own middleware may have allowed a foreign origin before us; this gateway never does.
  for (const name of res.getHeaderNames()) if (name.startsWith('access-control-')) res.removeHeader(name)
  const length = Buffer.byteLength(answer.body)
  res.writeHead(answer.status, { ...COMMON_HEADERS, ...answer.headers, 'content-length': String(length) })
  res.end(answer.body)
}

/** Who speaks in an answer: nothing of AWS's can be taken for ours. */
export function from(author: AnswerFrom): Record<string, string> {
  return { [FROM_HEADER]: author }
}

/** An answer of our own API. */
export function jsonAnswer(value: unknown, status = 200): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...from('gateway') },
    body: JSON.stringify(value),
  }
}

/** A refusal of our own, for the page or the command line. */
export function errorAnswer(error: GatewayError, more: Readonly<Record<string, string>> = {}): Answer {
  return {
    status: error.status,
    headers: { 'content-type': AWS_JSON, 'cache-control': 'no-store', ...from('gateway'), ...more },
    body: error.body,
  }
}

/** A refusal for a person whose browser went to an address: plain text, never markup. */
export function textAnswer(error: GatewayError, more: Readonly<Record<string, string>> = {}): Answer {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...more }
  return { status: error.status, headers, body: `${error.message} (${error.code})\n` }
}

/** Anything thrown, as a refusal: what we did not foresee says no more than that it happened. */
export function asGatewayError(thrown: unknown): GatewayError {
  if (thrown instanceof GatewayError) return thrown
  return new GatewayError('GatewayFailure', 'The gateway failed at this request; its terminal says more.')
}
