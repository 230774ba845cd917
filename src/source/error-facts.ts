import { SFNServiceException } from '@aws-sdk/client-sfn'
import { HistoryFormatError } from '../history/history-format-error.ts'
import { isGatewayCode } from '../protocol/gateway-codes.ts'
import { type FaultCode, GatewayFault, WAY_CODES } from './gateway-fault.ts'

/** What an error says about itself: the first half of telling it to a person. */

/** What was being asked when it failed. */
export interface FailedCall {
  /** AWS's action name, without its service. */
  readonly action: string
  /** Whose action it is; absent: that of Step Functions. */
  readonly service?: 'states' | 'logs' | 'lambda'
  /** Empty for a call that asks about no resource. */
  readonly arn: string
  /** Where that call went. */
  readonly region?: string | undefined
  /** The profile a person chose; undefined where the gateway picks. */
  readonly profile: string | undefined
}

/**
 * Who says what went wrong. Only the class of the error and its code decide; a message is for reading.
 * `aws`: whatever an endpoint answers, it is this, and no code of ours.
 */
export type Failure =
  | { readonly kind: 'gateway'; readonly code: FaultCode }
  | { readonly kind: 'aws'; readonly code: string }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'unexpected' }

export interface ErrorFacts {
  readonly failure: Failure
  readonly text: string
  readonly status: number | undefined
  readonly account: string | undefined
  readonly region: string | undefined
  /** As whom AWS knows the caller, in AWS's own words. */
  readonly principal: string | undefined
  readonly action: string
  /** As IAM names it. */
  readonly service: string
  readonly arn: string
  readonly profile: string | undefined
  /** A command the gateway says would help. */
  readonly command: string | undefined
  /** From `Retry-After`, in ms. */
  readonly retryAfterMs: number | undefined
  /** How far the machine's clock is ahead of AWS's, in ms. */
  readonly skewMs: number | undefined
  /** The link's name for an account's login, where the gateway gave one: `dev`, else words for it. */
  readonly who: string
}

const LONGEST_TEXT = 2_000

/** The facts of any error thrown while `call` was asked. */
export function factsOf(error: unknown, { action, service = 'states', arn, region, profile }: FailedCall): ErrorFacts {
  const text = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_TEXT)
  const details = error instanceof GatewayFault ? error.details : {}
  const headers = error instanceof SFNServiceException ? headersOf(error) : {}
  const denied = /User: (\S+) is not authorized to perform: (states|logs|lambda):(\w+)/.exec(text)
  const parts = arn.split(':')
  const knownProfile = details['profile'] || headers['x-sfn-timeline-profile'] || profile
  return {
    failure: failureOf(error),
    text,
    status: error instanceof SFNServiceException ? error.$metadata.httpStatusCode : undefined,
    account: parts[4] || details['account'] || accountIn(denied?.[1]),
    region: parts[3] || region,
    principal: denied?.[1],
    action: denied?.[3] ?? action,
    service: denied?.[2] ?? service,
    arn,
    profile: knownProfile,
    command: commandIn(details['command'] ?? headers['x-sfn-timeline-command']),
    retryAfterMs: retryAfter(headers['retry-after']),
    skewMs: details['skewMs'] === undefined ? undefined : Number(details['skewMs']),
    who: knownProfile === undefined ? 'Your AWS login' : `Your profile \`${knownProfile}\``,
  }
}

/** `arn:aws:sts::123456789012:assumed-role/…`: whose caller this is. */
function accountIn(principal: string | undefined): string | undefined {
  return /^arn:[^:]+:(?:sts|iam)::(\d{12}):/.exec(principal ?? '')?.[1]
}

function failureOf(error: unknown): Failure {
  if (error instanceof GatewayFault) return { kind: 'gateway', code: error.code }
  if (error instanceof SFNServiceException) return { kind: 'aws', code: awsCode(error) }
  // The SDK leaves the response with what it could not read.
  const read = isObject(error) && '$response' in error
  if (error instanceof SyntaxError || error instanceof HistoryFormatError || read) return { kind: 'unreadable' }
  return { kind: 'unexpected' }
}

const OUR_CODES: ReadonlySet<string> = new Set([...WAY_CODES, 'NoAnswer', 'Unexpected'])

/** AWS's name for its error. A name of ours in AWS's mouth is none. */
function awsCode({ name, $metadata }: SFNServiceException): string {
  const isOurs = isGatewayCode(name) || OUR_CODES.has(name)
  if (!isOurs && /^[A-Za-z]\w{0,99}$/.test(name) && !/^Unknown(Error)?$/.test(name)) return name
  return $metadata.httpStatusCode === 429 ? 'ThrottlingException' : 'UnknownError'
}

/** What the gateway adds to an answer of AWS's, percent-encoded, and the few headers it passes on. */
function headersOf({ $response }: SFNServiceException): Readonly<Record<string, string | undefined>> {
  const headers = isObject($response) && isObject($response['headers']) ? $response['headers'] : {}
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, decoded(value)]] : [])),
  )
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** Only programs that the gateway ever names are offered for pasting into a terminal, and only as one line. */
function commandIn(text: string | undefined): string | undefined {
  return text !== undefined && /^(?:aws|sfn-timeline) [^\p{C}]{1,300}$/u.test(text) ? text : undefined
}

/** `Retry-After` in seconds, as ms. */
function retryAfter(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) * 1000 : undefined
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
