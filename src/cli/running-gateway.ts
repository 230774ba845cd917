import { request } from 'node:http'
import * as v from 'valibot'
import { type LaunchLife, launchAddress } from '../gateway/launches.ts'
import { tryParse } from '../history/json-value.ts'
import { bytesOf, randomText } from '../protocol/base64url.ts'
import { importPageKey, pageKeyBytes } from '../protocol/keys.ts'
import { hashOfBody, isGatewayProof, PROOF_HEADER, proveCall } from '../protocol/proofs.ts'
import { within } from '../waits/within.ts'

/** How many ports from the wanted one on a gateway may be at: it takes the next when one is taken. */
export const PORTS_TRIED = 10

const HELLO = v.object({
  name: v.literal('sfn-timeline'),
  version: v.string(),
  start: v.string(),
  ageMs: v.number(),
  proof: v.string(),
})
const LAUNCH = v.object({ code: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)) })
const ANSWER_MS = 1_500

/** A gateway that has proven to have this user's token, and what is needed to prove the same to it. */
interface Greeting {
  readonly version: string
  readonly start: string
  readonly ageMs: number
  readonly host: string
  readonly key: CryptoKey
}

/**
 * The version of this very user's gateway at a port, undefined if none is there. Any program could answer there, so it has to
 * prove that it knows the token, at this address, before it is told anything or a browser is sent there.
 */
export async function ownGatewayVersion(port: number, token: string): Promise<string | undefined> {
  return (await greet(port, token))?.version
}

/** The first port, from `port` on, at which this user's gateway answers. */
export async function findGateway(port: number, token: string): Promise<number | undefined> {
  const ports = Array.from({ length: PORTS_TRIED }, (_, i) => port + i).filter(candidate => candidate <= 65_535)
  const own = await Promise.all(ports.map(candidate => ownGatewayVersion(candidate, token)))
  return ports.find((_, i) => own[i] !== undefined)
}

/** An address that lets a browser into the page of a running gateway, once, at a route of it. */
export async function launchUrl(
  at: { readonly port: number; readonly token: string },
  launch: { readonly route: string; readonly life: LaunchLife },
): Promise<string> {
  const { code } = v.parse(LAUNCH, await callGateway(at, '/gateway/launch', launch))
  return launchAddress(`127.0.0.1:${at.port}`, code)
}

/** Tells a running gateway to stop; resolves when it has answered. */
export async function stopGateway(port: number, token: string): Promise<void> {
  await callGateway({ port, token }, '/gateway/stop', {})
}

async function greet(port: number, token: string): Promise<Greeting | undefined> {
  const host = `127.0.0.1:${port}`
  const challenge = randomText(24)
  const answer = await ask({ port, method: 'GET', path: `/gateway/hello?challenge=${challenge}` })
  const hello = v.safeParse(HELLO, answer)
  if (!hello.success) return undefined
  const { version, start, ageMs, proof } = hello.output
  const key = await importPageKey(await pageKeyBytes(token, host))
  const proven = await isGatewayProof(key, { host, challenge, start, ageMs }, proof)
  return proven ? { version, start, ageMs, host, key } : undefined
}

async function callGateway(at: { port: number; token: string }, path: string, question: object): Promise<unknown> {
  const greeting = await greet(at.port, at.token)
  if (!greeting) return undefined
  const body = JSON.stringify(question)
  const proof = await proveCall(greeting.key, {
    ...greeting,
    nonce: randomText(16),
    method: 'POST',
    path,
    target: '',
    profile: '',
    bodyHash: await hashOfBody(bytesOf(body)),
  })
  // The gateway wants to be spoken to as its page does.
  const headers = {
    'content-type': 'application/json',
    'sec-fetch-site': 'same-origin',
    origin: `http://${greeting.host}`,
    [PROOF_HEADER]: proof,
  }
  return ask({ port: at.port, method: 'POST', path, headers, body })
}

interface Question {
  readonly port: number
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** The JSON answer, or undefined for none: nobody there, somebody else, no JSON, not in time. */
function ask(question: Question): Promise<unknown> {
  const limit = { ms: ANSWER_MS, tooLate: () => new Error('no answer') }
  return within(limit, signal => untimedAsk(question, signal)).catch(() => undefined)
}

function untimedAsk({ port, method, path, headers = {}, body }: Question, signal: AbortSignal): Promise<unknown> {
  return new Promise(resolve => {
    const req = request(`http://127.0.0.1:${port}${path}`, { method, headers, signal, agent: false }, res => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        if (chunks.length > 64) req.destroy()
      })
      res.on('end', () => resolve(tryParse(Buffer.concat(chunks).toString('utf8'))?.value))
      res.on('error', () => resolve(undefined))
    })
    req.on('error', () => resolve(undefined))
    req.on('close', () => resolve(undefined))
    req.end(body)
  })
}
