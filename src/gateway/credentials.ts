import { fromIni } from '@aws-sdk/credential-provider-ini'
import { defaultProvider } from '@aws-sdk/credential-provider-node'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { within } from '../waits/within.ts'
import { awsFilesVersion } from './aws-files.ts'
import { type ProfileFacts, readAwsConfig } from './aws-profiles.ts'
import { GatewayError } from './gateway-error.ts'
import { caBundleOf, networkTrusting } from './network.ts'

/** Keys to sign with. They stay inside the gateway: never logged, never answered. */
export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly expiration?: Date
}

export interface CredentialCache {
  /**
   * The profile's credentials, or the default chain's for `undefined`.
   * @throws GatewayError `CredentialsMissing` or `CredentialsExpired`, with the command that helps.
   */
  get(profile: string | undefined, facts: ProfileFacts | undefined): Promise<Credentials>
  /** AWS refused them: read them again next time (the person may just have logged in again). */
  forget(profile: string | undefined): void
}

const RENEW_BEFORE_MS = 5 * 60_000
const RESOLVE_MS = 20_000

type Resolve = (profile: string | undefined) => Promise<Credentials>

interface Known {
  readonly filesVersion: string
  readonly keys: Promise<Credentials>
  /** Undefined while they are being found. */
  found: Credentials | undefined
}

/**
 * Resolves with the SDK's own providers: environment, config files, SSO, roles, processes, containers, instances. What was
 * found is good until it expires, AWS refuses it, or the config files change.
 */
export function createCredentialCache(
  resolve: Resolve = untimedResolveWithSdk,
  filesVersionNow: () => Promise<string> = awsFilesVersion,
): CredentialCache {
  const known = new Map<string, Known>()
  const keyOf = (profile: string | undefined) => (profile === undefined ? '' : `=${profile}`)

  async function get(profile: string | undefined, facts: ProfileFacts | undefined): Promise<Credentials> {
    const key = keyOf(profile)
    const filesVersion = await filesVersionNow()
    const former = known.get(key)
    if (former?.filesVersion === filesVersion && !(former.found && needsRenewal(former.found))) return former.keys
    const entry: Known = { filesVersion, keys: find(profile, facts), found: undefined }
    known.set(key, entry)
    try {
      entry.found = await entry.keys
      return entry.found
    } catch (error) {
      if (known.get(key) === entry) known.delete(key)
      throw error
    }
  }

  async function find(profile: string | undefined, facts: ProfileFacts | undefined): Promise<Credentials> {
    try {
      return await within({ ms: RESOLVE_MS, tooLate: () => new Error('took too long') }, () => resolve(profile))
    } catch (error) {
      if (error instanceof GatewayError) throw error
      throw credentialsError(profile, facts, error)
    }
  }

  return { get, forget: profile => void known.delete(keyOf(profile)) }
}

function needsRenewal({ expiration }: Credentials): boolean {
  return expiration !== undefined && expiration.getTime() - Date.now() < RENEW_BEFORE_MS
}

/** A login is renewed by the same way as AWS is asked: through the proxy, trusting what the person trusts. */
async function untimedResolveWithSdk(profile: string | undefined): Promise<Credentials> {
  const config = await readAwsConfig()
  const agent = await networkTrusting(caBundleOf(config, profile ?? process.env['AWS_PROFILE'] ?? 'default'))
  const clientConfig = { requestHandler: new NodeHttpHandler({ httpAgent: agent, httpsAgent: agent }) }
  const options = { ignoreCache: true, clientConfig, parentClientConfig: clientConfig }
  return profile === undefined ? defaultProvider(options)() : fromIni({ profile, ...options })()
}

/**
 * Says what is wrong with a profile's login and which command helps. The SDK's own message is only looked at, not passed on:
 * with `credential_process` it quotes the command line, which may hold a secret.
 */
function credentialsError(profile: string | undefined, facts: ProfileFacts | undefined, error: unknown): GatewayError {
  const reason = error instanceof Error ? error.message : ''
  if (profile === undefined) {
    return new GatewayError('CredentialsMissing', 'No AWS credentials were found on this machine.', {
      command: 'aws configure sso',
    })
  }
  const name = { profile }
  if (!facts) {
    return new GatewayError('CredentialsMissing', `There is no AWS profile \`${profile}\` on this machine.`, {
      ...name,
      command: 'aws configure list-profiles',
    })
  }
  const details = { ...name, ...(facts.account ? { account: facts.account } : {}), command: facts.loginCommand }
  // SDK: "Token is expired. To refresh this SSO session…", "The SSO session … has expired", ExpiredToken of STS.
  const loggedIn = facts.kind === 'sso' || facts.kind === 'login' || facts.kind === 'role'
  if (/expired|cannot refresh|re-?authenticate/i.test(reason) && loggedIn) {
    return new GatewayError('CredentialsExpired', `The login of your AWS profile \`${profile}\` has expired.`, details)
  }
  return new GatewayError(
    'CredentialsMissing',
    `Your AWS profile \`${profile}\` gives no credentials.${HINT[facts.kind]}`,
    details,
  )
}

const HINT: Readonly<Record<ProfileFacts['kind'], string>> = {
  sso: ' You are not logged in.',
  login: ' You are not logged in.',
  role: ' Its role could not be assumed: see its source_profile and role_arn.',
  keys: ' Its keys are not complete.',
  process: ' Its credential_process failed: run that in a terminal to see why.',
  webIdentity: ' Its role could not be assumed with the web identity token.',
  other: ' It names no way to get any.',
}
