import type { ReactNode } from 'react'
import { Icon } from '../../kit/icons.tsx'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { outcomeIconName, outcomeName } from '../../words/outcomes.ts'
import { Thumbnail } from '../open/thumbnail.tsx'
import { Histogram } from '../states/histogram.tsx'
import { insideShapes } from './inside-shapes.ts'
import type { FoundEntry, PaletteEntry, PaletteGroup, PalettePicture } from './palette-entry.ts'

const TITLES: Readonly<Record<PaletteGroup, string>> = {
  open: 'Open',
  errors: 'Errors',
  compare: 'Compare',
  states: 'States',
  iterations: 'Iterations',
  events: 'Events',
  recent: 'Recent',
  commands: 'Commands',
  search: 'Nothing is called so',
}

/** What a group is called before anything is typed: it is a choice then. */
const FIRST_TITLES: Readonly<Partial<Record<PaletteGroup, string>>> = { errors: 'Cause' }

interface PaletteListProps {
  readonly id: string
  readonly shown: readonly FoundEntry[]
  /** The row that Enter takes. */
  readonly active: number
  readonly tree: ExecutionTree | undefined
  readonly isEmpty: boolean
  readonly onPick: (entry: PaletteEntry, inNewTab: boolean) => void
  readonly onPoint: (row: number) => void
}

/** The rows, under the names of their groups. The field has the keys; the list is pointed at by `aria-activedescendant`. */
export function PaletteList({ id, shown, active, tree, isEmpty, onPick, onPoint }: PaletteListProps) {
  return (
    <div id={id} role="listbox" aria-label="Found" className="sfn-palette-list" hidden={shown.length === 0}>
      {groupsOf(shown).map(({ group, from, rows }) => (
        <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
          <div id={`${id}-${group}`} role="presentation" className="sfn-palette-group">
            {(isEmpty ? FIRST_TITLES[group] : undefined) ?? TITLES[group]}
          </div>
          {rows.map((found, at) => (
            <div
              key={found.entry.id}
              id={`${id}-${from + at}`}
              ref={from + at === active ? intoView : undefined}
              role="option"
              aria-selected={from + at === active}
              aria-disabled={found.entry.target.kind === 'nothing'}
              tabIndex={-1}
              className="sfn-palette-row"
              onPointerMove={() => from + at !== active && onPoint(from + at)}
              onPointerUp={event => event.button === 0 && onPick(found.entry, event.ctrlKey || event.metaKey)}
            >
              <Row found={found} tree={tree} />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}

interface GroupOfRows {
  readonly group: PaletteGroup
  /** The place of its first row among all. */
  readonly from: number
  readonly rows: readonly FoundEntry[]
}

/** Rows are in order of their groups already. */
function groupsOf(shown: readonly FoundEntry[]): readonly GroupOfRows[] {
  const groups: { group: PaletteGroup; from: number; rows: FoundEntry[] }[] = []
  for (const [at, found] of shown.entries()) {
    const last = groups.at(-1)
    if (last?.group === found.entry.group) last.rows.push(found)
    else groups.push({ group: found.entry.group, from: at, rows: [found] })
  }
  return groups
}

function Row({
  found: { entry, marks },
  tree,
}: {
  readonly found: FoundEntry
  readonly tree: ExecutionTree | undefined
}) {
  const { title, note, figure, outcome, picture, keys, group } = entry
  const isBad = outcome !== undefined && outcome !== 'succeeded' && outcome !== 'running'
  return (
    <>
      <span className={`sfn-palette-icon sfn-palette-icon--${group}`}>
        <Icon name={entry.icon} size={14} />
      </span>
      <span className="sfn-palette-words">
        <b className={group === 'errors' ? 'sfn-palette-error' : undefined}>{marked(title, marks, 0)}</b>
        {note !== '' && <span className="sfn-palette-note">{marked(note, marks, title.length + 1)}</span>}
      </span>
      {picture !== undefined && (
        <span className="sfn-palette-picture" aria-hidden="true">
          <Picture picture={picture} tree={tree} />
        </span>
      )}
      {(figure !== undefined || isBad) && (
        <span className="sfn-palette-figure">
          {isBad && group !== 'errors' && (
            <span className={`sfn-outcome sfn-outcome-${outcome}`} title={outcomeName(outcome)}>
              <Icon name={outcomeIconName(outcome)} size={12} />
              <span className="sfn-hidden">{outcomeName(outcome)}</span>
            </span>
          )}
          {figure}
        </span>
      )}
      {keys !== undefined && (
        <span className="sfn-palette-keys">
          {keys
            .flatMap(key => key.split(' '))
            .map((key, at) => (
              <kbd key={`${key}${at}`}>{key}</kbd>
            ))}
        </span>
      )}
    </>
  )
}

const FRAME = { width: 132, height: 20, pad: 1, grid: false }

function Picture({ picture, tree }: { readonly picture: PalettePicture; readonly tree: ExecutionTree | undefined }) {
  switch (picture.kind) {
    case 'histogram':
      return <Histogram counts={picture.counts} />
    case 'shapes':
      return <Thumbnail shapes={picture.shapes} frame={FRAME} />
    case 'span': {
      const span = tree?.span(picture.key)
      return tree && span && <Thumbnail shapes={insideShapes(tree, span)} frame={FRAME} />
    }
  }
}

/** A text with what was asked for marked; `offset`: where it begins in the text that was looked through. */
function marked(text: string, marks: FoundEntry['marks'], offset: number): ReactNode {
  const parts: ReactNode[] = []
  let done = 0
  for (const [from, to] of marks) {
    const [start, end] = [Math.max(done, from - offset), Math.min(text.length, to - offset)]
    if (end <= start) continue
    parts.push(text.slice(done, start), <mark key={start}>{text.slice(start, end)}</mark>)
    done = end
  }
  return parts.length === 0 ? text : [...parts, text.slice(done)]
}
