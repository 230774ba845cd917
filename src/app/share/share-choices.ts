import * as v from 'valibot'
import type { PathRule, PayloadMode, PseudonymKind, RedactionRules } from '../../redaction/rules.ts'
import { SECRET_KINDS, type SecretKind } from '../../redaction/secret-patterns.ts'
import { createStoredValue } from '../../state/stored-value.ts'

/** How much of an execution goes into the file. */
export type SharePart = 'whole' | 'selected' | 'inSight'

/** What a person chooses of a file to share. */
export interface ShareChoices {
  readonly withViewer: boolean
  readonly part: SharePart
  readonly definition: boolean
  readonly payloads: PayloadMode
  readonly keepCauses: boolean
  readonly secrets: readonly SecretKind[]
  readonly pseudonyms: readonly PseudonymKind[]
  readonly paths: readonly PathRule[]
}

export const PSEUDONYM_KINDS = ['accounts', 'requests', 'names'] as const satisfies readonly PseudonymKind[]

const DEFAULTS: ShareChoices = {
  withViewer: true,
  part: 'whole',
  definition: true,
  payloads: 'keep',
  keepCauses: false,
  secrets: SECRET_KINDS,
  pseudonyms: [],
  paths: [],
}

const STORED = v.object({
  withViewer: v.boolean(),
  definition: v.boolean(),
  payloads: v.picklist(['keep', 'shapes', 'drop']),
  keepCauses: v.boolean(),
  secrets: v.array(v.picklist(SECRET_KINDS)),
  pseudonyms: v.array(v.picklist(PSEUDONYM_KINDS)),
  paths: v.array(v.object({ path: v.string(), action: v.picklist(['mask', 'drop']) })),
})

/** What this person wants to be remembered; null until they say so. What part of an execution goes is asked each time. */
const remembered = createStoredValue<ShareChoices | null>('sfn-timeline.share', json => {
  const parsed = v.safeParse(STORED, json)
  return parsed.success ? { ...DEFAULTS, ...parsed.output } : null
})

/** Closed and opened again, the dialog stands as it was left, as long as the page is open. */
let latest: ShareChoices | undefined

export function firstChoices(): ShareChoices {
  return { ...(latest ?? remembered.current ?? DEFAULTS), part: 'whole' }
}

export function isRemembered(): boolean {
  return remembered.current !== null
}

/** `remember`: also on this machine; otherwise what was remembered there is forgotten. */
export function keepChoices(choices: ShareChoices, remember: boolean): void {
  latest = choices
  if (remember || remembered.current !== null) remembered.set(remember ? choices : null)
}

export function rulesOf({ secrets, pseudonyms, ...others }: ShareChoices): RedactionRules {
  const { payloads, keepCauses, definition, paths } = others
  return { ...{ payloads, keepCauses, definition, paths }, secrets: new Set(secrets), pseudonyms: new Set(pseudonyms) }
}
