import { request } from 'node:http'
import { bytesOf, randomText } from '../../protocol/base64url.ts'
import { importPageKey, pageKeyBytes } from '../../protocol/keys.ts'
import { hashOfBody, proveCall } from '../../protocol/proofs.ts'

/** What a proof is made for; what is left out is as the page would have it. */
export interface Proven {
  readonly port: number
  readonly token: string
  readonly host?: string
  readonly method: string
  readonly path: string
  readonly target?: string
  readonly profile?: string
  readonly body?: string
  readonly start?: string
  readonly ageMs?: number
  readonly nonce?: string
}

/** The header that proves a call, for the gateway that listens at a port now. */
export async function provenBy(call: Proven): Promise<string> {
  const { host = `127.0.0.1:${call.port}`, method, path, target = '', profile = '', body = '' } = call
  const hello = await helloOf(call.port)
  const { start = hello.start, ageMs = hello.ageMs, nonce = randomText(16) } = call
  const key = await importPageKey(await pageKeyBytes(call.token, host))
  const bodyHash = await hashOfBody(bytesOf(body))
  return proveCall(key, { host, start, ageMs, nonce, method, path, target, profile, bodyHash })
}

/** What the gateway says of its start. */
export function helloOf(port: number): Promise<{ start: string; ageMs: number; proof: string }> {
  return new Promise((resolve, reject) => {
    const url = `http://127.0.0.1:${port}/gateway/hello?challenge=${randomText(16)}`
    const req = request(url, { agent: false }, res => {
      let text = ''
      res.on('data', chunk => {
        text += String(chunk)
      })
      res.on('end', () => resolve(JSON.parse(text)))
    })
    req.on('error', reject)
    req.end()
  })
}
