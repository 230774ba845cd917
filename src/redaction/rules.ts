import { type JsonPath, parseJsonPath } from '../analysis/json-path.ts'
import { SECRET_KINDS, type SecretKind } from './secret-patterns.ts'

/** What a file to share holds of inputs, outputs, parameters and variables. `shapes`: names, types and sizes. */
export type PayloadMode = 'keep' | 'shapes' | 'drop'

/** Of which things the ids are replaced: the same in, the same out within one file. */
export type PseudonymKind = 'accounts' | 'requests' | 'names'

/** What a person asks for at a place in payloads. */
export interface PathRule {
  /** A path as JSONPath spells it, its plain part, or a member's name at any depth. */
  readonly path: string
  readonly action: 'mask' | 'drop'
}

/** What is taken out of an execution before it leaves. */
export interface RedactionRules {
  readonly payloads: PayloadMode
  /** Causes stay where payloads do not: a cause often quotes one. */
  readonly keepCauses: boolean
  readonly definition: boolean
  readonly secrets: ReadonlySet<SecretKind>
  readonly pseudonyms: ReadonlySet<PseudonymKind>
  readonly paths: readonly PathRule[]
}

/** Nothing is taken out but what looks like a secret. */
export const MASKED_ONLY: RedactionRules = {
  payloads: 'keep',
  keepCauses: false,
  definition: true,
  secrets: new Set(SECRET_KINDS),
  pseudonyms: new Set(),
  paths: [],
}

/** Nothing at all is taken out. */
export const AS_IT_IS: RedactionRules = { ...MASKED_ONLY, secrets: new Set() }

/** The steps of a rule's path; a bare name is one at any depth. Undefined where the text is neither. */
export function rulePath(text: string): JsonPath | undefined {
  const given = text.trim()
  if (given.startsWith('$')) return parseJsonPath(given)
  return /^[\p{L}\p{N}_-]{1,100}$/u.test(given) ? [{ kind: 'deep', name: given }] : undefined
}
