import { HttpResponse } from '@smithy/core/protocols'
import { callGateway, fetched, type GatewayAnswer } from './call-gateway.ts'
import type { Connection } from './calls.ts'
import { type Answering, SfnClient, type SfnRequest } from './sfn-client.ts'

/** The path of the AWS protocol on the gateway, relative to the page. */
const AWS_PATH = 'aws/'

/** An endpoint without a gateway, as tests have one, believes whoever says a name. */
const NOBODY = 'AWS4-HMAC-SHA256 Credential=none'

interface Way {
  readonly client: SfnClient
  connection: Connection
}

const ways = new Map<string, Way>()

/**
 * A client that talks to the gateway: real protocol, no secrets. The gateway signs with the machine's credentials, for the
 * region of each ARN, or the one that the connection names. It asks once: waiting and retrying is decided where the whole load is known.
 */
export function clientFor(connection: Connection): SfnClient {
  const endpoint = connection.kind === 'gateway' ? new URL(AWS_PATH, connection.base) : new URL(connection.endpoint)
  const name = nameOf(endpoint, connection)
  const way = ways.get(name) ?? newWay(endpoint, connection)
  ways.set(name, way)
  // The key may have become another since the last call: all calls that follow use the one at hand.
  way.connection = connection
  return way.client
}

/** Calls of two profiles or regions under way at once each keep theirs. */
function nameOf({ href }: URL, connection: Connection): string {
  return connection.kind === 'gateway' ? JSON.stringify([href, connection.profile, connection.region]) : href
}

function newWay(endpoint: URL, connection: Connection): Way {
  const untimedWay: Answering = (request, signal) => untimedResponse(way.connection, request, signal)
  const way: Way = { connection, client: new SfnClient(endpoint, untimedWay) }
  return way
}

async function untimedResponse(
  connection: Connection,
  request: SfnRequest,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const { status, headers, body } = await untimedAnswer(connection, request, signal)
  return new HttpResponse({ statusCode: status, headers: { ...headers }, body })
}

/** How requests leave: to the gateway, proven; or as they are, to an endpoint that needs no gateway. */
function untimedAnswer(
  connection: Connection,
  request: SfnRequest,
  signal: AbortSignal,
): Promise<Omit<GatewayAnswer, 'from'>> {
  const body = request.body instanceof Uint8Array ? new TextDecoder().decode(request.body) : String(request.body)
  if (connection.kind === 'gateway') {
    const { profile, region } = connection
    const path = region === undefined ? AWS_PATH : `${AWS_PATH}?region=${encodeURIComponent(region)}`
    const headers = {
      'content-type': request.headers['content-type'] ?? '',
      'x-amz-target': request.headers['x-amz-target'] ?? '',
      ...(profile !== undefined && { 'x-sfn-timeline-profile': encodeURIComponent(profile) }),
    }
    return callGateway(connection, { method: 'POST', path, headers, body, signal })
  }
  const { protocol, hostname, port, path, headers } = request
  const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`)
  return fetched(url, { method: 'POST', headers: { ...headers, authorization: NOBODY }, body }, signal)
}
