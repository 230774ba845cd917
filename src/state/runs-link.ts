import type { Millis } from '../history/events.ts'
import { isStatesName } from '../history/states-arn.ts'
import type { RunOutcome } from '../runs/run-buckets.ts'
import { RUN_ORDERS, type RunSort } from '../runs/run-filter.ts'
import { encodeParameters, encodeText, oneOf, parseFlag, parseMillis, readerOf } from './link-text.ts'

/** How far back runs are looked at. */
export const RUN_DAYS = [7, 30, 90] as const
export type RunDays = (typeof RUN_DAYS)[number]

/** How far back the log of an Express machine is read, in hours: the shortest at first. */
export const RUN_HOURS = [1, 6, 24, 168] as const
export type RunHours = (typeof RUN_HOURS)[number]

/** What a link to the runs of a state machine says. Left out: as at first. */
export interface RunsLink {
  /** Of the state machine, one of its versions or an alias. */
  readonly arn: string
  /** The sample whose runs these are; absent: AWS's. */
  readonly sample?: string
  /** So many days back; all that is here by default. */
  readonly days?: RunDays
  /** Of an Express machine: so many hours back from `until`; one by default. */
  readonly hours?: RunHours
  /** Now by default. */
  readonly until?: Millis
  /** The time that was brushed: `from` ≤ start < `to`. */
  readonly from?: Millis
  readonly to?: Millis
  readonly namePrefix?: string
  readonly outcomes?: readonly RunOutcome[]
  /** How long they took at least and at most. */
  readonly leastMs?: Millis
  readonly mostMs?: Millis
  /** The version or alias that they were started by; the empty text: neither. */
  readonly startedBy?: string
  /** Newest first by default. */
  readonly sort?: RunSort
  /** Durations on a logarithmic scale. */
  readonly log?: boolean
  readonly timeMode?: 'utc' | 'local'
  /** What is told beside the charts. */
  readonly panel?: 'failures'
  /** The run that keys go on from: its name, of an Express one with its id (`name:id`). */
  readonly selected?: string
  /** The runs chosen to be compared, named so, two at most, the one that was chosen first before the other. */
  readonly chosen?: readonly string[]
}

/** Some parts of the link; undefined takes a part out. */
export type RunsPatch = { readonly [K in keyof Omit<RunsLink, 'arn' | 'sample'>]?: RunsLink[K] | undefined }

const OUTCOMES: readonly RunOutcome[] = ['running', 'succeeded', 'failed', 'timedOut', 'aborted', 'unknown']
/** Two can be compared. */
export const MOST_CHOSEN = 2
const UPWARDS = '.up'
const VERSION = 1

/** The hash of a view of runs: `#/state-machines/<ARN>?v=1&…`. */
export function encodeRunsLink(link: RunsLink): string {
  const { arn, sample, days, from, to, namePrefix, outcomes, leastMs, mostMs, startedBy, sort, log, timeMode } = link
  const parameters = encodeParameters(VERSION, {
    ...{ sample, days, from, to, name: namePrefix, status: outcomes?.join('.') },
    ...{ least: leastMs, most: mostMs, by: startedBy === '' ? NEITHER : startedBy },
    ...{ sort: sort && sort.by + (sort.ascending ? UPWARDS : ''), log: log === true ? 1 : undefined, time: timeMode },
    ...{ panel: link.panel, hours: link.hours, until: link.until, run: link.selected, chosen: link.chosen?.join(',') },
  })
  return `#/state-machines/${encodeText(arn)}?${parameters}`
}

/** Reads a link's parameters; `problems` names those that mean nothing. */
export function readRunsLink(arn: string, parameters: ReadonlyMap<string, string>) {
  const { read, problems } = readerOf(parameters)
  const patch: RunsPatch = {
    days: read('days', text => RUN_DAYS.find(days => String(days) === text)),
    hours: read('hours', text => RUN_HOURS.find(hours => String(hours) === text)),
    until: read('until', parseMillis),
    from: read('from', parseMillis),
    to: read('to', parseMillis),
    namePrefix: parameters.get('name'),
    outcomes: read('status', outcomesOf),
    leastMs: read('least', parseMillis),
    mostMs: read('most', parseMillis),
    startedBy: read('by', text => (text === NEITHER ? '' : text)),
    sort: read('sort', sortOf),
    log: read('log', parseFlag),
    timeMode: read('time', text => oneOf(text, ['utc', 'local'] as const)),
    panel: read('panel', text => oneOf(text, ['failures'] as const)),
    selected: read('run', text => (isRunKey(text) ? text : undefined)),
    chosen: read('chosen', chosenOf),
  }
  const sample = parameters.get('sample')
  return { link: mergeRunsLink({ arn, ...(sample !== undefined && { sample }) }, patch), problems }
}

/** No version or alias is called so: they hold letters, digits, `-`, `_` and `.`. */
const NEITHER = '~'

/** The link with some parts changed; what is as at first is left out. */
export function mergeRunsLink(link: RunsLink, patch: RunsPatch): RunsLink {
  const { arn, sample, from, to, namePrefix, outcomes, sort, log, ...rest } = { ...link, ...patch }
  const { days, hours, until, leastMs, mostMs, startedBy, timeMode, panel, selected, chosen } = rest
  const isAtFirst = sort === undefined || (sort.by === 'started' && !sort.ascending)
  return {
    arn,
    ...(sample !== undefined && { sample }),
    ...(days !== undefined && { days }),
    ...(hours !== undefined && hours !== RUN_HOURS[0] && { hours }),
    ...(until !== undefined && { until }),
    ...(from !== undefined && to !== undefined && from < to && { from, to }),
    ...(namePrefix !== undefined && namePrefix !== '' && { namePrefix }),
    ...(outcomes !== undefined && outcomes.length > 0 && { outcomes }),
    ...(leastMs !== undefined && { leastMs }),
    ...(mostMs !== undefined && { mostMs }),
    ...(startedBy !== undefined && { startedBy }),
    ...(!isAtFirst && { sort }),
    ...(log === true && { log }),
    ...(timeMode !== undefined && { timeMode }),
    ...(panel !== undefined && { panel }),
    ...(selected !== undefined && { selected }),
    ...(chosen !== undefined && chosen.length > 0 && { chosen }),
  }
}

/** A name, or name and id of an Express run. */
function isRunKey(text: string): boolean {
  const parts = text.split(':')
  return parts.length <= 2 && parts.every(isStatesName)
}

/** No name of an execution holds a comma. */
function chosenOf(text: string): readonly string[] | undefined {
  const names = [...new Set(text.split(','))]
  return names.length <= MOST_CHOSEN && names.every(isRunKey) ? names : undefined
}

function outcomesOf(text: string): readonly RunOutcome[] | undefined {
  const found = text.split('.').map(part => oneOf(part, OUTCOMES))
  return found.every(outcome => outcome !== undefined) ? [...new Set(found)] : undefined
}

function sortOf(text: string): RunSort | undefined {
  const ascending = text.endsWith(UPWARDS)
  const by = oneOf(ascending ? text.slice(0, -UPWARDS.length) : text, RUN_ORDERS)
  return by && { by, ascending }
}
