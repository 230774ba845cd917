import { clockSkewMs, errorTypeOf, isLoginError, isThrottling, passOn } from './aws-answer.ts'
import type { ProfileFacts } from './aws-profiles.ts'
import type { AwsAction } from './aws-request.ts'
import type { ByteBudget } from './byte-budget.ts'
import type { Choice } from './choose-profile.ts'
import type { CredentialCache, Credentials } from './credentials.ts'
import { GatewayError } from './gateway-error.ts'
import type { IdentityCache } from './identity.ts'
import type { GatewayLimits } from './limits.ts'
import type { RequestCounter } from './request-counts.ts'
import type { Answer } from './respond.ts'
import type { TokenBucket } from './token-bucket.ts'
import { sendCall, signCall, type UpstreamAnswer, type UpstreamCall } from './upstream.ts'
import { VERSION } from './version.ts'
import type { AwsRequest } from './wire.ts'

/** One request with all that was decided about it. */
export interface Job {
  readonly request: AwsRequest<AwsAction>
  readonly choice: Choice
  readonly facts: ProfileFacts | undefined
  readonly endpoint: URL
  readonly caBundle: string | undefined
}

export interface ForwardParts {
  readonly limits: GatewayLimits
  readonly memory: ByteBudget
  readonly credentials: CredentialCache
  readonly identities: IdentityCache
  readonly counter: RequestCounter
  bucketOf(account: string, region: string, action: AwsAction): TokenBucket
}

/** Waits for the bucket, signs, sends, and gives AWS's answer with our few headers. */
export async function forwardJob(job: Job, parts: ForwardParts, signal: AbortSignal): Promise<Answer> {
  const { owner, action } = job.request
  const keys = await parts.credentials.get(job.choice.profile, job.facts)
  // Of a place that was named by profile the account is not known: all such share a bucket, so none gets more than its half.
  const bucket = parts.bucketOf(owner.account ?? 'named', owner.region, action)
  const waitedMs = await bucket.take(parts.limits.queueMs, signal)
  if (waitedMs > 0) parts.counter.add('queued')
  const answer = await sendWithFreshLogin(job, keys, { parts, signal })
  if (isThrottling(answer)) {
    parts.counter.add('throttled')
    bucket.penalise()
  } else bucket.forgive()
  assertClock(job, answer)
  const passed = passOn(answer, job.endpoint.host)
  return { ...passed, headers: { ...passed.headers, ...ownHeaders(job, answer, waitedMs) } }
}

interface Sending {
  readonly parts: ForwardParts
  readonly signal: AbortSignal
}

/** Where AWS does not know the keys any more, looks whether the machine has others by now, and tries once with those. */
async function sendWithFreshLogin(job: Job, keys: Credentials, sending: Sending): Promise<UpstreamAnswer> {
  const answer = await send(job, keys, sending)
  if (!isLoginError(answer)) return answer
  const { credentials, identities } = sending.parts
  credentials.forget(job.choice.profile)
  identities.forget(job.choice.profile)
  const renewed = await credentials.get(job.choice.profile, job.facts)
  if (renewed.accessKeyId === keys.accessKeyId && renewed.sessionToken === keys.sessionToken) return answer
  return send(job, renewed, sending)
}

async function send(job: Job, keys: Credentials, { parts, signal }: Sending): Promise<UpstreamAnswer> {
  const { owner, wire } = job.request
  const call: UpstreamCall = {
    ...wire,
    endpoint: job.endpoint,
    caBundle: job.caBundle,
    region: owner.region,
    headers: { ...wire.headers, 'user-agent': `sfn-timeline/${VERSION}` },
  }
  parts.counter.addSent(job.request.action)
  try {
    return await sendCall(call, await signCall(call, keys), { limits: parts.limits, memory: parts.memory, signal })
  } catch (error) {
    parts.counter.add('failed')
    throw error
  }
}

/** A wrong clock makes every signature wrong: it is not the keys then. */
function assertClock(job: Job, answer: UpstreamAnswer): void {
  const skewMs = clockSkewMs(answer, Date.now())
  if (skewMs === undefined) return
  const { host } = job.endpoint
  throw new GatewayError('ClockSkewed', `The clock of this machine is not that of ${host}.`, {
    endpoint: host,
    skewMs: String(Math.round(skewMs)),
  })
}

function ownHeaders(job: Job, answer: UpstreamAnswer, waitedMs: number): Record<string, string> {
  // Header values are Latin-1; profile names need not be.
  const headers: Record<string, string> = {
    'x-sfn-timeline-waited-ms': String(Math.round(waitedMs)),
    'x-sfn-timeline-profile': encodeURIComponent(job.choice.profile ?? ''),
  }
  const loginIsOver = errorTypeOf(answer) !== undefined && isLoginError(answer)
  if (loginIsOver && job.facts) headers['x-sfn-timeline-command'] = encodeURIComponent(job.facts.loginCommand)
  return headers
}
