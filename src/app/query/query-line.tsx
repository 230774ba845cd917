import { type ReactNode, useMemo } from 'react'
import type { Query } from '../../analysis/query.ts'
import { parseQuery } from '../../analysis/query-parse.ts'
import { queryText } from '../../analysis/query-text.ts'
import { Segments } from '../../kit/controls.tsx'
import { Icon } from '../../kit/icons.tsx'
import { formatCount } from '../../words/format-count.ts'
import type { QueryResult } from './use-query.ts'

const MODES = [
  { id: 'highlight', text: 'Highlight' },
  { id: 'filter', text: 'Filter' },
] as const
type Mode = (typeof MODES)[number]['id']

interface QueryLineProps {
  readonly query: string
  readonly result: QueryResult
  /** What of the executions below is searched too. */
  readonly readOf?: ReactNode
  /** What is selected has no row for it. */
  readonly hidesSelected: boolean
  /** No more events will come. */
  readonly isFinal: boolean
  readonly mode: Mode
  readonly onQuery: (query: string) => void
  readonly onMode: (mode: Mode) => void
}

/** Below the query: what it means term by term, whether it hides, how much it hides, and what it could not see. */
export default function QueryLine(props: QueryLineProps) {
  const { query, readOf, mode, onQuery, onMode } = props
  const parsed = useMemo(() => parseQuery(query), [query])
  return (
    <div className="sfn-query-line" role="group" aria-label="Query">
      <Segments label="What does not match" options={MODES} selected={mode} onSelect={onMode} />
      {'problem' in parsed ? (
        <span className="sfn-query-problem" role="status">
          <Icon name="alert" size={14} /> {parsed.problem.message}
        </span>
      ) : (
        <>
          <Terms query={parsed.query} onQuery={onQuery} />
          {parsed.hints.map(hint => (
            <span key={hint} className="sfn-query-hint" role="status">
              <Icon name="alert" size={14} /> {hint}
            </span>
          ))}
          <Told {...props} />
          {readOf}
        </>
      )}
      <button type="button" className="sfn-action sfn-query-clear" onClick={() => onQuery('')}>
        Clear
      </button>
    </div>
  )
}

/** Each term can be taken out by itself. */
function Terms({ query, onQuery }: { readonly query: Query; readonly onQuery: (query: string) => void }) {
  return (
    <ul className="sfn-terms" aria-label="Terms">
      {query.terms.map((term, at) => {
        const text = queryText({ operation: 'and', terms: [term] })
        return (
          // Terms have no identity but their place
          <li key={`${text}${at}`}>
            {at > 0 && <span className="sfn-muted">{query.operation}</span>}
            <span className="sfn-term">
              <span className="sfn-mono">{text}</span>
              <button
                type="button"
                aria-label={`Take out ${text}`}
                onClick={() => onQuery(queryText({ ...query, terms: query.terms.filter(one => one !== term) }))}
              >
                <Icon name="cross" size={12} />
              </button>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function Told({ result, hidesSelected, isFinal, mode, onMode }: QueryLineProps) {
  const { filtered, listed, unseenPayloads, unseenEvents, logs } = result
  return (
    <span className="sfn-query-told">
      {mode === 'filter' && filtered !== undefined && (
        <span>
          <b>{formatCount(filtered.hidden)}</b> hidden
          {filtered.executions > 1 && ` in ${formatCount(filtered.executions)} executions`}
          {hidesSelected && ', what is selected too'}{' '}
          <button type="button" className="sfn-action" onClick={() => onMode('highlight')}>
            Show all
          </button>
        </span>
      )}
      {listed.count > 0 && <span>{listedWords(listed)}</span>}
      {listed.mayHold > 0 && <span>{formatCount(listed.mayHold)} more may hold matches: not read</span>}
      {logs.read + logs.unread > 0 && <span>{logWords(logs)}</span>}
      {unseenPayloads > 0 && (
        <span>
          payloads of {formatCount(unseenPayloads)} {unseenPayloads === 1 ? 'event' : 'events'} not loaded yet
        </span>
      )}
      {unseenEvents > 0 && (
        <span>
          {formatCount(unseenEvents)} events {isFinal ? 'missing' : 'not loaded yet'}
        </span>
      )}
    </span>
  )
}

/** `logs of 3 attempts are read, 120 not`: what was printed is known of those alone whose log somebody opened. */
function logWords({ read, unread }: QueryResult['logs']): string {
  if (read === 0) return `no log of ${formatCount(unread)} ${unread === 1 ? 'attempt' : 'attempts'} is read`
  const told = `logs of ${formatCount(read)} ${read === 1 ? 'attempt' : 'attempts'} are read`
  return unread === 0 ? told : `${told}, ${formatCount(unread)} not`
}

/** `3 listed, not read`: executions that are found by what a list tells of them. */
function listedWords({ found, count }: QueryResult['listed']): string {
  const words = `${formatCount(count)} listed, not read`
  return found.length < count ? `${words}: the first ${formatCount(found.length)} are shown` : words
}
