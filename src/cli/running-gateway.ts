import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import * as v from 'valibot'
import { proofOf, sameSecret } from '../gateway/token-store.ts'

/** How many ports from the wanted one on a gateway may be at: it takes the next when one is taken. */
export const PORTS_TRIED = 10

const HELLO = v.object({ name: v.literal('sfn-timeline'), version: v.string(), proof: v.string() })
const LAUNCH = v.object({ path: v.pipe(v.string(), v.regex(/^\/launch\/[A-Za-z0-9_-]+$/)) })
const ANSWER_MS = 1_500

/**
 * The version of this very user's gateway at a port, undefined if none is there. Any program could answer there, so it has to prove that it knows the
 * token (and that it is at this port itself, see `proofOf`) before a browser is sent there with it.
 */
export async function ownGatewayVersion(port: number, token: string): Promise<string | undefined> {
  const challenge = randomBytes(24).toString('base64url')
  const answer = await ask({ port, method: 'GET', path: `/gateway/status?challenge=${challenge}` })
  const hello = v.safeParse(HELLO, answer)
  if (!hello.success || !sameSecret(hello.output.proof, proofOf(token, challenge, port))) return undefined
  return hello.output.version
}

/** The first port, from `port` on, at which this user's gateway answers. */
export async function findGateway(port: number, token: string): Promise<number | undefined> {
  const ports = Array.from({ length: PORTS_TRIED }, (_, i) => port + i).filter(candidate => candidate <= 65_535)
  const own = await Promise.all(ports.map(candidate => ownGatewayVersion(candidate, token)))
  return ports.find((_, i) => own[i] !== undefined)
}

/** A one-time URL that leads a browser into the page of a running gateway, at a route of it. */
export async function launchUrl(port: number, token: string, route: string): Promise<string> {
  const answer = await ask({ port, method: 'POST', path: '/gateway/launch', token, body: JSON.stringify({ route }) })
  return `http://127.0.0.1:${port}${v.parse(LAUNCH, answer).path}`
}

/** Tells a running gateway to stop; resolves when it has answered. */
export async function stopGateway(port: number, token: string): Promise<void> {
  await ask({ port, method: 'POST', path: '/gateway/stop', token, body: '{}' })
}

interface Question {
  readonly port: number
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly token?: string
  readonly body?: string
}

/** The JSON answer, or undefined for none: nobody there, somebody else, no JSON. */
function ask({ port, method, path, token, body }: Question): Promise<unknown> {
  const origin = `http://127.0.0.1:${port}`
  // The gateway wants to be spoken to as its page does; the token is what makes us one of its own.
  const headers = token === undefined ? {} : { ...PAGE_HEADERS, origin, 'x-sfn-timeline-token': token }
  return new Promise(resolve => {
    const req = request(`${origin}${path}`, { method, headers, timeout: ANSWER_MS, agent: false }, res => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        if (chunks.length > 64) req.destroy()
      })
      res.on('end', () => resolve(parseJson(Buffer.concat(chunks).toString('utf8'))))
      res.on('error', () => resolve(undefined))
    })
    req.on('timeout', () => req.destroy())
    req.on('error', () => resolve(undefined))
    req.on('close', () => resolve(undefined))
    req.end(body)
  })
}

const PAGE_HEADERS = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
