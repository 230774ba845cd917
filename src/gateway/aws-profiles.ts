import { parseKnownFiles } from '@smithy/shared-ini-file-loader'
import { within } from '../waits/within.ts'
import { awsFilesVersion } from './aws-files.ts'
import { diskLimit } from './disk-limit.ts'

/** How a profile comes by its credentials. */
export type ProfileKind = 'sso' | 'login' | 'role' | 'keys' | 'process' | 'webIdentity' | 'other'

/** What may be told about a profile: never a key. */
export interface ProfileFacts {
  readonly name: string
  readonly kind: ProfileKind
  /** The account as the files tell it; undefined where only AWS could say. */
  readonly account: string | undefined
  readonly region: string | undefined
  /** The command that renews its login. */
  readonly loginCommand: string
}

type Section = Readonly<Record<string, string | undefined>>

/** This machine's AWS config and credentials files, as they are now. */
export interface AwsConfig {
  readonly profiles: readonly ProfileFacts[]
  /** The profile's own settings with those of its `services` section, which may name endpoints. */
  settings(profile: string): { readonly profile: Section; readonly services: Section }
}

/** Reads `~/.aws/config` and `~/.aws/credentials` (or what AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name). @throws GatewayError */
export async function readAwsConfig(): Promise<AwsConfig> {
  await awsFilesVersion()
  const files = await within(diskLimit('~/.aws/config'), () => parseKnownFiles({ ignoreCache: true }))
  const sections = new Map<string, Section>(Object.entries(files))
  const names = [...sections.keys()].filter(name => !/^(sso-session|services)\./.test(name))
  return {
    profiles: names.map(name => factsOf(name, sections)),
    settings: name => {
      const profile = sections.get(name) ?? {}
      return { profile, services: sections.get(`services.${profile['services']}`) ?? {} }
    },
  }
}

function factsOf(name: string, sections: ReadonlyMap<string, Section>): ProfileFacts {
  const section = sections.get(name) ?? {}
  const kind = kindOf(section)
  const account =
    kind === 'role' || kind === 'webIdentity' ? accountOfArn(section['role_arn']) : section['sso_account_id']
  return {
    name,
    kind,
    account: account ?? section['aws_account_id'],
    region: section['region'],
    loginCommand: loginCommand(name, sections),
  }
}

function kindOf(section: Section): ProfileKind {
  // In the order in which the SDK's own chain looks at a profile.
  if (section['role_arn'] && section['web_identity_token_file']) return 'webIdentity'
  if (section['role_arn']) return 'role'
  if (section['aws_access_key_id']) return 'keys'
  if (section['credential_process']) return 'process'
  if (section['sso_account_id'] || section['sso_session'] || section['sso_start_url']) return 'sso'
  if (section['login_session']) return 'login'
  return 'other'
}

function accountOfArn(arn: string | undefined): string | undefined {
  return /^arn:[^:]+:iam::(\d{12}):/.exec(arn ?? '')?.[1]
}

/** A role is assumed with its source profile's credentials, so it is the source whose login expires. */
function loginCommand(name: string, sections: ReadonlyMap<string, Section>): string {
  let at = name
  for (const visited = new Set<string>(); !visited.has(at); ) {
    visited.add(at)
    const source = sections.get(at)?.['source_profile']
    if (source && kindOf(sections.get(at) ?? {}) === 'role') at = source
  }
  const kind = kindOf(sections.get(at) ?? {})
  if (kind === 'sso') return `aws sso login --profile ${shellWord(at)}`
  if (kind === 'login') return `aws login --profile ${shellWord(at)}`
  return `aws configure --profile ${shellWord(at)}`
}

/** A name as one word of a shell command: it is offered for copying. */
function shellWord(text: string): string {
  return /^[\w.@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
