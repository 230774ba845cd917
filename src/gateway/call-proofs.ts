import { memberOf } from '../history/json-value.ts'
import { randomText } from '../protocol/base64url.ts'
import { type CallClaim, isCallProof, PROOF_HEADER, parseCallProof, proveGateway } from '../protocol/proofs.ts'
import { GatewayError } from './gateway-error.ts'
import type { RequestHead } from './guards.ts'
import type { PageKeys } from './page-keys.ts'

/** How long a proof is good for; a page makes one for each call, right before it. */
const GOOD_FOR_MS = 60_000
/** Calls remembered in twice that time: only a page with the key can fill it. */
const AT_MOST = 50_000

/** Both directions of proving, for one start of the gateway. */
export interface CallProofs {
  /** The gateway's own proof, for the one who asks: it shows that it has the same token, and gives nothing else away. */
  answer(host: string, challenge: string): Promise<{ start: string; ageMs: number; proof: string }>
  /**
   * Lets a call pass that the page key of its Host proves, once. Its body is not looked at yet.
   * @returns the hash (base64url) that the body must have.
   * @throws GatewayError `GatewayProofMissing`, `…Wrong`, `…Stale`, `…Replayed`, `GatewayBusy`.
   */
  assertProven(head: RequestHead): Promise<string>
}

export function createCallProofs(keys: PageKeys, now: () => number = () => performance.now()): CallProofs {
  const start = randomText(16)
  const startedAtMs = now()
  const ageMs = () => Math.round(now() - startedAtMs)
  const taken = createTakenOnce(ageMs)

  async function answer(host: string, challenge: string) {
    const words = { host, challenge, start, ageMs: ageMs() }
    return { start, ageMs: words.ageMs, proof: await proveGateway((await keys.of(host)).key, words) }
  }

  async function assertProven(head: RequestHead): Promise<string> {
    const claim = claimOf(head)
    // The reasons are told to anyone; whether the key is right only to one who made the proof for this start.
    if (claim.start !== start || Math.abs(ageMs() - claim.ageMs) > GOOD_FOR_MS) {
      throw new GatewayError(
        'GatewayProofStale',
        'This call was made for another start of the gateway, or too long ago.',
      )
    }
    const { host = '' } = head.headers
    const { mac, ...claimed } = claim
    const words = {
      ...claimed,
      host,
      method: head.method ?? '',
      path: head.url ?? '',
      target: headerOf(head, 'x-amz-target'),
      profile: headerOf(head, 'x-sfn-timeline-profile'),
    }
    if (!(await isCallProof((await keys.of(host)).key, words, mac))) {
      throw new GatewayError('GatewayProofWrong', 'This call was not proven with the key of this gateway.')
    }
    taken.take(claim.nonce)
    return claim.bodyHash
  }

  return { answer, assertProven }
}

function claimOf(head: RequestHead): CallClaim {
  const header = headerOf(head, PROOF_HEADER)
  const claim = parseCallProof(header)
  if (claim) return claim
  if (header === '') throw new GatewayError('GatewayProofMissing', 'This call was made without proof of the key.')
  throw new GatewayError('GatewayProofWrong', 'This call was not proven with the key of this gateway.')
}

function headerOf(head: RequestHead, name: string): string {
  const value = memberOf(head.headers, name)
  return typeof value === 'string' ? value : ''
}

/** Remembers nonces for at least as long as a proof with one could be taken: in two generations, so that none is searched for. */
function createTakenOnce(ageMs: () => number) {
  let former: ReadonlySet<string> = new Set()
  let current = new Set<string>()
  let turnedAtMs = 0

  function take(nonce: string): void {
    if (ageMs() - turnedAtMs > 2 * GOOD_FOR_MS) {
      former = current
      current = new Set()
      turnedAtMs = ageMs()
    }
    if (current.has(nonce) || former.has(nonce)) {
      throw new GatewayError('GatewayProofReplayed', 'This very call has been made before.')
    }
    if (current.size >= AT_MOST) throw new GatewayError('GatewayBusy', 'Too many calls were made in two minutes.')
    current.add(nonce)
  }

  return { take }
}
