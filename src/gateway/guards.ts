import type { IncomingMessage } from 'node:http'
import { PROOF_HEADER } from '../protocol/proofs.ts'
import { GatewayError } from './gateway-error.ts'

/**
 * Who may speak to the gateway. Each guard names one way in and throws a `GatewayError` that says which.
 *
 * - Host must be one of our three names with our port: a name rebound by DNS to 127.0.0.1 comes with its own Host.
 * - Origin and Sec-Fetch-Site are set by browsers and cannot be set by a page: they keep other pages out. Every browser
 *   that can run the page sends Sec-Fetch-Site to loopback, so a request without it is no page and is refused as well.
 * - Other programs can forge any header: the proof of the page key keeps them out (call-proofs.ts), and Linux tells
 *   another user's programs apart (peer-user.ts).
 */
export type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>

const SINGLE_HEADERS = new Set([
  'host',
  'origin',
  'sec-fetch-site',
  'sec-fetch-mode',
  'sec-fetch-dest',
  'content-type',
  'content-length',
  'transfer-encoding',
  'x-amz-target',
  PROOF_HEADER,
  'x-sfn-timeline-profile',
])

/** Refuses a request that says one thing twice: two readers could take a different one for the truth. */
export function assertUnambiguous(head: RequestHead): void {
  const seen = new Set<string>()
  for (let i = 0; i < head.rawHeaders.length; i += 2) {
    const name = head.rawHeaders[i]?.toLowerCase() ?? ''
    if (SINGLE_HEADERS.has(name) && seen.has(name)) {
      throw new GatewayError('GatewayBadRequest', `The header ${name} was sent more than once.`)
    }
    seen.add(name)
  }
  if (!head.url?.startsWith('/')) throw new GatewayError('GatewayBadRequest', 'The request target must be a path.')
}

/** The Host names under which a gateway at `port` answers. */
function allowedHosts(port: number): readonly string[] {
  return ['127.0.0.1', 'localhost', '[::1]'].map(name => (port === 80 ? name : `${name}:${port}`))
}

export function assertHost(head: RequestHead, port: number): void {
  if (allowedHosts(port).includes(head.headers.host ?? '')) return
  throw new GatewayError('GatewayForbiddenHost', 'This gateway answers only under its own loopback address.')
}

/**
 * Refuses requests that another site made: for the page's files a plain navigation (a clicked link) is fine from anywhere,
 * embedding, fetching and framing are not.
 */
export function assertNotEmbedded(head: RequestHead): void {
  const site = head.headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return
  const navigates = head.headers['sec-fetch-mode'] === 'navigate' && head.headers['sec-fetch-dest'] === 'document'
  if (!navigates) throw new GatewayError('GatewayForbiddenOrigin', 'Other sites may not load the files of this page.')
}

/** Refuses an API request that does not come from our own page. Browsers leave Origin out of same-origin GETs only. */
export function assertSameOrigin(head: RequestHead): void {
  const origin = head.headers.origin
  const own = `http://${head.headers.host}`
  if (origin !== own && !(origin === undefined && head.method === 'GET')) {
    throw new GatewayError('GatewayForbiddenOrigin', 'Only the page of this gateway may make this request (Origin).')
  }
  if (head.headers['sec-fetch-site'] !== 'same-origin') {
    throw new GatewayError(
      'GatewayForbiddenOrigin',
      'Only the page of this gateway may make this request (Sec-Fetch-Site must be same-origin).',
    )
  }
}

export function assertMethod(head: RequestHead, methods: readonly string[]): void {
  if (methods.includes(head.method ?? '')) return
  throw new GatewayError('GatewayMethodNotAllowed', `Only ${methods.join(' and ')} may be used here.`, {
    allow: methods.join(', '),
  })
}

// Bodies are read as UTF-8: what claims to be anything else would be read as something it is not.
const JSON_TYPE = /^application\/(?:x-amz-json-1\.0|json)\s*(?:;\s*charset="?utf-8"?\s*)?$/i

/** Forms and plain text can be posted across origins without a preflight; JSON cannot. */
export function assertJson(head: RequestHead): void {
  if (JSON_TYPE.test(head.headers['content-type'] ?? '')) return
  throw new GatewayError('GatewayUnsupportedMediaType', 'The body must be application/x-amz-json-1.0, in UTF-8.')
}
