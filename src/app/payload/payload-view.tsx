import { type KeyboardEvent, useMemo, useState } from 'react'
import { parseExactJson } from '../../history/exact-json.ts'
import { Segments } from '../../kit/controls.tsx'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Icon } from '../../kit/icons.tsx'
import { SearchField } from '../../kit/search-field.tsx'
import { formatCount } from '../../words/format-count.ts'
import { DifferenceList } from './difference-list.tsx'
import { jsonLines, lineText } from './json-lines.ts'
import { JsonTree } from './json-tree.tsx'
import { RawText } from './raw-text.tsx'
import { matchesIn, rawLines } from './search.ts'
import type { Payload } from './span-payloads.ts'
import './payload.css'

/** Something to compare a payload with: the other side of a state, another attempt, another iteration. */
export interface Counterpart {
  readonly name: string
  readonly text: string
}

interface PayloadViewProps {
  readonly payload: Payload
  readonly counterparts: readonly Counterpart[]
  /** The one to show the difference with at first. */
  readonly comparedWith?: string | undefined
}

/** One payload: tree, raw text or difference, with search and copy. Payloads are hostile text: never HTML, never a link. */
export function PayloadView({ payload, counterparts, comparedWith }: PayloadViewProps) {
  if (payload.state === 'notLoaded') {
    return (
      <section className="sfn-payload">
        <h3>{payload.name}</h3>
        <p className="sfn-payload-note">Not loaded yet: the outline of the history comes first, payloads follow.</p>
      </section>
    )
  }
  return <LoadedPayload key={payload.text} payload={payload} counterparts={counterparts} comparedWith={comparedWith} />
}

type Mode = 'tree' | 'raw' | `difference${number}`

interface LoadedPayloadProps {
  readonly payload: Extract<Payload, { state: 'here' }>
  readonly counterparts: readonly Counterpart[]
  readonly comparedWith: string | undefined
}

function LoadedPayload({ payload, counterparts, comparedWith }: LoadedPayloadProps) {
  const parsed = useMemo(() => parse(payload.text), [payload.text])
  const [mode, setMode] = useState<Mode>(() => firstMode(parsed.ok, counterparts, comparedWith))
  const [query, setQuery] = useState('')
  const [match, setMatch] = useState(0)
  const raw = useMemo(() => rawLines(payload.text), [payload.text])
  const whole = useMemo(
    () =>
      parsed.ok && query !== '' ? jsonLines(parsed.value, { characters: 0, toggled: new Set(), openAll: true }) : [],
    [parsed, query],
  )
  const matches = useMemo(() => matchesIn(mode === 'raw' ? raw : whole.map(lineText), query), [mode, raw, whole, query])
  const found = matches.length === 0 ? undefined : matches[match % matches.length]
  const counterpart = mode.startsWith('difference') ? counterparts[Number(mode.slice(10))] : undefined
  return (
    <section className="sfn-payload">
      <header className="sfn-payload-head">
        <h3>{payload.name}</h3>
        <span className="sfn-muted">{sizeWords(payload.text)}</span>
        <CopyButton label="Copy" ariaLabel={`Copy ${payload.name}`} text={() => payload.text} />
      </header>
      <div className="sfn-payload-tools">
        <Segments
          label={`Show ${payload.name} as`}
          selected={mode}
          onSelect={setMode}
          options={modesOf(parsed.ok, counterparts)}
        />
        {counterpart === undefined && (
          <SearchBox
            label={`Search in ${payload.name}`}
            query={query}
            count={matches.length}
            current={matches.length === 0 ? 0 : (match % matches.length) + 1}
            onQuery={text => {
              setQuery(text)
              setMatch(0)
            }}
            onStep={step => setMatch(former => (former + step + matches.length) % Math.max(1, matches.length))}
          />
        )}
      </div>
      {payload.truncated && (
        <p className="sfn-payload-note">AWS cut this payload short; the rest was never recorded.</p>
      )}
      {counterpart !== undefined ? (
        <Difference payload={payload} parsed={parsed} counterpart={counterpart} />
      ) : mode === 'tree' && parsed.ok ? (
        <JsonTree
          value={parsed.value}
          characters={payload.text.length}
          label={`${payload.name} as a tree`}
          query={query}
          reveal={found === undefined ? undefined : whole[found]?.path}
        />
      ) : (
        <RawText lines={raw} label={`${payload.name} as text`} query={query} currentLine={found} />
      )}
    </section>
  )
}

interface DifferenceProps {
  readonly payload: { readonly name: string }
  readonly parsed: Parsed
  readonly counterpart: Counterpart
}

function Difference({ payload, parsed, counterpart }: DifferenceProps) {
  const other = useMemo(() => parse(counterpart.text), [counterpart.text])
  if (!parsed.ok || !other.ok)
    return <p className="sfn-payload-note">One of the two is no JSON, so they cannot be compared.</p>
  return (
    <DifferenceList before={other.value} after={parsed.value} beforeName={counterpart.name} afterName={payload.name} />
  )
}

interface SearchBoxProps {
  readonly label: string
  readonly query: string
  readonly count: number
  readonly current: number
  readonly onQuery: (query: string) => void
  readonly onStep: (step: 1 | -1) => void
}

function SearchBox({ label, query, count, current, onQuery, onStep }: SearchBoxProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape' && query !== '') {
      event.stopPropagation()
      onQuery('')
    }
  }
  return (
    <SearchField label={label} placeholder="Search" value={query} onText={onQuery} onKeyDown={onKeyDown}>
      {query !== '' && (
        <span className="sfn-search-count" role="status">
          {count === 0 ? 'none' : `${current} / ${formatCount(count)}`}
        </span>
      )}
      <button
        type="button"
        className="sfn-icon-button"
        aria-label="Previous match"
        disabled={count === 0}
        onClick={() => onStep(-1)}
      >
        <Icon name="up" size={12} />
      </button>
      <button
        type="button"
        className="sfn-icon-button"
        aria-label="Next match"
        disabled={count === 0}
        onClick={() => onStep(1)}
      >
        <Icon name="down" size={12} />
      </button>
    </SearchField>
  )
}

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false }

function parse(text: string): Parsed {
  try {
    return { ok: true, value: parseExactJson(text) }
  } catch {
    // Not every payload is JSON (a cause, a truncated input): it is shown as the text it is.
    return { ok: false }
  }
}

function firstMode(json: boolean, counterparts: readonly Counterpart[], comparedWith: string | undefined): Mode {
  const at = counterparts.findIndex(({ name }) => name === comparedWith)
  if (json && at >= 0) return `difference${at}`
  return json ? 'tree' : 'raw'
}

function modesOf(json: boolean, counterparts: readonly Counterpart[]): { readonly id: Mode; readonly text: string }[] {
  if (!json) return [{ id: 'raw', text: 'Raw' }]
  return [
    { id: 'tree', text: 'Tree' },
    { id: 'raw', text: 'Raw' },
    ...counterparts.map((other, at) => ({ id: `difference${at}` as const, text: `vs ${other.name.toLowerCase()}` })),
  ]
}

function sizeWords(text: string): string {
  const bytes = new TextEncoder().encode(text).length
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} KiB`
}
