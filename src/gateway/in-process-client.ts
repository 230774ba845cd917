import { SFNClient } from '@aws-sdk/client-sfn'
import { type HttpRequest, HttpResponse } from '@smithy/core/protocols'
import { actionOf, parseAwsRequest } from './actions.ts'
import type { AwsAccess } from './aws-access.ts'
import { GatewayError } from './gateway-error.ts'
import { type Answer, errorAnswer } from './respond.ts'

/**
 * SDK clients, one a region, whose calls go to the gateway's access to AWS without a socket between: the same allowed actions, checks
 * of bodies, token buckets and signing as for the page. They ask once: waiting and retrying is decided where the whole load is known.
 */
export function inProcessClients(aws: AwsAccess, profile: string | undefined): (region: string) => SFNClient {
  const clients = new Map<string, SFNClient>()
  return region => {
    const client = clients.get(region) ?? newClient(region, new InProcessHandler(aws, profile))
    clients.set(region, client)
    return client
  }
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
  private readonly aws: AwsAccess
  private readonly profile: string | undefined

  constructor(aws: AwsAccess, profile: string | undefined) {
    this.aws = aws
    this.profile = profile
  }

  async handle(
    request: HttpRequest,
    { abortSignal }: { abortSignal?: unknown } = {},
  ): Promise<{ response: HttpResponse }> {
    const signal = abortSignal instanceof AbortSignal ? abortSignal : new AbortController().signal
    const { status, headers, body } = await this.answer(request, signal)
    return { response: new HttpResponse({ statusCode: status, headers: { ...headers }, body: Buffer.from(body) }) }
  }

  /** A refusal of the gateway's own comes in AWS's form, as it does over HTTP. */
  private async answer(request: HttpRequest, signal: AbortSignal): Promise<Answer> {
    try {
      const action = actionOf(request.headers['x-amz-target'])
      return await this.aws.forward(parseAwsRequest(action, textOf(request.body)), signal, this.profile)
    } catch (error) {
      if (error instanceof GatewayError) return errorAnswer(error)
      throw error
    }
  }

  updateHttpClientConfig(): void {
    // There is nothing to set.
  }

  httpHandlerConfigs(): object {
    return {}
  }
}
