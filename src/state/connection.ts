import type { GatewayWay } from '../source/call-gateway.ts'
import type { Connection } from '../source/calls.ts'
import { gatewayKey } from './gateway-key.ts'
import { launched } from './launch.ts'
import { pageBase } from './url.ts'

/** The gateway behind this page, with the key this browser holds now. */
export async function gatewayWay(): Promise<GatewayWay> {
  await launched()
  return { base: pageBase(), key: await gatewayKey.current() }
}

/** The way to AWS. Which profile serves an account is the gateway's to remember. */
export async function awsConnection(): Promise<Connection> {
  return { kind: 'gateway', ...(await gatewayWay()), profile: undefined }
}
