/** What this gateway itself refuses or cannot do; AWS's own error names pass through and are not listed. */
export type GatewayErrorCode =
  | 'GatewayForbiddenHost'
  | 'GatewayForbiddenOrigin'
  | 'GatewayTokenMissing'
  | 'GatewayTokenWrong'
  | 'GatewayTokenUnsafe'
  | 'GatewayMethodNotAllowed'
  | 'GatewayUnsupportedMediaType'
  | 'GatewayBodyTooLarge'
  | 'GatewayActionNotAllowed'
  | 'GatewayNotFound'
  | 'GatewayLaunchExpired'
  | 'GatewayBadRequest'
  | 'GatewayFailure'
  | 'ValidationException'
  | 'CredentialsMissing'
  | 'CredentialsExpired'
  | 'NoProfileForAccount'
  | 'ProfileFixed'
  | 'UpstreamUnreachable'
  | 'UpstreamTimeout'
  | 'UpstreamBroken'
  | 'TooManyRequests'

const STATUS_OF: Readonly<Record<GatewayErrorCode, number>> = {
  GatewayForbiddenHost: 403,
  GatewayForbiddenOrigin: 403,
  GatewayTokenMissing: 401,
  GatewayTokenWrong: 401,
  GatewayTokenUnsafe: 500,
  GatewayMethodNotAllowed: 405,
  GatewayUnsupportedMediaType: 415,
  GatewayBodyTooLarge: 413,
  GatewayActionNotAllowed: 403,
  GatewayNotFound: 404,
  GatewayLaunchExpired: 410,
  GatewayBadRequest: 400,
  GatewayFailure: 500,
  ValidationException: 400,
  CredentialsMissing: 401,
  CredentialsExpired: 401,
  NoProfileForAccount: 401,
  ProfileFixed: 409,
  UpstreamUnreachable: 502,
  UpstreamTimeout: 504,
  UpstreamBroken: 502,
  TooManyRequests: 429,
}

/**
 * A refusal in AWS's error form: `{"__type": code, "message": …, …details}` with the code's HTTP status.
 * `details` are further members for the page (profile, account, the command to run); never a secret.
 */
export class GatewayError extends Error {
  override readonly name = 'GatewayError'
  readonly code: GatewayErrorCode
  readonly details: Readonly<Record<string, string>>

  constructor(code: GatewayErrorCode, message: string, details: Readonly<Record<string, string>> = {}) {
    super(message)
    this.code = code
    this.details = details
  }

  /** The HTTP status this error is answered with. */
  get status(): number {
    return STATUS_OF[this.code]
  }

  /** The body in AWS JSON 1.0's error form. */
  get body(): string {
    return JSON.stringify({ __type: this.code, message: this.message, ...this.details })
  }
}
