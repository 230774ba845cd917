import { type KeyboardEvent, useEffect, useEffectEvent, useId, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { Icon } from '../../kit/icons.tsx'
import { useModal } from '../../kit/use-modal.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { formatCount } from '../../words/format-count.ts'
import { readTyped } from './match-entries.ts'
import './palette.css'
import type { FoundEntry, PaletteEntry, PaletteTarget } from './palette-entry.ts'
import { isPaletteKey } from './palette-key.ts'
import { PaletteList } from './palette-list.tsx'
import { eventEntry, type NumberedEvents, pastedEntry, searchEntry } from './typed-entries.ts'
import { useFound } from './use-found.ts'

export interface PaletteProps {
  /** All that can be found. */
  readonly entries: readonly PaletteEntry[]
  /** What is offered before anything is typed. */
  readonly first: readonly PaletteEntry[]
  /** The history on the page, if one is. */
  readonly tree?: ExecutionTree | undefined
  /** Whose events numbers name; undefined: those of `tree`. */
  readonly numbered?: NumberedEvents | undefined
  readonly onGo: (target: PaletteTarget) => void
  /** The address of where an entry leads, to open in another tab; undefined for what leads nowhere else. */
  readonly addressOf: (target: PaletteTarget) => string | undefined
  readonly onClose: () => void
}

type Way = 'open' | 'newTab' | 'asQuery' | 'showOnly'

function wayOf({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): Way | undefined {
  if (key === 'Tab') return shiftKey ? undefined : 'asQuery'
  if (key !== 'Enter') return undefined
  if (shiftKey) return 'showOnly'
  return ctrlKey || metaKey ? 'newTab' : 'open'
}

/** One box to find anything and do anything: a combobox over the page, by the ARIA pattern. */
export default function Palette(props: PaletteProps) {
  const { tree, onGo, addressOf, onClose } = props
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  // Typed and entered before it was found: what was found for another text is not what was meant.
  const [held, setHeld] = useState<{ readonly way: Way; readonly text: string }>()
  const dialog = useModal(onClose)
  const id = useId()
  const { shown, count, isBusy } = useShown(props, text)
  const active = Math.min(chosen, shown.length - 1)
  const activeEntry = shown[active]?.entry
  const go = (target: PaletteTarget, inNewTab: boolean): void => {
    const address = inNewTab ? addressOf(target) : undefined
    if (target.kind === 'nothing') return
    if (address !== undefined) return void window.open(address, '_blank', 'noreferrer,noopener')
    // Gone before anything else happens: the page behind a dialog takes no focus.
    flushSync(onClose)
    onGo(target)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isPaletteKey(event)) onClose()
    else if (!press(event)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const press = (event: KeyboardEvent): boolean => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 4, PageUp: -4 }[event.key]
    const way = wayOf(event)
    if (step !== undefined) setChosen(shown.length === 0 ? 0 : (active + step + shown.length) % shown.length)
    else if (way !== undefined && isBusy) setHeld({ way, text })
    else if (way === undefined || activeEntry === undefined) return false
    else if (way === 'asQuery' && activeEntry.query === undefined) return false
    else take(activeEntry, way)
    return true
  }
  const take = ({ query, target }: PaletteEntry, way: Way): void => {
    const filters = way === 'showOnly'
    const asked = (filters || way === 'asQuery') && query !== undefined
    go(asked ? { kind: 'query', query, filters } : target, way === 'newTab')
  }
  const takeHeld = useEffectEvent(() => {
    setHeld(undefined)
    if (held?.text === text && activeEntry !== undefined) take(activeEntry, held.way)
  })
  useEffect(() => {
    if (held !== undefined && !isBusy) takeHeld()
  }, [held, isBusy])
  return (
    <dialog
      ref={dialog}
      className="sfn-palette"
      aria-label="Find anything"
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className="sfn-palette-sheet">
        <div className="sfn-palette-head">
          <Icon name="search" size={16} />
          <input
            type="text"
            role="combobox"
            aria-label="Find states, iterations, errors, events, executions, commands"
            aria-autocomplete="list"
            aria-expanded={shown.length > 0}
            aria-controls={id}
            aria-activedescendant={activeEntry === undefined ? undefined : `${id}-${active}`}
            placeholder={
              tree === undefined ? 'Paste an ARN or a link, or type a command' : 'A name, #941, an ARN, a command'
            }
            value={text}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            autoFocus
            onChange={event => {
              setText(event.target.value)
              setChosen(0)
              setHeld(undefined)
            }}
            onKeyDown={onKeyDown}
          />
          <span role="status" className="sfn-palette-count" aria-busy={isBusy}>
            {countWords(shown, count, text)}
          </span>
          <button type="button" className="sfn-palette-close" aria-label="Close" onClick={onClose}>
            Esc
          </button>
        </div>
        <PaletteList
          {...{ id, shown, active, tree }}
          isEmpty={text.trim() === ''}
          onPick={({ target }, inNewTab) => go(target, inNewTab)}
          onPoint={setChosen}
        />
        {shown.length === 0 && !isBusy && <p className="sfn-palette-none">Nothing is called so.</p>}
        <PaletteFoot hasHistory={tree !== undefined} />
      </div>
    </dialog>
  )
}

interface Shown {
  readonly shown: readonly FoundEntry[]
  readonly count: number
  readonly isBusy: boolean
}

/** What was typed is understood first, then looked for; what nothing is called is offered to the query. */
function useShown({ entries, first, tree, numbered }: PaletteProps, text: string): Shown {
  const isEmpty = text.trim() === ''
  const found = useFound(entries, text)
  const asRead = useMemo(() => {
    const pasted = pastedEntry(text)
    if (pasted !== undefined) return { pasted, event: undefined }
    const events = numbered ?? (tree && { tree })
    return { pasted, event: events && eventEntry(events, text) }
  }, [text, tree, numbered])
  return useMemo(() => {
    if (isEmpty) return { shown: first.map(unmarked), count: first.length, isBusy: false }
    if (asRead.pasted !== undefined) return { shown: [unmarked(asRead.pasted)], count: 1, isBusy: false }
    const { shown, isBusy } = found
    const event = asRead.event === undefined ? [] : [unmarked(asRead.event)]
    const known = [...event, ...shown].slice(0, Math.max(MOST_SHOWN, event.length))
    const { words } = readTyped(text)
    const offersSearch = tree !== undefined && known.length === 0 && !isBusy && words !== ''
    return {
      shown: offersSearch ? [unmarked(searchEntry(words))] : known,
      count: found.count + event.length,
      isBusy,
    }
  }, [isEmpty, first, asRead, found, text, tree])
}

const MOST_SHOWN = 12

function unmarked(entry: PaletteEntry): FoundEntry {
  return { entry, marks: [] }
}

function countWords(shown: readonly FoundEntry[], count: number, text: string): string {
  if (text.trim() === '') return ''
  return count > shown.length ? `${shown.length} of ${formatCount(count)}` : `${formatCount(count)} found`
}

function PaletteFoot({ hasHistory }: { readonly hasHistory: boolean }) {
  return (
    <div className="sfn-palette-foot" aria-hidden="true">
      <span>
        <kbd>↑</kbd> <kbd>↓</kbd> move
      </span>
      <span>
        <kbd>↵</kbd> open
      </span>
      <span>
        <kbd>Ctrl</kbd> <kbd>↵</kbd> in a new tab
      </span>
      {hasHistory && (
        <>
          <span>
            <kbd>Tab</kbd> as a query
          </span>
          <span>
            <kbd>Shift</kbd> <kbd>↵</kbd> show only
          </span>
          <span className="sfn-palette-signs">
            {SIGNS.map(([sign, words]) => (
              <span key={sign}>
                <b>{sign}</b> {words}
              </span>
            ))}
          </span>
        </>
      )}
    </div>
  )
}

const SIGNS = [
  ['#', 'iterations'],
  ['@', 'states'],
  ['!', 'errors'],
  ['>', 'commands'],
] as const
