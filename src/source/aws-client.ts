import { SFNClient } from '@aws-sdk/client-sfn'
import type { Connection } from './calls.ts'

const clients = new Map<string, SFNClient>()

/**
 * An SDK client that talks to the gateway: real protocol, no secrets. The gateway signs with the machine's credentials and
 * ignores this client's signature, whose key is a placeholder. It asks once: waiting and retrying is decided where the
 * whole load is known.
 */
export function clientFor(connection: Connection, arn: string): SFNClient {
  const region = arn.split(':')[3] || 'us-east-1'
  const key = JSON.stringify([connection, region])
  const known = clients.get(key)
  if (known) return known
  const client = new SFNClient({
    endpoint: connection.endpoint,
    region,
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
  })
  client.middlewareStack.add(
    next => args => {
      const { request } = args
      if (hasHeaders(request)) {
        if (connection.token !== undefined) request.headers['x-sfn-timeline-token'] = connection.token
        if (connection.profile !== undefined)
          request.headers['x-sfn-timeline-profile'] = encodeURIComponent(connection.profile)
      }
      return next(args)
    },
    { step: 'build', name: 'gatewayHeaders' },
  )
  clients.set(key, client)
  return client
}

function hasHeaders(request: unknown): request is { headers: Record<string, string> } {
  return typeof request === 'object' && request !== null && 'headers' in request
}
