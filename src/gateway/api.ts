import * as v from 'valibot'
import type { AwsAccess } from './aws-access.ts'
import { GatewayError } from './gateway-error.ts'
import type { Launches } from './launches.ts'
import { type Answer, jsonAnswer } from './respond.ts'
import { proofOf } from './token-store.ts'
import { VERSION } from './version.ts'

/** What the gateway says of itself to anyone on the loopback: that it is one. */
export interface Hello {
  readonly name: 'sfn-timeline'
  readonly version: string
  /** Answers `?challenge=…`: shows that this gateway knows the same token as the one who asks. */
  readonly proof?: string
}

export interface HelloQuestion {
  readonly challenge: string | null
  readonly token: string
  readonly port: number
}

/** The public part of the status. */
export function hello({ challenge, token, port }: HelloQuestion): Hello {
  const self: Hello = { name: 'sfn-timeline', version: VERSION }
  if (challenge === null || !/^[A-Za-z0-9_-]{16,64}$/.test(challenge)) return self
  return { ...self, proof: proofOf(token, challenge, port) }
}

const PROFILE_CHOICE = v.strictObject({
  account: v.pipe(v.string(), v.regex(/^\d{12}$/, 'must be twelve digits')),
  profile: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(256))),
})
const LAUNCH = v.strictObject({ route: v.pipe(v.string(), v.maxLength(4096)) })

/** The full status, for the page alone. */
export async function statusAnswer(aws: AwsAccess, startedAt: Date): Promise<Answer> {
  return jsonAnswer({
    name: 'sfn-timeline',
    version: VERSION,
    startedAt: startedAt.toISOString(),
    requests: aws.counts(),
    accounts: aws.accounts(),
  })
}

export async function profilesAnswer(aws: AwsAccess): Promise<Answer> {
  return jsonAnswer(await aws.profiles.list())
}

/** `{"account", "profile"}`: from now on this profile (null: the one found by itself) serves the account. */
export async function chooseAnswer(aws: AwsAccess, body: string): Promise<Answer> {
  const { account, profile } = checked(PROFILE_CHOICE, body)
  await aws.profiles.choose(account, profile ?? undefined)
  return profilesAnswer(aws)
}

/** `{"route"}`: a one-time way in for the browser that the command line is about to start. */
export function launchAnswer(launches: Launches, body: string): Answer {
  return jsonAnswer({ path: `/launch/${launches.create(checked(LAUNCH, body).route)}` })
}

function checked<Schema extends v.GenericSchema>(schema: Schema, body: string): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, parseJson(body))
  if (parsed.success) return parsed.output
  const issue = parsed.issues[0]
  throw new GatewayError('ValidationException', `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new GatewayError('ValidationException', 'The body is not JSON.')
  }
}
