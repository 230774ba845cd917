import * as v from 'valibot'
import { parseJson } from '../history/json-value.ts'
import { callGateway, type GatewayWay, greet } from './call-gateway.ts'
import { describeError } from './describe-error.ts'
import { GatewayFault } from './gateway-fault.ts'

/** The gateway's own calls, beside those it forwards to AWS. */

const COUNTS = v.object({
  sent: v.number(),
  coalesced: v.number(),
  queued: v.number(),
  throttled: v.number(),
  failed: v.number(),
})

const STATUS = v.object({
  name: v.literal('sfn-timeline'),
  version: v.string(),
  requests: COUNTS,
  /** Reading logs: whether the gateway was started with it, and for which accounts it is switched on. */
  logs: v.object({ started: v.boolean(), accounts: v.array(v.string()) }),
  accounts: v.array(
    v.object({
      account: v.string(),
      profile: v.nullable(v.string()),
      because: v.string(),
      regions: v.array(v.string()),
    }),
  ),
})

const PROFILES = v.object({
  fixed: v.nullable(v.object({ profile: v.string(), by: v.string() })),
  environment: v.boolean(),
  profiles: v.array(
    v.object({
      name: v.string(),
      kind: v.string(),
      account: v.nullable(v.string()),
      region: v.nullable(v.string()),
    }),
  ),
  chosen: v.record(v.string(), v.string()),
})

export type GatewayStatus = v.InferOutput<typeof STATUS>
export type GatewayProfiles = v.InferOutput<typeof PROFILES>

/** How a page stands with the gateway it came from. */
export type Standing = 'absent' | 'locked' | 'ready'

/**
 * Is there a gateway behind this page at all (a static host answers something else, or nothing), and does it prove to be the
 * one that this browser has a key for?
 */
export async function standingAt({ base, key }: GatewayWay, signal: AbortSignal): Promise<Standing> {
  try {
    await greet(base, signal, key)
    return key === undefined ? 'locked' : 'ready'
  } catch (error) {
    signal.throwIfAborted()
    const code = error instanceof GatewayFault ? error.code : 'GatewayMissing'
    return code === 'GatewayMissing' || code === 'GatewayUnreachable' ? 'absent' : 'locked'
  }
}

/** What has been asked of AWS, and as whom. @throws SourceError */
export function gatewayStatus(way: GatewayWay, signal: AbortSignal): Promise<GatewayStatus> {
  return ask(way, { path: 'gateway/status', schema: STATUS, signal })
}

/** The AWS profiles of this machine. @throws SourceError */
export function gatewayProfiles(way: GatewayWay, signal: AbortSignal): Promise<GatewayProfiles> {
  return ask(way, { path: 'gateway/profiles', schema: PROFILES, signal })
}

/** From now on this profile (null: the one found by itself) serves the account; remembered on this machine. @throws SourceError */
export function chooseProfile(
  way: GatewayWay,
  choice: { readonly account: string; readonly profile: string | null },
  signal: AbortSignal,
): Promise<GatewayProfiles> {
  return ask(way, { path: 'gateway/profile', schema: PROFILES, signal, body: JSON.stringify(choice) })
}

/** From now on logs of this account may be read, or not; remembered on this machine. @throws SourceError */
export function turnLogs(
  way: GatewayWay,
  choice: { readonly account: string; readonly on: boolean },
  signal: AbortSignal,
): Promise<GatewayStatus> {
  return ask(way, { path: 'gateway/logs', schema: STATUS, signal, body: JSON.stringify(choice) })
}

interface Question<T> {
  readonly path: string
  readonly schema: v.GenericSchema<unknown, T>
  readonly signal: AbortSignal
  readonly body?: string
}

const ANSWER_MS = 60_000

async function ask<T>(way: GatewayWay, { path, schema, signal, body }: Question<T>): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  const limited = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)])
  const call = { path, headers, signal: limited }
  try {
    const answer = await callGateway(
      way,
      body === undefined ? { ...call, method: 'GET' } : { ...call, method: 'POST', body },
    )
    return v.parse(schema, parseJson(new TextDecoder().decode(answer.body)))
  } catch (error) {
    signal.throwIfAborted()
    const late = limited.aborted ? new GatewayFault('GatewayUnreachable') : error
    throw describeError(late, { action: path, arn: '', profile: undefined })
  }
}
