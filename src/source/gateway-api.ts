import * as v from 'valibot'
import { SourceError } from './source.ts'

/** The gateway's own calls, beside those it forwards to AWS. */

const HELLO = v.object({ name: v.literal('sfn-timeline'), version: v.string() })

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

/** Where the gateway is and this user's token for it. */
export interface GatewayAddress {
  readonly base: string
  readonly token: string | undefined
}

/** Is there a gateway behind this page at all? A static host answers something else, or nothing. */
export async function hasGateway(base: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(new URL('gateway/status', base), { signal, cache: 'no-store' })
    return v.is(HELLO, await response.json())
  } catch {
    signal.throwIfAborted()
    return false
  }
}

/** What has been asked of AWS, and as whom. @throws SourceError */
export function gatewayStatus(at: GatewayAddress, signal: AbortSignal): Promise<GatewayStatus> {
  return ask(at, { path: 'gateway/status', schema: STATUS, signal })
}

/** The AWS profiles of this machine. @throws SourceError */
export function gatewayProfiles(at: GatewayAddress, signal: AbortSignal): Promise<GatewayProfiles> {
  return ask(at, { path: 'gateway/profiles', schema: PROFILES, signal })
}

/** From now on this profile (null: the one found by itself) serves the account; remembered on this machine. @throws SourceError */
export function chooseProfile(
  at: GatewayAddress,
  choice: { readonly account: string; readonly profile: string | null },
  signal: AbortSignal,
): Promise<GatewayProfiles> {
  return ask(at, { path: 'gateway/profile', schema: PROFILES, signal, body: JSON.stringify(choice) })
}

interface Question<T> {
  readonly path: string
  readonly schema: v.GenericSchema<unknown, T>
  readonly signal: AbortSignal
  readonly body?: string
}

async function ask<T>({ base, token }: GatewayAddress, { path, schema, signal, body }: Question<T>): Promise<T> {
  const headers = { 'content-type': 'application/json', ...(token !== undefined && { 'x-sfn-timeline-token': token }) }
  const request = body === undefined ? { method: 'GET' } : { method: 'POST', body }
  const response = await fetch(new URL(path, base), { ...request, headers, signal, cache: 'no-store' }).catch(
    (error: unknown) => {
      signal.throwIfAborted()
      throw new SourceError('GatewayUnreachable', 'The sfn-timeline gateway does not answer.', {
        whatToDo: 'Start it again in a terminal:',
        copy: 'sfn-timeline',
        retryable: true,
        cause: error,
      })
    },
  )
  const answer: unknown = await response.json().catch(() => undefined)
  const parsed = v.safeParse(schema, answer)
  if (response.ok && parsed.success) return parsed.output
  throw refusalOf(answer, response.status)
}

const REFUSAL = v.object({ __type: v.string(), message: v.string(), command: v.optional(v.string()) })

function refusalOf(answer: unknown, status: number): SourceError {
  if (!v.is(REFUSAL, answer)) return new SourceError('GatewayMissing', `No gateway answers here (HTTP ${status}).`)
  const copy = answer.command === undefined ? {} : { whatToDo: 'Run in a terminal:', copy: answer.command }
  return new SourceError(answer['__type'], answer.message, copy)
}
