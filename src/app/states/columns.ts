import type { StateStatistics } from '../../analysis/state-statistics.ts'
import type { Millis } from '../../history/events.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDelta, formatDuration } from '../../words/format-duration.ts'

/** A column of numbers in the States tab. */
export interface Column {
  readonly text: string
  readonly title: string
  readonly value: (state: StateStatistics) => number
  readonly show: (state: StateStatistics) => string
}

const duration = (ms: Millis | undefined) => (ms === undefined ? '—' : formatDuration(ms))

function count(text: string, title: string, value: (state: StateStatistics) => number): Column {
  return { text, title, value, show: state => formatCount(value(state)) }
}

function time(text: string, title: string, value: (state: StateStatistics) => Millis | undefined): Column {
  return { text, title, value: state => value(state) ?? -1, show: state => duration(value(state)) }
}

const COLUMNS: readonly Column[] = [
  count('Visits', 'How often it was entered', state => state.visits),
  count('Running', 'Visits not left yet', state => state.running),
  count('Attempts', 'Task attempts scheduled', state => state.attempts),
  count('Retries', 'Tries beyond the first', state => state.retries),
  count('Failed', 'Visits that failed', state => state.failures),
  count('Aborted', 'Visits that ended because something else failed or stopped', state => state.aborted),
  count('Caught', 'Visits left by a Catch', state => state.caught),
  time('Total', 'Sum over all visits', state => state.totalMs),
  time('Self', 'Total without the time in which something inside ran', state => state.selfMs),
  time('p50', 'Half of the visits took no longer', state => state.p50Ms),
  time('p95', '95 of 100 visits took no longer', state => state.p95Ms),
  time('Max', 'The longest visit', state => state.maxMs),
  {
    text: 'Share',
    title: 'Part of the run in which it was active',
    value: state => state.share,
    show: state => `${(state.share * 100).toFixed(1)} %`,
  },
]

/** How the states of the run that this one is held against fared, by their paths. */
export type StatesBefore = ReadonlyMap<string, StateStatistics>

/** The columns of a run; held against another, beside the total also that of the other and the difference. */
export function columnsOf(before: StatesBefore | undefined): readonly Column[] {
  if (before === undefined) return COLUMNS
  const difference = (state: StateStatistics) => state.totalMs - (before.get(state.path)?.totalMs ?? 0)
  const against: readonly Column[] = [
    time('Then', 'Total in the other run', state => before.get(state.path)?.totalMs),
    {
      text: 'Difference',
      title: 'Total without that of the other run',
      value: difference,
      show: state => (difference(state) === 0 ? '0 ms' : formatDelta(difference(state))),
    },
  ]
  return COLUMNS.flatMap(column => (column.text === 'Total' ? [column, ...against] : [column]))
}
