import * as v from 'valibot'
import { tryParse } from '../history/json-value.ts'
import { type SealedKey, sealPageKey } from '../protocol/keys.ts'
import type { AwsAccess } from './aws-access.ts'
import { GatewayError } from './gateway-error.ts'
import type { Launches } from './launches.ts'
import type { PageKeys } from './page-keys.ts'
import { type Answer, jsonAnswer } from './respond.ts'
import { VERSION } from './version.ts'

/** What the gateway says of itself to any of this user's programs: that it is one. */
export const SELF = { name: 'sfn-timeline', version: VERSION } as const

/** As a page or the command line may ask. */
export function isChallenge(text: string | null): text is string {
  return text !== null && /^[A-Za-z0-9_-]{16,64}$/.test(text)
}

const PROFILE_CHOICE = v.strictObject({
  account: v.pipe(v.string(), v.regex(/^\d{12}$/, 'must be twelve digits')),
  profile: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(256))),
})
const LOGS_CHOICE = v.strictObject({ account: PROFILE_CHOICE.entries.account, on: v.boolean() })
const LAUNCH = v.strictObject({
  route: v.pipe(v.string(), v.maxLength(4096)),
  life: v.picklist(['minute', 'gateway']),
})
const KEY_QUESTION = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/, 'must be the name of a launch')),
  challenge: v.pipe(
    v.string(),
    v.check(text => isChallenge(text), 'must be 16 to 64 letters'),
  ),
})

/** The full status, for the page alone. */
export async function statusAnswer(aws: AwsAccess, startedAt: Date): Promise<Answer> {
  const own = { ...SELF, startedAt: startedAt.toISOString() }
  return jsonAnswer({ ...own, requests: aws.counts(), accounts: aws.accounts(), logs: await aws.logDoor.state() })
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

/** `{"account", "on"}`: from now on logs of this account may be read, or not. */
export async function turnLogsAnswer(aws: AwsAccess, startedAt: Date, body: string): Promise<Answer> {
  const { account, on } = checked(LOGS_CHOICE, body)
  await aws.logDoor.turn(account, on)
  return statusAnswer(aws, startedAt)
}

/** `{"route", "life"}`: a way in that works once, for the command line. */
export async function launchAnswer(launches: Launches, body: string): Promise<Answer> {
  const { route, life } = checked(LAUNCH, body)
  return jsonAnswer({ code: await launches.create(route, life) })
}

/** `{"name", "challenge"}`: the page key of this address, sealed for the page that was launched with the code of that name. */
export async function keyAnswer(launches: Launches, keys: PageKeys, asked: KeyQuestion): Promise<Answer> {
  const { name, challenge } = checked(KEY_QUESTION, asked.body)
  const { bytes } = await keys.of(asked.host)
  const { code, route } = launches.redeem(name)
  const sealed: SealedKey = await sealPageKey(bytes, code, { host: asked.host, challenge, route })
  return jsonAnswer(sealed)
}

export interface KeyQuestion {
  readonly host: string
  readonly body: string
}

function checked<Schema extends v.GenericSchema>(schema: Schema, body: string): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, parseBody(body))
  if (parsed.success) return parsed.output
  const issue = parsed.issues[0]
  throw new GatewayError('GatewayInvalidCall', `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`)
}

function parseBody(text: string): unknown {
  const parsed = tryParse(text)
  if (parsed === undefined) throw new GatewayError('GatewayInvalidCall', 'The body is not JSON.')
  return parsed.value
}
