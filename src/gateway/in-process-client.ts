import { SFNClient } from '@aws-sdk/client-sfn'
import { type HttpRequest, HttpResponse } from '@smithy/core/protocols'
import type { AwsAccess } from './aws-access.ts'
import { actionOf, parseAwsRequest } from './aws-request.ts'
import { GatewayError } from './gateway-error.ts'
import type { Answer } from './respond.ts'

/**
 * SDK clients, one a region, whose calls go to the gateway's access to AWS without a socket between: the same allowed actions, checks
 * of bodies, token buckets and signing as for the page. They ask once: waiting and retrying is decided where the whole load is known.
 */
export function inProcessClients(ways: InProcessWays): (region: string) => SFNClient {
  const clients = new Map<string, SFNClient>()
  return region => {
    const client = clients.get(region) ?? newClient(region, new InProcessHandler(ways))
    clients.set(region, client)
    return client
  }
}

export interface InProcessWays {
  readonly aws: AwsAccess
  readonly profile: string | undefined
  /** What a refusal of the gateway's own is thrown as. */
  readonly asThrown: (refusal: GatewayError) => Error
}

function newClient(region: string, requestHandler: InProcessHandler): SFNClient {
  return new SFNClient({
    // Never resolved: the handler sends nothing there. Where AWS is, the gateway decides.
    endpoint: 'http://127.0.0.1/',
    region,
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
    requestHandler,
  })
}

function textOf(body: unknown): string {
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body)
}

class InProcessHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' }
  private readonly ways: InProcessWays

  constructor(ways: InProcessWays) {
    this.ways = ways
  }

  async handle(
    request: HttpRequest,
    { abortSignal }: { abortSignal?: unknown } = {},
  ): Promise<{ response: HttpResponse }> {
    const signal = abortSignal instanceof AbortSignal ? abortSignal : new AbortController().signal
    const { status, headers, body } = await this.answer(request, signal)
    return { response: new HttpResponse({ statusCode: status, headers: { ...headers }, body: Buffer.from(body) }) }
  }

  private async answer(request: HttpRequest, signal: AbortSignal): Promise<Answer> {
    const { aws, profile, asThrown } = this.ways
    try {
      const action = actionOf(request.headers['x-amz-target'])
      return await aws.forward(parseAwsRequest(action, textOf(request.body)), signal, profile)
    } catch (error) {
      throw error instanceof GatewayError ? asThrown(error) : error
    }
  }

  updateHttpClientConfig(): void {
    // There is nothing to set.
  }

  httpHandlerConfigs(): object {
    return {}
  }
}
