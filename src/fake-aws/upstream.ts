import { AwsError } from './aws-error.ts'
import { isJson, type Json, textOf, type WireEvent } from './wire.ts'

/** Asks the service behind this endpoint, as the client would have. */
export async function askUpstream(url: string, action: string, request: Json, authorization: string): Promise<Json> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AWSStepFunctions.${action}`,
      authorization,
    },
    body: JSON.stringify(request),
  })
  const body: unknown = await response.json()
  if (!isJson(body)) throw new AwsError('InternalFailure', 'the upstream answered no JSON object', 502)
  if (response.ok) return body
  const type = textOf(body, '__type')?.split('#').at(-1) ?? 'InternalFailure'
  throw new AwsError(type, textOf(body, 'message') ?? textOf(body, 'Message') ?? '', response.status)
}

/** All events of an execution upstream, oldest first. moto ignores paging and order, and answers all at once. */
export async function upstreamHistory(url: string, request: Json, authorization: string): Promise<WireEvent[]> {
  const executionArn = request['executionArn']
  const answer = await askUpstream(url, 'GetExecutionHistory', { executionArn }, authorization)
  const events = answer['events']
  if (!Array.isArray(events)) throw new AwsError('InternalFailure', 'the upstream answered no events', 502)
  return events.filter(isWireEvent).toSorted((a, b) => a.id - b.id)
}

function isWireEvent(value: unknown): value is WireEvent {
  return (
    isJson(value) &&
    typeof value['id'] === 'number' &&
    typeof value['type'] === 'string' &&
    typeof value['timestamp'] === 'number'
  )
}
