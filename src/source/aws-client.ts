import { SFNClient } from '@aws-sdk/client-sfn'
import { type HttpRequest, HttpResponse } from '@smithy/core/protocols'
import { callGateway, fetched, type GatewayAnswer } from './call-gateway.ts'
import type { Connection } from './calls.ts'

/** The path of the AWS protocol on the gateway, relative to the page. */
const AWS_PATH = 'aws/'

interface Client {
  readonly sfn: SFNClient
  readonly handler: ConnectionHandler
}

const clients = new Map<string, Client>()

/**
 * An SDK client that talks to the gateway: real protocol, no secrets. The gateway signs with the machine's credentials and
 * ignores this client's signature, whose key is a placeholder. It asks once: waiting and retrying is decided where the
 * whole load is known.
 */
export function clientFor(connection: Connection, arn: string): SFNClient {
  const region = arn.split(':')[3] || 'us-east-1'
  const endpoint = connection.kind === 'gateway' ? new URL(AWS_PATH, connection.base).href : connection.endpoint
  const name = `${region} ${endpoint}`
  const client = clients.get(name) ?? newClient(region, endpoint)
  clients.set(name, client)
  // The key may have become another since the last call: all calls that follow use the one at hand.
  client.handler.connection = connection
  return client.sfn
}

function newClient(region: string, endpoint: string): Client {
  const handler = new ConnectionHandler()
  const sfn = new SFNClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
    requestHandler: handler,
  })
  return { sfn, handler }
}

/** How the SDK's requests leave: to the gateway, proven; or as they are, to an endpoint that needs no gateway. */
class ConnectionHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' }
  connection: Connection | undefined

  async handle(
    request: HttpRequest,
    { abortSignal }: { abortSignal?: unknown } = {},
  ): Promise<{ response: HttpResponse }> {
    const signal = abortSignal instanceof AbortSignal ? abortSignal : new AbortController().signal
    const { status, headers, body } = await this.send(request, signal)
    return { response: new HttpResponse({ statusCode: status, headers: { ...headers }, body }) }
  }

  private send(request: HttpRequest, signal: AbortSignal): Promise<Omit<GatewayAnswer, 'from'>> {
    const { connection } = this
    const body = request.body instanceof Uint8Array ? new TextDecoder().decode(request.body) : String(request.body)
    if (connection?.kind === 'gateway') {
      const { profile } = connection
      const headers = {
        'content-type': request.headers['content-type'] ?? '',
        'x-amz-target': request.headers['x-amz-target'] ?? '',
        ...(profile !== undefined && { 'x-sfn-timeline-profile': encodeURIComponent(profile) }),
      }
      return callGateway(connection, { method: 'POST', path: AWS_PATH, headers, body, signal })
    }
    const { protocol, hostname, port, path, headers } = request
    const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`)
    return fetched(url, { method: 'POST', headers, body }, signal)
  }

  updateHttpClientConfig(): void {
    // There is nothing to set.
  }

  httpHandlerConfigs(): object {
    return {}
  }
}
