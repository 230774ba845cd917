import { AWS_PATH } from '../source/aws-source.ts'
import type { Connection } from '../source/calls.ts'
import type { GatewayAddress } from '../source/gateway-api.ts'
import { pageBase, readToken } from './url.ts'

/** The gateway behind this page, with the token this browser holds now. */
export function gatewayAddress(): GatewayAddress {
  return { base: pageBase(), token: readToken() }
}

/** The way to AWS. Which profile serves an account is the gateway's to remember. */
export function awsConnection(): Connection {
  const { base, token } = gatewayAddress()
  return { endpoint: new URL(AWS_PATH, base).href, token, profile: undefined }
}
