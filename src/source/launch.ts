import * as v from 'valibot'
import { tryParse } from '../history/json-value.ts'
import { randomText } from '../protocol/base64url.ts'
import { launchName, openPageKey } from '../protocol/keys.ts'
import { fetched, greet } from './call-gateway.ts'

/** What a page that was launched gets for the code in its address. */
export interface Launched {
  readonly key: CryptoKey
  /** What to show first, as in a link after `#`; empty for the first page. */
  readonly route: string
}

const SEALED = v.object({ iv: v.string(), sealed: v.string(), route: v.string() })
const ANSWER_MS = 15_000

/**
 * Gets the page key for a launch code. The code itself is not sent, and the key comes sealed with it, so that a program that
 * stands in the gateway's place learns neither.
 * @returns undefined where the code is not (or no longer) good: from a link of somebody else's, used before, too late.
 * @throws GatewayFault where there is nobody to ask.
 */
export async function redeemLaunch(base: string, code: string): Promise<Launched | undefined> {
  const url = new URL('gateway/key', base)
  const challenge = randomText(16)
  const body = JSON.stringify({ name: await launchName(code), challenge })
  const { signal } = new AbortController()
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
  const answer = await fetched(url, request, signal, ANSWER_MS)
  const sealed = v.safeParse(SEALED, jsonOf(answer.body))
  if (answer.status !== 200 || !sealed.success) return undefined
  const { route } = sealed.output
  const key = await openPageKey(sealed.output, code, { host: url.host, challenge, route })
  if (!key) return undefined
  await greet(base, signal, key)
  return { key, route }
}

function jsonOf(body: Uint8Array): unknown {
  return tryParse(new TextDecoder().decode(body))?.value
}
