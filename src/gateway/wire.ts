import * as v from 'valibot'
import { GatewayError } from './gateway-error.ts'

/** A call checked member by member, and how it goes over the wire. */
export interface AwsRequest<Action extends string = string> {
  readonly action: Action
  /** What decides profile and endpoint. */
  readonly owner: ArnOwner | NamedPlace
  /** What a call of the second door reads. */
  readonly reads?: LogReading
  readonly wire: Wire
}

/** The resource that is asked about is of this account and region. */
export interface ArnOwner {
  readonly account: string
  readonly region: string
}

/** Nothing in the call says where it goes: the page has named the profile (in its header) and this region. */
export interface NamedPlace {
  readonly account: undefined
  readonly region: string
}

/** A log group, or a function of which is asked where it logs. */
export type LogReading =
  | { readonly kind: 'logGroup'; readonly arn: string }
  | { readonly kind: 'function'; readonly arn: string }

export interface Wire {
  readonly service: 'states' | 'logs' | 'lambda'
  readonly method: 'GET' | 'POST'
  /** Below the endpoint's own path, percent-encoded. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Written again from what was checked. */
  readonly body: string
}

/**
 * A body with its members checked, and no other.
 * @throws GatewayError `GatewayInvalidCall`, naming the first that is wrong.
 */
export function checkedBody<Schema extends v.GenericSchema>(
  action: string,
  schema: Schema,
  body: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, body)
  if (result.success) return result.output
  const issue = result.issues[0]
  throw new GatewayError('GatewayInvalidCall', `${action}: ${v.getDotPath(issue) ?? 'body'}: ${issue.message}`)
}
