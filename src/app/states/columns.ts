import type { StateStatistics } from '../../analysis/state-statistics.ts'
import type { Spread } from '../../comparison/spread.ts'
import type { Millis } from '../../history/events.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDelta, formatDuration, formatRange } from '../../words/format-duration.ts'

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

/** How long the states took, visits added up, in what this run is held against: by their paths. */
export type StatesBefore =
  | { readonly kind: 'run'; readonly totals: ReadonlyMap<string, Millis> }
  /** Of several runs, those that came to the state. */
  | { readonly kind: 'usual'; readonly count: number; readonly totals: ReadonlyMap<string, Spread> }

/** How far the executions of a state machine below are compared. */
export interface StatesBelowBefore {
  /** Of those read in this run, how many are compared: with a partner that is read, or known to be new. */
  readonly compared: number
  readonly before: StatesBefore
}

/** The columns of a run; held against others, beside the total also what those took and the difference. */
export function columnsOf(before: StatesBefore | undefined): readonly Column[] {
  if (before === undefined) return COLUMNS
  const against = before.kind === 'run' ? againstRun(before) : againstUsual(before)
  return COLUMNS.flatMap(column => (column.text === 'Total' ? [column, ...against] : [column]))
}

function againstRun({ totals }: StatesBefore & { readonly kind: 'run' }): readonly Column[] {
  return [
    time('Then', 'Total in the other run', ({ path }) => totals.get(path)),
    difference('Total without that of the other run', ({ path }) => totals.get(path)),
  ]
}

function againstUsual({ count, totals }: StatesBefore & { readonly kind: 'usual' }): readonly Column[] {
  const runs = count === 1 ? 'the run before' : `the ${formatCount(count)} runs before`
  const range = ({ path }: StateStatistics) => totals.get(path)
  return [
    time('Median', `Median of the totals in those of ${runs} that came to it`, state => range(state)?.p50Ms),
    {
      text: 'Range',
      title: 'From the 5th to the 95th percentile of those totals; sorted by how far they lie apart',
      value: state => (range(state)?.p95Ms ?? -1) - (range(state)?.p5Ms ?? 0),
      show: state => rangeText(range(state)),
    },
    difference('Total without that median', state => range(state)?.p50Ms),
  ]
}

function rangeText(spread: Spread | undefined): string {
  return spread === undefined ? '—' : formatRange(spread.p5Ms, spread.p95Ms)
}

function difference(title: string, before: (state: StateStatistics) => Millis | undefined): Column {
  const value = (state: StateStatistics) => state.totalMs - (before(state) ?? 0)
  const show = (state: StateStatistics) => (value(state) === 0 ? '0 ms' : formatDelta(value(state)))
  return { text: 'Difference', title, value, show }
}
