import type { GatewayErrorCode } from '../protocol/gateway-codes.ts'

/** What the page itself finds out on the way to the gateway. */
export const WAY_CODES = [
  /** Nobody answers. */
  'GatewayUnreachable',
  /** Somebody answers who is no gateway: a static host. */
  'GatewayMissing',
  /** A gateway answers, and this browser has no key for it. */
  'GatewayKeyMissing',
  /** What answers did not prove to know the key: the token was reset, or another program took the gateway's place. */
  'GatewayNotProven',
  /** An answer broke off. */
  'AnswerBroken',
] as const

export type FaultCode = GatewayErrorCode | (typeof WAY_CODES)[number]

/** A call that failed at the gateway or on the way to it. What AWS answers is never one. */
export class GatewayFault extends Error {
  override readonly name = 'GatewayFault'
  readonly code: FaultCode
  /** What the gateway adds: profile, account, a command that helps. Nothing of what is not proven to be the gateway. */
  readonly details: Readonly<Record<string, string>>

  constructor(code: FaultCode, message: string = code, details: Readonly<Record<string, string>> = {}) {
    super(message)
    this.code = code
    this.details = details
  }
}
