import * as v from 'valibot'
import { createStoredValue } from './stored-value.ts'

/** How this person likes the page. Changed by their own act alone; a link never changes them. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark'
  readonly timeMode: 'relative' | 'utc' | 'local'
  /** Single-letter keys. */
  readonly singleKeys: boolean
  /** Finished histories are kept on this machine. They may hold secrets, so this is off until switched on. */
  readonly keepHistories: boolean
  /** What is opened is listed on the first page: names and ARNs stay on this machine. Off until switched on. */
  readonly keepRecent: boolean
  /** US dollars for one state transition. AWS's list price for Standard workflows in most regions. */
  readonly transitionPriceUsd: number
}

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  timeMode: 'relative',
  singleKeys: true,
  keepHistories: false,
  keepRecent: false,
  transitionPriceUsd: 0.000025,
}

const PREFERENCES = v.object({
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), DEFAULT_PREFERENCES.theme),
  timeMode: v.fallback(v.picklist(['relative', 'utc', 'local']), DEFAULT_PREFERENCES.timeMode),
  singleKeys: v.fallback(v.boolean(), DEFAULT_PREFERENCES.singleKeys),
  keepHistories: v.fallback(v.boolean(), DEFAULT_PREFERENCES.keepHistories),
  keepRecent: v.fallback(v.boolean(), DEFAULT_PREFERENCES.keepRecent),
  transitionPriceUsd: v.fallback(v.pipe(v.number(), v.finite(), v.minValue(0)), DEFAULT_PREFERENCES.transitionPriceUsd),
})

/** The preferences in whatever was stored; each one that makes no sense is the default. */
export function parsePreferences(json: unknown): Preferences {
  const parsed = v.safeParse(PREFERENCES, { ...DEFAULT_PREFERENCES, ...(isObject(json) ? json : {}) })
  return parsed.success ? parsed.output : DEFAULT_PREFERENCES
}

export const preferences = createStoredValue('sfn-timeline.preferences', parsePreferences)

/** Changes some preferences; the rest stay. */
export function setPreferences(patch: Partial<Preferences>): void {
  preferences.set({ ...preferences.current, ...patch })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
