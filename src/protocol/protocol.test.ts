import { createHmac, hkdfSync } from 'node:crypto'
import { assert, asyncProperty, constantFrom, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf, fromBase64url, randomText, toBase64url } from './base64url.ts'
import { importPageKey, launchName, openPageKey, pageKeyBytes, sealPageKey } from './keys.ts'
import {
  type CallWords,
  hashOfBody,
  isCallProof,
  isGatewayProof,
  parseCallProof,
  proveCall,
  proveGateway,
} from './proofs.ts'

const TOKEN = randomText(32)
const HOST = '127.0.0.1:7360'
const keyOf = async (token: string, host: string) => importPageKey(await pageKeyBytes(token, host))

const call = async (): Promise<CallWords> => ({
  host: HOST,
  start: randomText(16),
  ageMs: 1_234,
  nonce: randomText(16),
  method: 'POST',
  path: '/aws/',
  target: 'AWSStepFunctions.DescribeExecution',
  profile: '',
  bodyHash: await hashOfBody(bytesOf('{}')),
})

describe('keys', () => {
  it('are what RFC 5869 makes of the token, another for each address', async () => {
    const derived = (host: string) =>
      Buffer.from(hkdfSync('sha256', TOKEN, 'sfn-timeline 1', `page key of ${host}`, 32)).toString('base64url')
    expect(toBase64url(await pageKeyBytes(TOKEN, HOST))).toBe(derived(HOST))
    expect(toBase64url(await pageKeyBytes(TOKEN, 'localhost:7360'))).not.toBe(derived(HOST))
    expect(toBase64url(await pageKeyBytes(TOKEN, '127.0.0.1:7361'))).not.toBe(derived(HOST))
  })

  it('cannot be read out', async () => {
    await expect(crypto.subtle.exportKey('raw', await keyOf(TOKEN, HOST))).rejects.toThrow(/extractable/)
  })
})

describe('a sealed key', () => {
  const code = randomText(16)
  const bound = { host: HOST, challenge: randomText(16), route: '/executions/x' }

  it('opens for the code, as a key that cannot be read out and proves the same', async () => {
    const bytes = await pageKeyBytes(TOKEN, HOST)
    const opened = await openPageKey(await sealPageKey(bytes, code, bound), code, bound)
    if (!opened) throw new Error('not opened')
    expect(opened.extractable).toBe(false)
    const words = await call()
    const claim = parseCallProof(await proveCall(opened, words))
    expect(await isCallProof(await importPageKey(bytes), words, claim?.mac ?? '')).toBe(true)
  })

  it('opens for nothing else', async () => {
    const sealed = await sealPageKey(await pageKeyBytes(TOKEN, HOST), code, bound)
    expect(await openPageKey(sealed, randomText(16), bound)).toBeUndefined()
    for (const other of [{ host: 'localhost:7360' }, { challenge: randomText(16) }, { route: '/' }]) {
      expect(await openPageKey(sealed, code, { ...bound, ...other })).toBeUndefined()
    }
    expect(await openPageKey({ ...sealed, sealed: 'no' }, code, bound)).toBeUndefined()
    expect(await openPageKey({ ...sealed, iv: '*' }, code, bound)).toBeUndefined()
  })

  it('is asked for by a name that is not the code', async () => {
    expect(await launchName(code)).not.toContain(code)
    expect(await launchName(code)).toBe(await launchName(code))
  })
})

describe('a proof', () => {
  it('is the HMAC of its words', async () => {
    const words = await call()
    const key = Buffer.from(await pageKeyBytes(TOKEN, HOST))
    const lines = ['sfn-timeline page 1', ...Object.values(words)].join('\n')
    const mac = createHmac('sha256', key).update(lines).digest('base64url')
    expect(await proveCall(await keyOf(TOKEN, HOST), words)).toBe(
      `1.${words.start}.1234.${words.nonce}.${words.bodyHash}.${mac}`,
    )
  })

  it('holds for its own words alone', async () => {
    const key = await keyOf(TOKEN, HOST)
    const words = await call()
    const mac = parseCallProof(await proveCall(key, words))?.mac ?? ''
    const parts = constantFrom('host', 'start', 'nonce', 'method', 'path', 'target', 'profile', 'bodyHash')
    await assert(
      asyncProperty(parts, string(), async (part, text) => {
        expect(await isCallProof(key, { ...words, [part]: text }, mac)).toBe(words[part as 'host'] === text)
      }),
    )
    expect(await isCallProof(key, { ...words, ageMs: 1_235 }, mac)).toBe(false)
    expect(await isCallProof(await keyOf(randomText(32), HOST), words, mac)).toBe(false)
    expect(await isCallProof(await keyOf(TOKEN, 'localhost:7360'), words, mac)).toBe(false)
  })

  it('of the gateway is none of the page’s', async () => {
    const key = await keyOf(TOKEN, HOST)
    const words = { host: HOST, challenge: randomText(16), start: randomText(16), ageMs: 5 }
    const proof = await proveGateway(key, words)
    expect(await isGatewayProof(key, words, proof)).toBe(true)
    expect(await isGatewayProof(key, { ...words, challenge: randomText(16) }, proof)).toBe(false)
    expect(await isGatewayProof(key, { ...words, start: randomText(16) }, proof)).toBe(false)
    expect(await isCallProof(key, await call(), proof)).toBe(false)
  })

  it.each([
    '',
    '1.a.b',
    'x'.repeat(9_000),
    `2.${randomText(16)}.1.${randomText(16)}.${randomText(32)}.${randomText(32)}`,
  ])('is not read from %j', header => {
    expect(parseCallProof(header)).toBeUndefined()
  })
})

it('base64url reads what it writes', () => {
  const bytes = crypto.getRandomValues(new Uint8Array(33))
  expect(fromBase64url(toBase64url(bytes))).toEqual(bytes)
  expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
  expect(fromBase64url('a')).toBeUndefined()
  expect(fromBase64url('a+b')).toBeUndefined()
})
