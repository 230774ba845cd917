import { useMemo, useState } from 'react'
import { focusWhenThere } from '../kit/focus-when-there.ts'
import { usePageKeys } from '../kit/page-keys.ts'
import { useCopy } from '../kit/use-copy.ts'
import type { Preferences } from '../state/preferences.ts'
import type { LinkStore } from '../state/use-link.ts'
import { commandEntry as command } from './palette/command-entry.ts'
import type { OpenPalette } from './palette/page-palette.tsx'
import type { PaletteEntry } from './palette/palette-entry.ts'
import { isPaletteKey } from './palette/palette-key.ts'

interface PaletteInput {
  readonly link: LinkStore
  readonly setPreferences: (patch: Partial<Preferences>) => void
  readonly onHelp: () => void
}

const ADDRESS = 'input[aria-label="ARN or console link"]'

/** Ctrl+K or ⌘K opens it, on every page; what it offers everywhere. */
export function usePalette({ link, setPreferences, onHelp }: PaletteInput) {
  const [isOpen, setIsOpen] = useState(false)
  const copy = useCopy()
  const open = () => setIsOpen(true)
  usePageKeys(event => {
    if (!isPaletteKey(event)) return false
    open()
    return true
  })
  const { open: onRoute, address } = link
  const opened = useMemo<OpenPalette | undefined>(() => {
    if (!isOpen) return undefined
    const commands: readonly PaletteEntry[] = [
      command('Go to the address box', () => focusWhenThere(ADDRESS)),
      command('Copy the link of this view', () => copy(address()), { icon: 'link' }),
      command('Help and settings', onHelp, { icon: 'help', keys: ['?'] }),
      command('Light theme', () => setPreferences({ theme: 'light' }), { icon: 'sun' }),
      command('Dark theme', () => setPreferences({ theme: 'dark' }), { icon: 'moon' }),
      command('Theme of the system', () => setPreferences({ theme: 'system' }), { icon: 'system' }),
      command('Open another execution', () => onRoute({ kind: 'open' }), { icon: 'external' }),
    ]
    return { commands, onRoute, onClose: () => setIsOpen(false) }
  }, [isOpen, onRoute, address, onHelp, setPreferences, copy])
  return { open, opened }
}
