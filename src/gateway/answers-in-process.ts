import { type HttpRequest, HttpResponse } from '@smithy/core/protocols'

import type { AwsAccess } from './aws-access.ts'
import { actionOf, parseAwsRequest } from './aws-request.ts'
import { GatewayError } from './gateway-error.ts'

export interface InProcessWays {
  readonly aws: AwsAccess
  readonly profile: string | undefined
  /** What a refusal of the gateway's own is thrown as. */
  readonly asThrown: (refusal: GatewayError) => Error
}

/**
 * Answers the SDK's requests by the gateway's access to AWS, without a socket between: the same allowed actions, checks of
 * bodies, token buckets and signing as for the page.
 */
export function answersInProcess({ aws, profile, asThrown }: InProcessWays) {
  return async (
    { headers, body }: Pick<HttpRequest, 'headers' | 'body'>,
    signal: AbortSignal,
  ): Promise<HttpResponse> => {
    try {
      const action = actionOf(headers['x-amz-target'])
      const answer = await aws.forward(parseAwsRequest(action, textOf(body)), signal, profile)
      return new HttpResponse({
        statusCode: answer.status,
        headers: { ...answer.headers },
        body: Buffer.from(answer.body),
      })
    } catch (error) {
      throw error instanceof GatewayError ? asThrown(error) : error
    }
  }
}

function textOf(body: unknown): string {
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body)
}
