import { CHART_SHORTCUTS, type ShortcutGroup } from '../chart/keys.ts'
import { REGIONS, regionKeys } from './execution/regions.ts'

/** Everything the help sheet lists, from the tables that the keyboard's listeners read. */
export const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    title: 'Page',
    shortcuts: [
      { keys: ['Ctrl K', '⌘ K'], does: 'Find anything, do anything' },
      { keys: ['/'], does: 'Query box' },
      { keys: ['N', 'Shift N'], does: 'Next match, previous match' },
    ],
  },
  {
    title: 'Go to',
    shortcuts: REGIONS.map(region => ({ keys: [regionKeys(region)], does: region.does })),
  },
  ...CHART_SHORTCUTS,
]
