import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import type { Member } from '../../forest/member.ts'
import { Icon } from '../../kit/icons.tsx'
import { useLetterKey } from '../../kit/page-keys.ts'
import { useLate } from '../../kit/use-late.ts'
import { formatCount } from '../../words/format-count.ts'
import '../../kit/search-field.css'
import type { Suggestion } from './suggestions.ts'
import './query.css'

const loadSuggest = () => import('./suggest.ts')

interface QueryBoxProps {
  readonly query: string
  /** Undefined where nothing is asked, or what is asked makes no sense. */
  readonly matches: number | undefined
  /** Which match is selected, from 1; 0 for none. */
  readonly current: number
  readonly busy: boolean
  readonly problem: string | undefined
  /** The executions whose values are to choose from. */
  readonly members: readonly Member[]
  /** Whether `/` jumps here. */
  readonly singleKeys: boolean
  readonly onQuery: (query: string) => void
  readonly onStep: (step: 1 | -1) => void
}

/** The query with its count and the way to the next match: `/` to get here, Enter and Shift+Enter to walk. */
export function QueryBox(props: QueryBoxProps) {
  const { query, matches, current, problem, busy, onQuery, onStep } = props
  const input = useRef<HTMLInputElement>(null)
  const box = useSuggestions(props, input)
  const id = useId()
  useLetterKey('/', () => input.current?.select(), props.singleKeys)
  const onKeyDown = (event: KeyboardEvent) => {
    if (box.onKeyDown(event)) return event.preventDefault()
    if (event.key === 'Enter') {
      box.close()
      onStep(event.shiftKey ? -1 : 1)
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      box.close()
      if (query === '') input.current?.blur()
      onQuery('')
    }
  }
  return (
    <search className="sfn-search-box sfn-query">
      <Icon name="search" size={14} />
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label="Search states, errors, payloads"
        aria-autocomplete="list"
        aria-expanded={box.shown.length > 0}
        aria-controls={id}
        aria-activedescendant={box.active < 0 ? undefined : `${id}-${box.active}`}
        aria-invalid={problem !== undefined}
        placeholder="Search, or state:Charge duration:>5s"
        value={query}
        spellCheck={false}
        autoComplete="off"
        onChange={event => {
          onQuery(event.target.value)
          box.open(event.target.selectionStart ?? event.target.value.length)
        }}
        onBlur={box.close}
        onKeyDown={onKeyDown}
      />
      {query.trim() !== '' && problem === undefined && (
        <span className="sfn-search-count" role="status" aria-busy={busy}>
          {countWords(current, matches, busy)}
        </span>
      )}
      <StepButton icon="up" label="Previous match" matches={matches} onClick={() => onStep(-1)} />
      <StepButton icon="down" label="Next match" matches={matches} onClick={() => onStep(1)} />
      <Suggestions id={id} shown={box.shown} active={box.active} onPick={box.pick} />
    </search>
  )
}

interface StepButtonProps {
  readonly icon: 'up' | 'down'
  readonly label: string
  readonly matches: number | undefined
  readonly onClick: () => void
}

function StepButton({ icon, label, matches, onClick }: StepButtonProps) {
  return (
    <button
      type="button"
      className="sfn-icon-button"
      aria-label={label}
      disabled={(matches ?? 0) === 0}
      onClick={onClick}
    >
      <Icon name={icon} size={12} />
    </button>
  )
}

function countWords(current: number, matches: number | undefined, busy: boolean): string {
  if (matches === undefined) return busy ? 'searching…' : ''
  if (matches === 0) return busy ? 'searching…' : 'no match'
  const found = `${formatCount(current)} / ${formatCount(matches)}`
  return busy ? `${found}…` : found
}

/** The list below the box: opened by typing or ↓, gone through with ↑ ↓, taken with Enter or Tab. */
function useSuggestions({ query, members, onQuery }: QueryBoxProps, input: React.RefObject<HTMLInputElement | null>) {
  const [caret, setCaret] = useState<number>()
  const [active, setActive] = useState(-1)
  const code = useLate(loadSuggest, caret !== undefined)
  const word = useMemo(() => (caret === undefined ? undefined : code?.wordAt(query, caret)), [code, query, caret])
  const shown = useMemo(
    () => (word === undefined ? [] : (code?.suggestIn(members, word.text) ?? [])),
    [code, word, members],
  )
  const close = () => {
    setCaret(undefined)
    setActive(-1)
  }
  const open = (at: number) => {
    setCaret(at)
    setActive(-1)
  }
  const pick = (suggestion: Suggestion) => {
    if (code === undefined || word === undefined) return
    const next = code.withSuggestion(query, word, suggestion)
    onQuery(next.text)
    if (suggestion.isOpen) open(next.caret)
    else close()
    input.current?.focus()
    requestAnimationFrame(() => input.current?.setSelectionRange(next.caret, next.caret))
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const chosen = shown[active]
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      if (shown.length === 0) open(input.current?.selectionStart ?? query.length)
      else setActive(from => ((from + 1 + step + shown.length + 1) % (shown.length + 1)) - 1)
      return true
    }
    if (chosen === undefined) return false
    if (event.key === 'Enter' || event.key === 'Tab') pick(chosen)
    else if (event.key === 'Escape') {
      event.stopPropagation()
      close()
    } else return false
    return true
  }
  return { shown, active, open, close, pick, onKeyDown }
}

interface SuggestionsProps {
  readonly id: string
  readonly shown: readonly Suggestion[]
  readonly active: number
  readonly onPick: (suggestion: Suggestion) => void
}

function Suggestions({ id, shown, active, onPick }: SuggestionsProps) {
  return (
    <div id={id} role="listbox" aria-label="Suggestions" className="sfn-suggestions" hidden={shown.length === 0}>
      {shown.map((suggestion, at) => (
        // The input has the keys; the list is pointed at by aria-activedescendant.
        <div
          key={suggestion.text}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === active}
          tabIndex={-1}
          className={at === active ? 'sfn-suggestion sfn-suggestion-active' : 'sfn-suggestion'}
          onPointerDown={event => {
            // Before the input loses the focus, which closes the list.
            event.preventDefault()
            onPick(suggestion)
          }}
        >
          <span className="sfn-mono">{suggestion.text}</span>
          <span className="sfn-muted">{suggestion.note}</span>
        </div>
      ))}
    </div>
  )
}
