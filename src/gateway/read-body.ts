import type { IncomingMessage } from 'node:http'
import { GatewayError } from './gateway-error.ts'

/**
 * The request's body as text, once it is whole.
 * @throws GatewayError `GatewayBodyTooLarge` as soon as more than `capBytes` are announced or have come,
 *   `GatewayBadRequest` when it breaks off or is not UTF-8.
 */
export function readBody(req: IncomingMessage, capBytes: number): Promise<string> {
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
    req.on('end', () => {
      try {
        resolve(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
      } catch {
        reject(new GatewayError('GatewayBadRequest', 'The body is not UTF-8.'))
      }
    })
    const brokeOff = () => reject(new GatewayError('GatewayBadRequest', 'The request broke off.'))
    req.on('error', brokeOff)
    req.on('close', brokeOff)
  })
}
