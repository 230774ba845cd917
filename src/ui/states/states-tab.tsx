import { useMemo, useState } from 'react'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { formatDuration } from '../../model/format-duration.ts'
import type { LinkPatch } from '../../state/use-link.ts'
import '../details/details.css'
import { formatCount } from '../format-time.ts'
import { Icon, stateTypeIcon } from '../icons.tsx'
import { type StateRow, stateRowsOf } from './state-rows.ts'
import './states.css'

interface StatesTabProps {
  readonly tree: ExecutionTree
  readonly complete: boolean
  readonly navigate: (patch: LinkPatch, how: 'push' | 'replace') => void
}

const COLUMNS = [
  { id: 'visits', text: 'Visits', show: (row: StateRow) => formatCount(row.visits) },
  { id: 'attempts', text: 'Attempts', show: (row: StateRow) => formatCount(row.attempts) },
  { id: 'failures', text: 'Failed or caught', show: (row: StateRow) => formatCount(row.failures) },
  { id: 'total', text: 'Total', show: (row: StateRow) => formatDuration(row.total) },
  { id: 'median', text: 'Median', show: (row: StateRow) => formatDuration(row.median) },
  { id: 'longest', text: 'Longest', show: (row: StateRow) => formatDuration(row.longest) },
] as const
type Column = (typeof COLUMNS)[number]['id']

/** Per state: how often, how long, how badly. A click on a name finds it in the chart. */
export function StatesTab({ tree, complete, navigate }: StatesTabProps) {
  const [sort, setSort] = useState<Column>('total')
  const rows = useMemo(() => stateRowsOf(tree, tree.lastEventAt ?? tree.root.startedAt), [tree])
  const sorted = useMemo(() => [...rows].sort((a, b) => b[sort] - a[sort]), [rows, sort])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by keyboard
    <section className="sfn-states" aria-label="States" tabIndex={0}>
      {!complete && <p className="sfn-muted">Not all events are loaded yet: these figures still grow.</p>}
      <table className="sfn-table">
        <thead>
          <tr>
            <th scope="col">State</th>
            {COLUMNS.map(column => (
              <th
                key={column.id}
                scope="col"
                className="sfn-number"
                aria-sort={column.id === sort ? 'descending' : 'none'}
              >
                <button type="button" className="sfn-column-sort" onClick={() => setSort(column.id)}>
                  {column.text}
                  {column.id === sort && ' ↓'}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map(row => (
            <tr key={row.name}>
              <td>
                <span className="sfn-muted">
                  <Icon name={stateTypeIcon(row.stateType)} size={14} />
                </span>{' '}
                <button
                  type="button"
                  className="sfn-cell-button"
                  onClick={() => navigate({ query: row.name, tab: undefined }, 'push')}
                >
                  {row.name}
                </button>
              </td>
              {COLUMNS.map(column => (
                <td key={column.id} className="sfn-number">
                  {column.show(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
