import { bytesOf, fromBase64url, toBase64url } from './base64url.ts'

/**
 * Every key of the protocol, each for one purpose, derived with HKDF-SHA-256 (RFC 5869) from a secret of at least 128 bits.
 *
 * - token (a file only its user reads) → page key of a host: what a page at that address proves itself with.
 * - launch code (works once) → the name it is asked for by, and the key the page key is sealed with on its way.
 */
const PROOF = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const
const SEAL = { name: 'AES-GCM', length: 256 } as const

/**
 * The page key of `host` (`127.0.0.1:7360`), raw. Another for each address: what a browser keeps for one is worth nothing at
 * another, so the one who takes over an abandoned port gets nothing that opens the gateway that moved on to the next.
 */
export function pageKeyBytes(token: string, host: string): Promise<Uint8Array<ArrayBuffer>> {
  return derive(token, `page key of ${host}`, 256)
}

/** A page key to prove and to verify with. It cannot be read out again. */
export function importPageKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, PROOF, false, ['sign', 'verify'])
}

/** The name under which a launch is asked for: it tells nothing of the code. */
export async function launchName(code: string): Promise<string> {
  return toBase64url(await derive(code, 'launch name', 128))
}

/** A page key on its way to the page that was launched. */
export interface SealedKey {
  readonly iv: string
  readonly sealed: string
  /** What to show first, as in a link after `#`; empty for the first page. */
  readonly route: string
}

/** What a sealed key is bound to: it opens for this address, this question and this route alone. */
export interface SealFor {
  readonly host: string
  readonly challenge: string
  readonly route: string
}

/** Seals a page key for the one who knows the launch code. */
export async function sealPageKey(bytes: Uint8Array<ArrayBuffer>, code: string, bound: SealFor): Promise<SealedKey> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const additionalData = wordsOf(bound)
  const key = await sealKey(code)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, bytes)
  return { iv: toBase64url(iv), sealed: toBase64url(new Uint8Array(sealed)), route: bound.route }
}

/**
 * Opens a sealed page key. The raw key never exists in the page: it comes out as a key that cannot be read.
 * @returns undefined where it was not sealed by one who knows the code.
 */
export async function openPageKey(sealed: SealedKey, code: string, bound: SealFor): Promise<CryptoKey | undefined> {
  const [iv, bytes] = [fromBase64url(sealed.iv), fromBase64url(sealed.sealed)]
  if (!iv || !bytes) return undefined
  const opening = { name: 'AES-GCM', iv, additionalData: wordsOf(bound) }
  try {
    const key = await sealKey(code)
    return await crypto.subtle.unwrapKey('raw', bytes, key, opening, PROOF, false, ['sign', 'verify'])
  } catch {
    return undefined
  }
}

async function sealKey(code: string): Promise<CryptoKey> {
  const bytes = await derive(code, 'launch seal', 256)
  return crypto.subtle.importKey('raw', bytes, SEAL, false, ['encrypt', 'unwrapKey'])
}

function wordsOf({ host, challenge, route }: SealFor): Uint8Array<ArrayBuffer> {
  return bytesOf(['sfn-timeline sealed key 1', host, challenge, route].join('\n'))
}

async function derive(secret: string, purpose: string, bits: number): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', bytesOf(secret), 'HKDF', false, ['deriveBits'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: bytesOf('sfn-timeline 1'), info: bytesOf(purpose) }
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, bits))
}
