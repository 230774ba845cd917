/**
 * What the gateway itself refuses or cannot do. What it says of its own and what it passes on from AWS travel apart: every
 * answer names its author in `FROM_HEADER`, which no endpoint can set, and only an answer `from gateway` has a code of these.
 */
export const FROM_HEADER = 'x-sfn-timeline-from'
export type AnswerFrom = 'gateway' | 'aws'

/** Each code with its HTTP status. */
export const GATEWAY_STATUS = {
  GatewayForbiddenHost: 403,
  GatewayForbiddenOrigin: 403,
  GatewayForbiddenUser: 403,
  GatewayProofMissing: 401,
  GatewayProofWrong: 401,
  /** Made for another start of the gateway, or more than a minute ago. */
  GatewayProofStale: 401,
  GatewayProofReplayed: 401,
  GatewayTokenUnsafe: 500,
  GatewayMethodNotAllowed: 405,
  GatewayUnsupportedMediaType: 415,
  GatewayBodyTooLarge: 413,
  GatewayActionNotAllowed: 403,
  GatewayNotFound: 404,
  GatewayLaunchExpired: 410,
  GatewayBadRequest: 400,
  GatewayInvalidCall: 400,
  /** Reading logs: the gateway was started without it, a person has not switched it on, nobody named the group. */
  GatewayLogsNotStarted: 403,
  GatewayLogsOff: 403,
  GatewayLogGroupUnknown: 403,
  GatewayFailure: 500,
  GatewayBusy: 429,
  CredentialsMissing: 401,
  CredentialsExpired: 401,
  ClockSkewed: 401,
  NoProfileForAccount: 401,
  ProfileFixed: 409,
  UpstreamUnreachable: 502,
  UpstreamTimeout: 504,
  UpstreamBroken: 502,
} as const

export type GatewayErrorCode = keyof typeof GATEWAY_STATUS

export function isGatewayCode(text: string): text is GatewayErrorCode {
  return Object.hasOwn(GATEWAY_STATUS, text)
}

/** A command of ours that helps; the gateway may name another (a login of AWS's) with its refusal. */
export const OWN_COMMANDS = {
  /** Starts a gateway where none runs, and opens the page with its key. */
  open: 'sfn-timeline open',
  openWithLogs: 'sfn-timeline open --logs',
  start: 'sfn-timeline',
  /** The gateway that runs cannot be told to read logs: it has to be started anew. */
  startWithLogs: 'sfn-timeline stop; sfn-timeline start --logs',
  resetToken: 'sfn-timeline reset-token',
} as const
