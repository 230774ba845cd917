import { useMemo, useState } from 'react'
import { type StateStatistics, stateStatistics } from '../../analysis/state-statistics.ts'
import type { Millis } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { formatDuration } from '../../model/format-duration.ts'
import type { LinkPatch } from '../../state/use-link.ts'
import '../details/details.css'
import { formatCount } from '../format-time.ts'
import { Icon, stateTypeIcon } from '../icons.tsx'
import './states.css'

interface StatesTabProps {
  readonly tree: ExecutionTree
  readonly navigate: (patch: LinkPatch, how: 'push' | 'replace') => void
}

interface Column {
  readonly text: string
  readonly title: string
  readonly value: (state: StateStatistics) => number
  readonly show: (state: StateStatistics) => string
}

const duration = (ms: Millis | undefined) => (ms === undefined ? '—' : formatDuration(ms))

const COLUMNS: readonly Column[] = [
  {
    text: 'Visits',
    title: 'How often it was entered',
    value: state => state.visits,
    show: state => formatCount(state.visits),
  },
  {
    text: 'Attempts',
    title: 'Task attempts scheduled',
    value: state => state.attempts,
    show: state => formatCount(state.attempts),
  },
  {
    text: 'Retries',
    title: 'Tries beyond the first',
    value: state => state.retries,
    show: state => formatCount(state.retries),
  },
  {
    text: 'Failed',
    title: 'Visits that failed or were aborted',
    value: state => state.failures,
    show: state => formatCount(state.failures),
  },
  {
    text: 'Caught',
    title: 'Visits left by a Catch',
    value: state => state.caught,
    show: state => formatCount(state.caught),
  },
  {
    text: 'Total',
    title: 'Sum over all visits',
    value: state => state.totalMs,
    show: state => duration(state.totalMs),
  },
  {
    text: 'Self',
    title: 'Total without the time in which something inside ran',
    value: state => state.selfMs,
    show: state => duration(state.selfMs),
  },
  {
    text: 'p50',
    title: 'Half of the visits took no longer',
    value: state => state.p50Ms ?? 0,
    show: state => duration(state.p50Ms),
  },
  {
    text: 'p95',
    title: '95 of 100 visits took no longer',
    value: state => state.p95Ms ?? 0,
    show: state => duration(state.p95Ms),
  },
  { text: 'Max', title: 'The longest visit', value: state => state.maxMs ?? 0, show: state => duration(state.maxMs) },
  {
    text: 'Share',
    title: 'Part of the run in which it was active',
    value: state => state.share,
    show: state => `${(state.share * 100).toFixed(1)} %`,
  },
]

/** Per state: how often, how long, how badly. A click on a name finds it in the chart. */
export function StatesTab({ tree, navigate }: StatesTabProps) {
  const [sort, setSort] = useState<string>()
  const { states, complete } = useMemo(() => stateStatistics(tree), [tree])
  const column = COLUMNS.find(({ text }) => text === sort)
  const sorted = column === undefined ? states : states.toSorted((a, b) => column.value(b) - column.value(a))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by keyboard
    <section className="sfn-states" aria-label="States" tabIndex={0}>
      {!complete && <p className="sfn-muted">Not all events are loaded yet: these figures still grow.</p>}
      <table className="sfn-table">
        <thead>
          <tr>
            <th scope="col" aria-sort={column === undefined ? 'ascending' : 'none'}>
              <button type="button" className="sfn-column-sort" onClick={() => setSort(undefined)}>
                State
              </button>
            </th>
            {COLUMNS.map(({ text, title }) => (
              <th
                key={text}
                scope="col"
                className="sfn-number"
                title={title}
                aria-sort={text === sort ? 'descending' : 'none'}
              >
                <button type="button" className="sfn-column-sort" onClick={() => setSort(text)}>
                  {text}
                  {text === sort && ' ↓'}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map(state => (
            <tr key={state.path}>
              <td title={state.path} style={{ paddingLeft: 6 + (column === undefined ? state.depth * 16 : 0) }}>
                <span className="sfn-muted">
                  <Icon name={stateTypeIcon(state.stateType)} size={14} />
                </span>{' '}
                <button
                  type="button"
                  className="sfn-cell-button"
                  onClick={() => navigate({ query: state.name, tab: undefined }, 'push')}
                >
                  {column === undefined ? state.name : state.path}
                </button>
              </td>
              {COLUMNS.map(({ text, show }) => (
                <td key={text} className="sfn-number">
                  {show(state)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
