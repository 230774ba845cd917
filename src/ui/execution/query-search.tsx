import type { Span } from '../../model/span.ts'
import type { LinkPatch } from '../../state/use-link.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { Switch } from '../controls.tsx'
import { formatCount } from '../format-time.ts'
import { QueryBox } from './query-box.tsx'
import type { QueryResult } from './use-query.ts'

interface QuerySearchProps {
  readonly query: QueryResult
  readonly link: ViewLink
  readonly singleKeys: boolean
  readonly navigate: (patch: LinkPatch, how: 'push' | 'replace') => void
  readonly onSelect: (span: Span) => void
  readonly selected: Span | undefined
}

/** The query box with its switch between marking and filtering. */
export function QuerySearch({ query, link, singleKeys, navigate, onSelect, selected }: QuerySearchProps) {
  const at = query.found.findIndex(span => span.key === selected?.key)
  const step = (by: 1 | -1) => {
    const { length } = query.found
    const next = query.found[at < 0 ? (by > 0 ? 0 : length - 1) : (at + by + length) % length]
    if (next !== undefined) onSelect(next)
  }
  return (
    <>
      <QueryBox
        query={link.query ?? ''}
        matches={query.found.length}
        current={at + 1}
        problem={query.problem}
        singleKeys={singleKeys}
        onQuery={text => navigate({ query: text === '' ? undefined : text }, 'replace')}
        onStep={step}
      />
      {link.query !== undefined && (
        <Switch
          label={query.hidden > 0 ? `Filter (${formatCount(query.hidden)} hidden)` : 'Filter'}
          on={link.queryMode === 'filter'}
          onChange={on => navigate({ queryMode: on ? 'filter' : undefined }, 'push')}
        />
      )}
    </>
  )
}
