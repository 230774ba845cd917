import { useSyncExternalStore } from 'react'
import { type Preferences, preferences, setPreferences } from './preferences.ts'

/** This person's preferences and how to change some of them. */
export function usePreferences(): readonly [Preferences, (patch: Partial<Preferences>) => void] {
  const current = () => preferences.current
  return [useSyncExternalStore(preferences.subscribe, current, current), setPreferences]
}
