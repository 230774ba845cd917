import * as v from 'valibot'
import { memberOf, setMember, tryParse } from '../history/json-value.ts'
import { bytesOf, randomText } from '../protocol/base64url.ts'
import { FROM_HEADER, isGatewayCode } from '../protocol/gateway-codes.ts'
import { hashOfBody, isGatewayProof, PROOF_HEADER, proveCall } from '../protocol/proofs.ts'
import { within } from '../waits/within.ts'
import { GatewayFault } from './gateway-fault.ts'

/** The gateway behind a page, and the key this browser keeps for it. */
export interface GatewayWay {
  /** The page's own address, without a file name. */
  readonly base: string
  readonly key: CryptoKey | undefined
}

export interface GatewayCall {
  readonly method: 'GET' | 'POST'
  /** Relative to the page. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
}

/** An answer with its author: what AWS says is passed on as it is, errors included. */
export interface GatewayAnswer {
  readonly from: 'gateway' | 'aws'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer>
}

const HELLO = v.object({ name: v.literal('sfn-timeline'), version: v.string() })
const PROVEN_HELLO = v.object({ ...HELLO.entries, start: v.string(), ageMs: v.number(), proof: v.string() })
const REFUSAL = v.objectWithRest({ __type: v.string(), message: v.string() }, v.unknown())
const HELLO_MS = 15_000
/** Longer than the gateway takes for any call, and than loading waits for one. */
const CALL_MS = 120_000

/**
 * Asks the gateway, after it has proven in this very moment that it is the one: a page that is left open may find another
 * program at its address, which then learns nothing, not even what would have been asked.
 * @throws GatewayFault; the signal's reason when aborted.
 */
export async function callGateway(way: GatewayWay, call: GatewayCall): Promise<GatewayAnswer> {
  const { key } = way
  if (key === undefined) {
    await greet(way.base, call.signal)
    throw new GatewayFault('GatewayKeyMissing')
  }
  try {
    return await provenCall({ base: way.base, key }, call)
  } catch (error) {
    // The machine slept between greeting and call, or the browser sent it twice: what is asked only reads.
    const again =
      error instanceof GatewayFault && (error.code === 'GatewayProofStale' || error.code === 'GatewayProofReplayed')
    if (!again) throw error
    return provenCall({ base: way.base, key }, call)
  }
}

/** Does a gateway answer here, and does it prove to know the key? @throws GatewayFault */
export async function greet(
  base: string,
  signal: AbortSignal,
  key?: CryptoKey,
): Promise<{ start: string; ageMs: number }> {
  const challenge = randomText(24)
  const url = new URL(key === undefined ? 'gateway/hello' : `gateway/hello?challenge=${challenge}`, base)
  const answer = await fetched(url, {}, signal, HELLO_MS)
  const hello = jsonOf(answer.body)
  if (answer.from === 'gateway' && answer.status >= 400) throw unprovenRefusal(hello)
  if (!v.is(HELLO, hello)) throw new GatewayFault(answer.status >= 500 ? 'GatewayUnreachable' : 'GatewayMissing')
  if (key === undefined) return { start: '', ageMs: 0 }
  const parsed = v.safeParse(PROVEN_HELLO, hello)
  if (!parsed.success) throw new GatewayFault('GatewayNotProven')
  const { start, ageMs, proof } = parsed.output
  if (!(await isGatewayProof(key, { host: url.host, challenge, start, ageMs }, proof))) {
    throw new GatewayFault('GatewayNotProven')
  }
  return { start, ageMs }
}

async function provenCall({ base, key }: { base: string; key: CryptoKey }, call: GatewayCall): Promise<GatewayAnswer> {
  const { method, headers = {}, body, signal } = call
  const url = new URL(call.path, base)
  const proof = await proveCall(key, {
    ...(await greet(base, signal, key)),
    host: url.host,
    nonce: randomText(16),
    method,
    path: url.pathname + url.search,
    target: headers['x-amz-target'] ?? '',
    profile: headers['x-sfn-timeline-profile'] ?? '',
    bodyHash: await hashOfBody(bytesOf(body ?? '')),
  })
  const request = {
    method,
    headers: { ...headers, [PROOF_HEADER]: proof },
    ...(body !== undefined && { body }),
  }
  const answer = await fetched(url, request, signal)
  if (answer.from === undefined) throw new GatewayFault('GatewayMissing')
  if (answer.from === 'gateway' && answer.status >= 400) throw refusalOf(jsonOf(answer.body))
  return { ...answer, from: answer.from }
}

type Fetched = Omit<GatewayAnswer, 'from'> & { readonly from: GatewayAnswer['from'] | undefined }

/** One request, its answer whole. @throws GatewayFault `GatewayUnreachable`, `AnswerBroken`; the signal's reason. */
export function fetched(url: URL, request: FetchRequest, signal: AbortSignal, ms: number = CALL_MS): Promise<Fetched> {
  const tooLate = () =>
    new GatewayFault('GatewayUnreachable', `No answer came within ${Math.round(ms / 1000)} seconds.`)
  return within({ ms, signal, tooLate }, given => untimedFetch(url, request, given))
}

type FetchRequest = Omit<RequestInit, 'signal'>

async function untimedFetch(url: URL, request: FetchRequest, signal: AbortSignal): Promise<Fetched> {
  const refuse = (code: 'GatewayUnreachable' | 'AnswerBroken') => (error: unknown) => {
    signal.throwIfAborted()
    throw new GatewayFault(code, error instanceof Error ? error.message : code)
  }
  const response = await fetch(url, { ...request, signal, cache: 'no-store', redirect: 'error' }).catch(
    refuse('GatewayUnreachable'),
  )
  const body = await response.arrayBuffer().catch(refuse('AnswerBroken'))
  const headers = Object.fromEntries(response.headers)
  const author = memberOf(headers, FROM_HEADER)
  const from = author === 'aws' || author === 'gateway' ? author : undefined
  return { from, status: response.status, headers, body: new Uint8Array(body) }
}

function jsonOf(body: Uint8Array): unknown {
  return tryParse(new TextDecoder().decode(body))?.value
}

/** Of a gateway that has not proven itself nothing is believed but the code, which has words of ours. */
function unprovenRefusal(answer: unknown): GatewayFault {
  const code = v.is(REFUSAL, answer) ? answer['__type'] : ''
  return new GatewayFault(isGatewayCode(code) ? code : 'GatewayFailure')
}

function refusalOf(answer: unknown): GatewayFault {
  if (!v.is(REFUSAL, answer)) return new GatewayFault('AnswerBroken')
  const { __type: code, message, ...rest } = answer
  const details: Record<string, string> = {}
  for (const [name, value] of Object.entries(rest)) if (typeof value === 'string') setMember(details, name, value)
  return new GatewayFault(isGatewayCode(code) ? code : 'GatewayFailure', message, details)
}
