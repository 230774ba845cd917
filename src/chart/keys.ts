import { hasModifier } from '../kit/page-keys.ts'

/** What a single key does anywhere on the execution page. */
export type ChartCommand =
  | 'zoomIn'
  | 'zoomOut'
  | 'panLeft'
  | 'panRight'
  | 'fitAll'
  | 'fitSelection'
  | 'nextSibling'
  | 'previousSibling'
  | 'nextFailure'
  | 'previousFailure'
  | 'help'

const SINGLE_KEYS: ReadonlyMap<string, ChartCommand> = new Map(
  Object.entries<ChartCommand>({
    w: 'zoomIn',
    s: 'zoomOut',
    a: 'panLeft',
    d: 'panRight',
    '+': 'zoomIn',
    '=': 'zoomIn',
    '-': 'zoomOut',
    _: 'zoomOut',
    '0': 'fitAll',
    f: 'fitSelection',
    '.': 'nextSibling',
    ',': 'previousSibling',
    ']': 'nextFailure',
    '[': 'previousFailure',
    '?': 'help',
  }),
)

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** The command of a key press; undefined for keys with a modifier, which are the browser's. Caps lock does not matter, but for `N`. */
export function commandOf(press: KeyPress): ChartCommand | undefined {
  if (hasModifier(press)) return undefined
  const own = SINGLE_KEYS.get(press.key)
  if (own !== undefined) return own
  const lower = press.key.toLowerCase()
  return SINGLE_KEYS.get(lower)
}

export interface Shortcut {
  readonly keys: readonly string[]
  readonly does: string
}

export interface ShortcutGroup {
  readonly title: string
  readonly shortcuts: readonly Shortcut[]
}

/** Everything the help sheet lists. */
export const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    title: 'Time',
    shortcuts: [
      { keys: ['W', 'S'], does: 'Zoom in, zoom out' },
      { keys: ['A', 'D'], does: 'Move left, move right' },
      { keys: ['+', '−'], does: 'Zoom in, zoom out' },
      { keys: ['0'], does: 'Show everything' },
      { keys: ['F'], does: 'Fit the selection' },
    ],
  },
  {
    title: 'Tree',
    shortcuts: [
      { keys: ['↑', '↓'], does: 'Previous row, next row' },
      { keys: ['→'], does: 'Open a row, then its first child' },
      { keys: ['←'], does: 'Close a row, then its parent' },
      { keys: ['Home', 'End'], does: 'First row, last row' },
      { keys: ['Page Up', 'Page Down'], does: 'A screen up, a screen down' },
      { keys: ['*'], does: 'Open all rows beside this one' },
      { keys: ['Enter'], does: 'Select and show details' },
    ],
  },
  {
    title: 'Find',
    shortcuts: [
      { keys: ['[', ']'], does: 'Previous failure, next failure' },
      { keys: [',', '.'], does: 'Previous sibling, next sibling' },
      { keys: ['/'], does: 'Query box' },
      { keys: ['Shift N', 'N'], does: 'Previous match, next match' },
      { keys: ['Esc'], does: 'Step back: query, selection, zoom' },
      { keys: ['?'], does: 'This sheet' },
    ],
  },
  {
    title: 'Pointer',
    shortcuts: [
      { keys: ['Wheel'], does: 'Scroll rows' },
      { keys: ['Ctrl / ⌘ wheel', 'pinch'], does: 'Zoom at the cursor' },
      { keys: ['Shift wheel', 'drag'], does: 'Move in time' },
      { keys: ['Shift drag'], does: 'Measure a range' },
      { keys: ['Double-click'], does: 'Fit a span' },
      { keys: ['Drag on the overview'], does: 'Zoom to a range' },
    ],
  },
]
