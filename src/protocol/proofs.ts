import { bytesOf, fromBase64url, toBase64url } from './base64url.ts'

/**
 * What the gateway and its page say to prove themselves: HMAC-SHA-256 with the page key over a few lines, the first of which
 * says who speaks, so that no proof of one can be given back as a proof of the other.
 */
export const PROOF_HEADER = 'x-sfn-timeline-proof'

/** The gateway's answer to a challenge: which start of it this is, and how long ago (ms) that was. */
export interface GatewayWords {
  readonly host: string
  readonly challenge: string
  /** Random, another at each start: part of every proof, so that no proof outlives the gateway it was made for. */
  readonly start: string
  readonly ageMs: number
}

/** One call of the page, as far as it means anything to the gateway. */
export interface CallWords {
  readonly host: string
  readonly start: string
  /** The gateway's age at which the call was made: it is refused a minute later. */
  readonly ageMs: number
  /** Random: the same call is not taken twice. */
  readonly nonce: string
  readonly method: string
  /** With the query. */
  readonly path: string
  /** `X-Amz-Target`, empty for none. */
  readonly target: string
  /** `x-sfn-timeline-profile` as it is sent, empty for none. */
  readonly profile: string
  /** SHA-256, base64url. */
  readonly bodyHash: string
}

/** Base64url. */
export function proveGateway(key: CryptoKey, words: GatewayWords): Promise<string> {
  return sign(key, gatewayLines(words))
}

export function isGatewayProof(key: CryptoKey, words: GatewayWords, proof: string): Promise<boolean> {
  return verify(key, gatewayLines(words), proof)
}

/** The value of `PROOF_HEADER`: `1.start.ageMs.nonce.bodyHash.mac`. */
export async function proveCall(key: CryptoKey, words: CallWords): Promise<string> {
  const mac = await sign(key, callLines(words))
  return [1, words.start, words.ageMs, words.nonce, words.bodyHash, mac].join('.')
}

/** What a header claims, not yet proven. */
export type CallClaim = Pick<CallWords, 'start' | 'ageMs' | 'nonce' | 'bodyHash'> & { readonly mac: string }

/** Reads the header; undefined where it is none. */
export function parseCallProof(header: string): CallClaim | undefined {
  const found = /^1\.([\w-]{22})\.(\d{1,12})\.([\w-]{22})\.([\w-]{43})\.([\w-]{43})$/.exec(header)
  const [, start = '', ageMs = '', nonce = '', bodyHash = '', mac = ''] = found ?? []
  return found === null ? undefined : { start, ageMs: Number(ageMs), nonce, bodyHash, mac }
}

export function isCallProof(key: CryptoKey, words: CallWords, mac: string): Promise<boolean> {
  return verify(key, callLines(words), mac)
}

/** SHA-256 of a body, as it stands in a proof. */
export async function hashOfBody(body: Uint8Array<ArrayBuffer>): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', body)))
}

function gatewayLines({ host, challenge, start, ageMs }: GatewayWords): string {
  return ['sfn-timeline gateway 1', host, challenge, start, ageMs].join('\n')
}

// No part can hold a line break: they are a request line's and headers' values, or our own.
function callLines(words: CallWords): string {
  const { host, start, ageMs, nonce, method, path, target, profile, bodyHash } = words
  return ['sfn-timeline page 1', host, start, ageMs, nonce, method, path, target, profile, bodyHash].join('\n')
}

async function sign(key: CryptoKey, lines: string): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.sign('HMAC', key, bytesOf(lines))))
}

/** `subtle.verify` takes the same time wherever a proof is wrong. */
async function verify(key: CryptoKey, lines: string, proof: string): Promise<boolean> {
  const bytes = fromBase64url(proof)
  return bytes !== undefined && crypto.subtle.verify('HMAC', key, bytes, bytesOf(lines))
}
