import * as v from 'valibot'
import { tryParse } from '../history/json-value.ts'
import { GatewayError } from './gateway-error.ts'
import { type Answer, AWS_JSON, from } from './respond.ts'
import type { UpstreamAnswer } from './upstream.ts'

// Names AWS's SDKs treat as throttling (smithy `service-error-classification`), as far as this service uses them.
const THROTTLING = new Set([
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'SlowDown',
])
const LOGIN_ERRORS = new Set([
  'ExpiredTokenException',
  'ExpiredToken',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'RequestExpired',
])

/** The error's name in an AWS JSON 1.0 answer, without namespace; undefined for a success. */
export function errorTypeOf(answer: UpstreamAnswer): string | undefined {
  if (answer.status < 400) return undefined
  const header = answer.headers['x-amzn-errortype']
  const type = typeof header === 'string' ? header : typeInBody(answer.body)
  return type?.split(':', 1)[0]?.split('#').at(-1)
}

const ERROR_BODY = v.object({ __type: v.string() })

function typeInBody(body: Buffer): string | undefined {
  const parsed = v.safeParse(ERROR_BODY, tryParse(body.toString('utf8'))?.value)
  return parsed.success ? parsed.output['__type'] : undefined
}

export function isThrottling(answer: UpstreamAnswer): boolean {
  return answer.status === 429 || THROTTLING.has(errorTypeOf(answer) ?? '')
}

/** AWS does not (or no longer) know the keys: a login may have been renewed since they were read. */
export function isLoginError(answer: UpstreamAnswer): boolean {
  return LOGIN_ERRORS.has(errorTypeOf(answer) ?? '')
}

// AWS does not take a signature whose time is five minutes off; a clock a little less wrong is no reason for a refusal.
const SKEW_TOLD_MS = 4 * 60_000
const SIGNATURE_ERRORS = new Set([
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'RequestExpired',
  'RequestTimeTooSkewed',
  'RequestInTheFuture',
  'AuthFailure',
])

/**
 * How far this machine's clock is ahead of AWS's (ms, negative: behind), where AWS refused a signature and its `Date` tells
 * that the clock is why; else undefined.
 */
export function clockSkewMs(answer: UpstreamAnswer, nowMs: number): number | undefined {
  if (!SIGNATURE_ERRORS.has(errorTypeOf(answer) ?? '')) return undefined
  const skewMs = nowMs - Date.parse(answer.headers.date ?? '')
  return Math.abs(skewMs) >= SKEW_TOLD_MS ? skewMs : undefined
}

/** Seconds; nobody is made to wait longer by what an endpoint says. */
const LONGEST_RETRY_AFTER = 300

/**
 * AWS's answer for the page: status, body and the few headers that mean something there.
 * @throws GatewayError `UpstreamBroken` for a status that AWS never gives (a redirect would be followed by the browser), and
 *   for what is no JSON object: a proxy's page, a load balancer's, half an answer.
 */
export function passOn(answer: UpstreamAnswer, endpointHost: string): Answer {
  const first = answer.body.subarray(0, 16).toString('latin1').trimStart()[0]
  const last = answer.body.subarray(-16).toString('latin1').trimEnd().at(-1)
  const isAnswer = answer.status === 200 || (answer.status >= 400 && answer.status < 600)
  if (!isAnswer || first !== '{' || last !== '}') {
    throw new GatewayError(
      'UpstreamBroken',
      `${endpointHost} answered ${answer.status} with something that is not AWS's JSON, or only half of it.`,
      { endpoint: endpointHost },
    )
  }
  const headers: Record<string, string> = { 'content-type': AWS_JSON, 'cache-control': 'no-store', ...from('aws') }
  for (const name of ['x-amzn-requestid', 'x-amzn-errortype']) {
    const value = answer.headers[name]
    if (typeof value === 'string') headers[name] = value
  }
  const wait = answer.headers['retry-after'] ?? ''
  if (/^\d+$/.test(wait)) headers['retry-after'] = String(Math.min(Number(wait), LONGEST_RETRY_AFTER))
  return { status: answer.status, headers, body: answer.body }
}
