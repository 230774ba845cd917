import { describe, expect, it } from 'vitest'
import { bytesOf, randomText } from '../protocol/base64url.ts'
import { importPageKey, pageKeyBytes } from '../protocol/keys.ts'
import { type CallWords, hashOfBody, isGatewayProof, proveCall } from '../protocol/proofs.ts'
import { createCallProofs } from './call-proofs.ts'
import { createPageKeys } from './page-keys.ts'

const HOST = '127.0.0.1:7360'

/** A gateway's proofs under a clock of our own, and the page that has its key. */
async function pair() {
  const clock = { ms: 5_000 }
  const store = { path: '', token: randomText(32), read: async () => store.token, rotate: async () => store.token }
  const proofs = createCallProofs(createPageKeys(store), () => clock.ms)
  const { start } = await proofs.answer(HOST, randomText(16))
  const prove = async (change: Partial<CallWords> = {}, token = store.token) => {
    const ageMs = clock.ms - 5_000
    const made = { host: HOST, start, ageMs, nonce: randomText(16), method: 'POST', path: '/aws/', target: 'T' }
    const words = { ...made, profile: '', bodyHash: await hashOfBody(bytesOf('{}')), ...change }
    return proveCall(await importPageKey(await pageKeyBytes(token, words.host)), words)
  }
  const take = async (header: string | Promise<string>, change: object = {}) => {
    const headers = { host: HOST, 'x-amz-target': 'T', 'x-sfn-timeline-proof': await header, ...change }
    return proofs.assertProven({ method: 'POST', url: '/aws/', headers, rawHeaders: [] })
  }
  return { clock, store, start, prove, take, proofs }
}

describe('a call', () => {
  it('passes once with its proof, and says what its body must be', async () => {
    const { prove, take } = await pair()
    const proof = await prove()
    expect(await take(proof)).toBe(await hashOfBody(bytesOf('{}')))
    await expect(take(proof)).rejects.toMatchObject({ code: 'GatewayProofReplayed' })
  })

  it('is refused a minute after its proof was made, or before', async () => {
    const { clock, prove, take } = await pair()
    const [first, second] = [await prove(), await prove()]
    clock.ms += 60_000
    await take(first)
    clock.ms += 1
    await expect(take(second)).rejects.toMatchObject({ code: 'GatewayProofStale' })
    await expect(take(prove({ ageMs: 200_000 }))).rejects.toMatchObject({ code: 'GatewayProofStale' })
  })

  it('is never taken twice, whenever it comes again', async () => {
    const { clock, prove, take } = await pair()
    for (let aheadMs = -60_000; aheadMs <= 60_000; aheadMs += 20_000) {
      const proof = await prove({ ageMs: Math.max(0, clock.ms - 5_000 + aheadMs) })
      await take(proof)
      for (let waitedMs = 0; waitedMs < 130_000; waitedMs += 10_000) {
        await take(prove())
        await expect(take(proof)).rejects.toMatchObject({ code: /Replayed|Stale/ })
        clock.ms += 10_000
      }
    }
  })

  it('proven to one start is worth nothing to the next, the token unchanged', async () => {
    const [before, after] = [await pair(), await pair()]
    after.store.token = before.store.token
    await expect(after.take(before.prove())).rejects.toMatchObject({ code: 'GatewayProofStale' })
    await expect(after.take(before.prove({ start: after.start }))).resolves.toBeDefined()
    expect(before.start).not.toBe(after.start)
  })

  it('is not another than the one that was proven', async () => {
    const { prove, take } = await pair()
    const changes = [{ 'x-amz-target': 'U' }, { 'x-sfn-timeline-profile': 'admin' }, { host: 'localhost:7360' }]
    for (const change of changes) {
      await expect(take(prove(), change)).rejects.toMatchObject({ code: 'GatewayProofWrong' })
    }
    for (const change of [{ path: '/aws' }, { method: 'GET' }, { host: '127.0.0.1:7361' }]) {
      await expect(take(prove(change))).rejects.toMatchObject({ code: 'GatewayProofWrong' })
    }
    await expect(take(prove({}, randomText(32)))).rejects.toMatchObject({ code: 'GatewayProofWrong' })
  })

  it('can be made at most 50,000 times in two minutes', async () => {
    const { clock, prove, take } = await pair()
    for (let made = 0; made < 50_000; made++) await take(prove())
    await expect(take(prove())).rejects.toMatchObject({ code: 'GatewayBusy' })
    clock.ms += 121_000
    await take(prove())
  }, 120_000)
})

describe('the gateway', () => {
  it('proves to know the key of the address it is asked at, for this challenge', async () => {
    const { store, proofs, start } = await pair()
    const challenge = randomText(16)
    const { ageMs, proof } = await proofs.answer(HOST, challenge)
    const key = await importPageKey(await pageKeyBytes(store.token, HOST))
    expect(await isGatewayProof(key, { host: HOST, challenge, start, ageMs }, proof)).toBe(true)
    const elsewhere = await importPageKey(await pageKeyBytes(store.token, '127.0.0.1:7361'))
    expect(await isGatewayProof(elsewhere, { host: '127.0.0.1:7361', challenge, start, ageMs }, proof)).toBe(false)
  })

  it('takes the new token at its next call', async () => {
    const { store, prove, take } = await pair()
    const former = prove()
    store.token = randomText(32)
    await expect(take(former)).rejects.toMatchObject({ code: 'GatewayProofWrong' })
    await take(prove())
  })
})
