import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { Sha256 } from '@smithy/core/checksum'
import { SignatureV4 } from '@smithy/signature-v4'
import { within } from '../waits/within.ts'
import type { ByteBudget } from './byte-budget.ts'
import type { Credentials } from './credentials.ts'
import { GatewayError } from './gateway-error.ts'
import type { GatewayLimits } from './limits.ts'
import { type Network, networkTrusting } from './network.ts'
import { isErrno } from './private-file.ts'

/** One call, complete but for the signature. Its headers are ours: nothing a client sent is among them. */
export interface UpstreamCall {
  readonly endpoint: URL
  /** Trusted besides the usual certificates: `caBundleOf`. */
  readonly caBundle: string | undefined
  readonly service: 'states' | 'sts' | 'logs' | 'lambda'
  readonly method: 'GET' | 'POST'
  /** Below the endpoint's own path, percent-encoded; empty for the endpoint itself. */
  readonly path: string
  readonly region: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface UpstreamAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** Signs a call with Signature Version 4, as of now. */
export async function signCall(call: UpstreamCall, credentials: Credentials): Promise<Record<string, string>> {
  const signer = new SignatureV4({ service: call.service, region: call.region, credentials, sha256: Sha256 })
  const signed = await signer.sign({
    method: call.method,
    protocol: call.endpoint.protocol,
    hostname: call.endpoint.hostname,
    path: pathOf(call),
    query: {},
    headers: { ...call.headers, host: call.endpoint.host },
    body: call.body,
  })
  return signed.headers
}

export interface Sending {
  readonly limits: GatewayLimits
  readonly memory: ByteBudget
  readonly signal: AbortSignal
}

/**
 * Sends a call and gives the whole answer, whatever its status. Redirects are not followed: AWS gives none.
 * @throws GatewayError `UpstreamUnreachable`, `UpstreamTimeout`, `UpstreamBroken`, `GatewayBusy`; the signal's reason when it is aborted.
 */
export async function sendCall(
  call: UpstreamCall,
  signedHeaders: Readonly<Record<string, string>>,
  { limits, memory, signal }: Sending,
): Promise<UpstreamAnswer> {
  const host = call.endpoint.host
  const tooLate = () =>
    new GatewayError('UpstreamTimeout', `${host} did not answer within ${limits.upstreamMs / 1000} s.`, {
      endpoint: host,
    })
  let answered = false
  try {
    return await within({ ms: limits.upstreamMs, signal, tooLate }, async either => {
      const network = await networkTrusting(call.caBundle)
      const res = await untimedRequest(call, signedHeaders, { network, signal: either })
      answered = true
      const body = await untimedReadAll(res, { capBytes: limits.upstreamBytes, memory })
      return { status: res.statusCode ?? 0, headers: res.headers, body }
    })
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof GatewayError) throw error
    if (answered) throw new GatewayError('UpstreamBroken', `The answer of ${host} broke off.`, { endpoint: host })
    throw new GatewayError('UpstreamUnreachable', `${host} cannot be reached${whyNot(error)}.`, { endpoint: host })
  }
}

/** OpenSSL's words for a certificate that nobody vouches for. */
const UNTRUSTED =
  /^(?:SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(?:_LOCALLY)?))$/

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!UNTRUSTED.test(code)) return code === '' ? '' : ` (${code})`
  return `: nobody this machine trusts vouches for its certificate (${code}). Where a proxy reads what passes, name the file of its certificate in AWS_CA_BUNDLE, or as ca_bundle of the profile`
}

interface Way {
  readonly network: Network
  readonly signal: AbortSignal
}

function untimedRequest(
  call: UpstreamCall,
  headers: Readonly<Record<string, string>>,
  way: Way,
): Promise<IncomingMessage> {
  const { signal } = way
  const { endpoint, body } = call
  const secure = endpoint.protocol === 'https:'
  return new Promise((resolve, reject) => {
    const options = {
      method: call.method,
      path: pathOf(call),
      headers: call.method === 'GET' ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      signal,
      agent: way.network,
    }
    const req = secure ? httpsRequest(endpoint, options) : httpRequest(endpoint, options)
    req.on('response', resolve)
    // The proxy's own answer to the wish for a tunnel: where it refuses, what follows is no answer of AWS.
    req.on('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
      if (statusCode === 200) return
      reject(refusedByProxy(statusCode, endpoint.host))
      req.destroy()
    })
    const noAnswer = () =>
      reject(
        new GatewayError('UpstreamBroken', `${endpoint.host} gave no answer to the call.`, { endpoint: endpoint.host }),
      )
    // Nothing was asked to be switched to: what answers so is no AWS.
    req.on('upgrade', (_res, socket) => {
      socket.destroy()
      noAnswer()
    })
    req.on('close', noAnswer)
    req.on('error', error => {
      // A kept connection that the other side closed just now was never read from: the call (it only reads) goes out again.
      if (req.reusedSocket && isErrno(error, 'ECONNRESET') && !signal.aborted) {
        resolve(untimedRequest(call, headers, way))
      } else reject(error)
    })
    req.end(body)
  })
}

function refusedByProxy(status: number, endpoint: string): GatewayError {
  const why = status === 407 ? 'asks for a name and a password: put them into HTTPS_PROXY' : `answered ${status}`
  return new GatewayError('UpstreamUnreachable', `The proxy on the way to ${endpoint} ${why}.`, { endpoint })
}

/** The whole body. Its bytes are taken from the memory before they are read where their number is told, else as they come. */
async function untimedReadAll(
  res: IncomingMessage,
  room: { readonly capBytes: number; readonly memory: ByteBudget },
): Promise<Buffer> {
  const { capBytes, memory } = room
  const chunks: Buffer[] = []
  let takenBytes = 0
  let bytes = 0
  const take = (upTo: number) => {
    if (upTo > capBytes) throw new GatewayError('UpstreamBroken', `The answer is larger than ${capBytes} bytes.`)
    if (upTo <= takenBytes) return
    memory.take(upTo - takenBytes)
    takenBytes = upTo
  }
  try {
    take(Number(res.headers['content-length'] ?? 0))
    for await (const chunk of res) {
      if (!Buffer.isBuffer(chunk)) continue
      bytes += chunk.length
      take(bytes)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } finally {
    res.destroy()
    memory.give(takenBytes)
  }
}

/** The configured endpoint may have a path; the SDK puts a slash behind it. */
function pathOf({ endpoint, path }: UpstreamCall): string {
  return `${endpoint.pathname.replace(/\/$/, '')}/${path}`
}
