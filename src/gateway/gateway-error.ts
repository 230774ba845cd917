import { GATEWAY_STATUS, type GatewayErrorCode } from '../protocol/gateway-codes.ts'

/**
 * A refusal of the gateway's own, in AWS's error form: `{"__type": code, "message": …, …details}` with the code's HTTP status.
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
    return GATEWAY_STATUS[this.code]
  }

  /** The body in AWS JSON 1.0's error form. */
  get body(): string {
    return JSON.stringify({ __type: this.code, message: this.message, ...this.details })
  }
}
