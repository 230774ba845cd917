import type { PaletteEntry } from './palette-entry.ts'

/** A command of the palette. */
export function commandEntry(
  title: string,
  run: () => void,
  more: Partial<Pick<PaletteEntry, 'keys' | 'note' | 'icon'>> = {},
): PaletteEntry {
  return {
    ...{ id: `command ${title}`, group: 'commands', icon: 'right', title, note: '' },
    ...more,
    target: { kind: 'command', run },
  }
}
