import type { IncomingMessage } from 'node:http'
import { hashOfBody } from '../protocol/proofs.ts'
import { within } from '../waits/within.ts'
import { GatewayError } from './gateway-error.ts'

/** Node's own limit for a whole request (`requestMs`) comes before. */
const BODY_MS = 30_000

/**
 * The request's body, once it is whole.
 * @throws GatewayError `GatewayBodyTooLarge` as soon as more than `capBytes` are announced or have come,
 *   `GatewayBadRequest` when it breaks off or is not whole in time.
 */
export function readBody(req: IncomingMessage, capBytes: number): Promise<Buffer> {
  const tooLate = () => new GatewayError('GatewayBadRequest', 'The request came too slowly.')
  return within({ ms: BODY_MS, tooLate }, () => untimedReadBody(req, capBytes))
}

function untimedReadBody(req: IncomingMessage, capBytes: number): Promise<Buffer> {
  const tooLarge = () => new GatewayError('GatewayBodyTooLarge', `The body may have at most ${capBytes} bytes.`)
  if (Number(req.headers['content-length'] ?? 0) > capBytes) return Promise.reject(tooLarge())
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > capBytes) {
        req.pause()
        reject(tooLarge())
      } else chunks.push(chunk)
    })
    req.on('end', () => resolve(Buffer.concat(chunks)))
    const brokeOff = () => reject(new GatewayError('GatewayBadRequest', 'The request broke off.'))
    req.on('error', brokeOff)
    req.on('close', brokeOff)
  })
}

/** A body as text. @throws GatewayError `GatewayBadRequest` for what is not UTF-8. */
export function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new GatewayError('GatewayBadRequest', 'The body is not UTF-8.')
  }
}

/** Refuses a body that is not the one the proof was made for. @throws GatewayError `GatewayProofWrong`. */
export async function assertHash(body: Uint8Array, hash: string): Promise<void> {
  if ((await hashOfBody(Uint8Array.from(body))) === hash) return
  throw new GatewayError('GatewayProofWrong', 'The body is not the one that was proven.')
}
