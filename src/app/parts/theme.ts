import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark' | 'system'

const DARK = '(prefers-color-scheme: dark)'

/** Puts a theme on the page: every colour follows. */
export function applyTheme(dark: boolean): void {
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
}

/** Whether a theme means dark right now; follows the system where that was chosen. */
export function useDark(theme: Theme): boolean {
  const systemDark = useSyncExternalStore(
    listener => subscribe(DARK, listener),
    () => matchMedia(DARK).matches,
  )
  return theme === 'system' ? systemDark : theme === 'dark'
}

function subscribe(query: string, listener: () => void): () => void {
  const media = matchMedia(query)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }

/** Light, dark, as the system says, round and round. */
export function nextTheme(theme: Theme): Theme {
  return NEXT[theme]
}
