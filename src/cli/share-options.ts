import { MASKED_ONLY, type PathRule, type PayloadMode, type RedactionRules, rulePath } from '../redaction/rules.ts'
import { UsageError } from './usage-error.ts'

/** What the command line says of what is taken out of a file to share. */
interface ShareValues {
  readonly payloads?: string | undefined
  readonly mask?: string | undefined
  readonly 'leave-out'?: string | undefined
  readonly pseudonyms?: boolean | undefined
  readonly 'keep-causes'?: boolean | undefined
  readonly 'keep-secrets'?: boolean | undefined
}

const NAMES = ['payloads', 'mask', 'leave-out', 'pseudonyms', 'keep-causes', 'keep-secrets'] as const
const MODES: readonly PayloadMode[] = ['keep', 'shapes', 'drop']

/** @throws UsageError for a rule that says nothing, and for rules where nothing is shared. */
export function rulesOf(values: ShareValues, isShared: boolean): RedactionRules {
  const given = NAMES.find(name => values[name] !== undefined)
  if (!isShared && given !== undefined) {
    throw new UsageError(`--${given} is about files to share: it goes with --format share or share-html.`)
  }
  return {
    ...MASKED_ONLY,
    payloads: modeOf(values.payloads ?? 'keep'),
    keepCauses: values['keep-causes'] ?? false,
    secrets: values['keep-secrets'] === true ? new Set() : MASKED_ONLY.secrets,
    pseudonyms: new Set(values.pseudonyms === true ? (['accounts', 'requests', 'names'] as const) : []),
    paths: [...pathsOf('mask', values.mask), ...pathsOf('drop', values['leave-out'])],
  }
}

function modeOf(text: string): PayloadMode {
  const mode = MODES.find(one => one === text)
  if (mode !== undefined) return mode
  throw new UsageError(`--payloads must be one of ${MODES.join(', ')}, not "${text}".`)
}

function pathsOf(action: PathRule['action'], list: string | undefined): readonly PathRule[] {
  return (list ?? '')
    .split(',')
    .map(path => path.trim())
    .filter(path => path !== '')
    .map(path => {
      if (rulePath(path) !== undefined) return { path, action }
      throw new UsageError(`"${path}" is no JSONPath such as $.customer.name or $..iban, and no name of a member.`)
    })
}
