import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { formatCount } from '../format-time.ts'
import { Icon } from '../icons.tsx'
import { isTyping } from '../use-help-key.ts'

interface QueryBoxProps {
  /** The query in the link. */
  readonly query: string
  readonly matches: number
  /** Which match is selected, from 1; 0 for none. */
  readonly current: number
  readonly problem: string | undefined
  /** Whether `/` jumps here. */
  readonly singleKeys: boolean
  readonly onQuery: (query: string) => void
  readonly onStep: (step: 1 | -1) => void
}

const SETTLED_MS = 200

/** The query with its count and the way to the next match: `/` to get here, Enter and Shift+Enter to walk. */
export function QueryBox({ query, matches, current, problem, singleKeys, onQuery, onStep }: QueryBoxProps) {
  const [draft, setDraft] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  useSlash(singleKeys, () => input.current?.select())
  useEffect(() => {
    if (draft === undefined || draft === query) return
    const timer = setTimeout(() => onQuery(draft), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [draft, query, onQuery])
  const text = draft ?? query
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      if (text !== query) onQuery(text)
      else onStep(event.shiftKey ? -1 : 1)
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      if (text === '') input.current?.blur()
      setDraft(undefined)
      onQuery('')
    }
  }
  return (
    <search className="sfn-search-box sfn-query">
      <Icon name="search" size={14} />
      <input
        ref={input}
        type="text"
        aria-label="Search states, errors, payloads"
        aria-invalid={problem !== undefined}
        title={problem}
        placeholder="Search or filter: state:Charge dur:>5s"
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={event => setDraft(event.target.value)}
        onBlur={() => setDraft(undefined)}
        onKeyDown={onKeyDown}
      />
      {text !== '' && (
        <span className={problem === undefined ? 'sfn-search-count' : 'sfn-query-problem'} role="status">
          {problem ?? countWords(current, matches)}
        </span>
      )}
      <button
        type="button"
        className="sfn-icon-button"
        aria-label="Previous match"
        disabled={matches === 0}
        onClick={() => onStep(-1)}
      >
        <Icon name="up" size={12} />
      </button>
      <button
        type="button"
        className="sfn-icon-button"
        aria-label="Next match"
        disabled={matches === 0}
        onClick={() => onStep(1)}
      >
        <Icon name="down" size={12} />
      </button>
    </search>
  )
}

function countWords(current: number, matches: number): string {
  if (matches === 0) return 'no match'
  return current === 0 ? formatCount(matches) : `${formatCount(current)} / ${formatCount(matches)}`
}

/** `/` jumps to the box from anywhere but a text. */
function useSlash(on: boolean, jump: () => void): void {
  const latest = useRef(jump)
  latest.current = jump
  useEffect(() => {
    if (!on) return
    const listen = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      latest.current()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [on])
}
