import { expect, it } from 'vitest'
import { capsOf } from './key-caps.tsx'
import { SHORTCUTS } from './shortcuts.ts'

it('gives each key a cap of its own', () => {
  expect(capsOf('Shift F10')).toEqual(['Shift', 'F10'])
  expect(capsOf('G G')).toEqual(['G', 'G'])
  expect(capsOf('⌘ wheel')).toEqual(['⌘', 'wheel'])
  expect(capsOf('Page Up')).toEqual(['Page Up'])
})

it('leaves no key of the help sheet beside another in one cap', () => {
  const keys = SHORTCUTS.flatMap(({ shortcuts }) => shortcuts.flatMap(shortcut => shortcut.keys))
  const caps = keys.flatMap(key => key.split(' / ')).flatMap(capsOf)
  for (const cap of caps) expect(cap).not.toMatch(/\b(Ctrl|Alt|Shift)\b.|⌘.|^[A-Z] [A-Z]$/)
})
