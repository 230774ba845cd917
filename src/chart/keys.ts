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

/** A command with its keys: what the keyboard hears, the help sheet lists and a palette offers. */
export interface KeyedCommand {
  readonly command: ChartCommand
  /** As the keyboard tells them. */
  readonly keys: readonly string[]
  /** As they are shown: each is enough. */
  readonly shown: readonly string[]
  readonly does: string
}

/** Commands about time. */
const TIME_COMMANDS: readonly KeyedCommand[] = [
  { command: 'zoomIn', keys: ['w', '+', '='], shown: ['W', '+'], does: 'Zoom in' },
  { command: 'zoomOut', keys: ['s', '-', '_'], shown: ['S', '−'], does: 'Zoom out' },
  { command: 'panLeft', keys: ['a'], shown: ['A'], does: 'Move left' },
  { command: 'panRight', keys: ['d'], shown: ['D'], does: 'Move right' },
  { command: 'fitAll', keys: ['0'], shown: ['0'], does: 'Show everything' },
  { command: 'fitSelection', keys: ['f'], shown: ['F'], does: 'Fit the selection' },
]

/** Commands that go somewhere. */
const FIND_COMMANDS: readonly KeyedCommand[] = [
  { command: 'nextFailure', keys: [']'], shown: [']'], does: 'Next failure, or difference while comparing' },
  { command: 'previousFailure', keys: ['['], shown: ['['], does: 'Previous failure, or difference while comparing' },
  { command: 'nextSibling', keys: ['.'], shown: ['.'], does: 'Next sibling' },
  { command: 'previousSibling', keys: [','], shown: [','], does: 'Previous sibling' },
]

const HELP: KeyedCommand = { command: 'help', keys: ['?'], shown: ['?'], does: 'Help and settings' }

/** All that single keys do on the chart. */
export const CHART_COMMANDS: readonly KeyedCommand[] = [...TIME_COMMANDS, ...FIND_COMMANDS, HELP]

const SINGLE_KEYS: ReadonlyMap<string, ChartCommand> = new Map(
  CHART_COMMANDS.flatMap(({ keys, command }) => keys.map(key => [key, command] as const)),
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

/** Alt+↑: out of an execution to what started it, be single letters on or off. */
export function isWayUp({ key, ctrlKey, metaKey, altKey }: KeyPress): boolean {
  return key === 'ArrowUp' && altKey && !ctrlKey && !metaKey
}

export interface Shortcut {
  /** Each is enough; one that is pressed in turns has blanks: `G T`. */
  readonly keys: readonly string[]
  readonly does: string
}

export interface ShortcutGroup {
  readonly title: string
  readonly shortcuts: readonly Shortcut[]
}

function shortcutOf({ shown, does }: KeyedCommand): Shortcut {
  return { keys: shown, does }
}

/** The chart's part of the help sheet. */
export const CHART_SHORTCUTS: readonly ShortcutGroup[] = [
  { title: 'Time', shortcuts: TIME_COMMANDS.map(shortcutOf) },
  {
    title: 'Tree',
    shortcuts: [
      { keys: ['↑', '↓'], does: 'Previous row, next row' },
      { keys: ['→'], does: 'Open a row, then its first child' },
      { keys: ['←'], does: 'Close a row, then its parent' },
      { keys: ['Home', 'End'], does: 'First row, last row' },
      { keys: ['Page Up', 'Page Down'], does: 'A screen up, a screen down' },
      { keys: ['*'], does: 'Open all rows beside this one' },
      { keys: ['Enter'], does: 'Select and go into the details; in a lane, open the selected child' },
      { keys: ['Alt ↑'], does: 'To what started this execution' },
      { keys: ['Space'], does: 'Select' },
    ],
  },
  {
    title: 'Find',
    shortcuts: [
      ...FIND_COMMANDS.map(shortcutOf),
      { keys: ['Esc'], does: 'Step back: details, query, selection, zoom' },
      shortcutOf(HELP),
    ],
  },
  {
    title: 'Pointer',
    shortcuts: [
      { keys: ['Wheel'], does: 'Scroll rows' },
      { keys: ['Ctrl / ⌘ wheel', 'Pinch'], does: 'Zoom at the cursor' },
      { keys: ['Shift wheel', 'Drag'], does: 'Move in time' },
      { keys: ['Shift drag'], does: 'Measure a range' },
      { keys: ['Double-click'], does: 'Fit a span' },
      { keys: ['Drag on the overview'], does: 'Zoom to a range' },
      { keys: ['Shift drag on the overview'], does: 'Move the range' },
      { keys: ['Right button', 'Shift F10', 'Long press'], does: 'What can be done with a row or a bar' },
    ],
  },
]
