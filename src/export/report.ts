import { readCause } from '../analysis/cause.ts'
import { causeAcross } from '../analysis/cause-across.ts'
import { stateStatistics } from '../analysis/state-statistics.ts'
import type { Forest } from '../forest/forest.ts'
import type { EventId, Millis } from '../history/events.ts'
import { formatCount } from '../words/format-count.ts'
import { formatDuration } from '../words/format-duration.ts'
import { type ExplainedCause, type Explanation, explanationOf } from './explanation.ts'

/** The story of an execution as a document: in which form it is written is another's matter. */
export interface Report {
  /** Foreign text. */
  readonly title: string
  readonly sections: readonly ReportSection[]
}

export interface ReportSection {
  /** Our own words; undefined for what stands below the title of the whole. */
  readonly title: string | undefined
  readonly blocks: readonly ReportBlock[]
}

export type ReportBlock =
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Told[])[] }
  | { readonly kind: 'line'; readonly parts: readonly Told[] }
  /** Foreign text of many lines. */
  | { readonly kind: 'quote'; readonly text: string }

/** `own`: our words and figures. `name`: foreign text. `code`: foreign text that is read by its letters. `link`: an address of ours. */
export interface Told {
  readonly kind: 'own' | 'name' | 'code' | 'link'
  readonly text: string
}

export interface ReportOptions {
  /** Asked of AWS so far. */
  readonly requests: number
  /** Our own link to an event of an execution; undefined where a link cannot lead there. */
  readonly linkTo: (arn: string, event: EventId) => string | undefined
  /** Our own link to the execution as a whole; undefined where a link cannot lead there. */
  readonly link: string | undefined
}

/** The title where nothing tells a name. */
export const UNNAMED = 'Execution'

/** Of longer lists only the first. */
const MOST_ROWS = 10

/** Characters of a cause that are read, and of its message that are told. */
const MOST_CAUSE = 100_000
const MOST_MESSAGE = 2_000

/** The times that a report tells, in words. */
const TIMES: readonly (readonly [name: keyof Explanation['time'], words: string])[] = [
  ['runningMs', 'Running'],
  ['waitingMs', 'Waiting for a task token'],
  ['waitStateMs', 'Wait states'],
  ['queuedMs', 'Queued'],
  ['backoffMs', 'Backoff before retries'],
  ['betweenMs', 'Between states'],
  ['idleMs', 'Idle before a redrive'],
]

/**
 * The story of an execution for a ticket or a post-mortem: what failed and why, across all that is read of what it started, where the
 * time went, the slowest states. @throws Error where nothing of the forest's first execution is here.
 */
export function reportOf(forest: Forest, options: ReportOptions): Report {
  const { requests, linkTo } = options
  const told = explanationOf(forest, { requests, linkTo: (arn, event) => linkTo(arn, event) ?? '' })
  const tree = forest.member(0)?.tree
  const across = causeAcross(forest)
  const { name, stateMachine } = told.execution
  const who = [stateMachine, name].filter(text => text !== '').join(' / ')
  return {
    title: who === '' ? UNNAMED : who,
    sections: [
      headSection(told, options.link),
      ...causeSection('Cause', {
        cause: told.cause,
        causeText: across?.cause.failure.causeText,
        asked: told.execution.arn,
      }),
      ...causeSection('What happened before', {
        ...{ cause: told.after, causeText: across?.after?.failure.causeText, asked: told.execution.arn },
      }),
      ...groupSection(told),
      ...timeSections(told),
      ...(tree === undefined ? [] : slowestSection(stateStatistics(tree).states)),
      ...readSection(told),
    ],
  }
}

const own = (text: string): Told => ({ kind: 'own', text })
const code = (text: string): Told => ({ kind: 'code', text })
const count = (value: number): Told => own(formatCount(value))

function headSection({ execution, time }: Explanation, link: string | undefined): ReportSection {
  const { arn, status, startedAt, endedAt, events, complete } = execution
  const rows: readonly (readonly [string, Told])[] = [
    ['Status', code(status ?? 'not told')],
    ['Started', code(startedAt ?? 'not told')],
    ['Ended', code(endedAt ?? (status === 'RUNNING' ? 'still running' : 'not told'))],
    ['Duration', code(formatDuration(time.totalMs))],
    ['Events', code(`${formatCount(events)}${complete ? '' : ' (not all of it)'}`)],
    ...(arn === null ? [] : [['ARN', code(arn)] as const]),
    ...(link === undefined ? [] : [['Timeline', { kind: 'link', text: link }] as const]),
  ]
  return {
    title: undefined,
    blocks: [{ kind: 'table', head: ['', ''], rows: rows.map(([title, value]) => [own(title), value]) }],
  }
}

interface CauseOf {
  readonly cause: ExplainedCause | null
  readonly causeText: string | undefined
  /** The ARN of the execution that the report is about. */
  readonly asked: string | null
}

function causeSection(title: string, { cause, causeText, asked }: CauseOf): readonly ReportSection[] {
  if (cause === null) return []
  const { states, error, attempt, attempts, execution, link } = cause
  const where = states.length === 0 ? 'the execution itself' : states.join(' › ')
  const tries = attempt === null || attempts === null || attempts < 2 ? '' : `, attempt ${attempt} of ${attempts}`
  return [
    {
      title,
      blocks: [
        line(code(error ?? 'failed, nothing tells by what'), own(' in '), code(where), own(tries)),
        ...(execution === null || execution === asked ? [] : [line(own('In execution '), code(execution))]),
        ...(causeText === undefined ? [] : messageBlocks(causeText)),
        ...(link === null || link === '' ? [] : [line({ kind: 'link', text: link })]),
      ],
    },
  ]
}

function line(...parts: readonly Told[]): ReportBlock {
  return { kind: 'line', parts }
}

/** The message in a cause, then its stack and what else it tells. */
function messageBlocks(causeText: string): readonly ReportBlock[] {
  const { message, frames, fields } = readCause(causeText.slice(0, MOST_CAUSE))
  const stack = frames.slice(0, MOST_ROWS).map(({ text }) => text)
  const rows = fields.slice(0, MOST_ROWS).map(({ name, value }) => [{ kind: 'name', text: name } as const, code(value)])
  return [
    { kind: 'quote', text: [message.slice(0, MOST_MESSAGE), ...stack].join('\n') },
    ...(rows.length === 0 ? [] : [{ kind: 'table', head: ['', ''], rows } as const]),
  ]
}

function groupSection({ failures }: Explanation): readonly ReportSection[] {
  if (failures.length === 0) return []
  const rows = failures
    .slice(0, MOST_ROWS)
    .map(group => [
      ...[count(group.count), code(group.error ?? 'not told'), code(group.state), count(group.fatal)],
      ...[count(group.caught), count(group.retried), code(group.pattern)],
    ])
  const head = ['Times', 'Error', 'State', 'Fatal', 'Caught', 'Retried', 'Cause']
  return [{ title: 'Failures', blocks: [{ kind: 'table', head, rows }, ...more(failures.length, 'kinds')] }]
}

function timeSections({ time, criticalPath }: Explanation): readonly ReportSection[] {
  const rows = TIMES.flatMap(([name, words]) => (time[name] === 0 ? [] : [{ words, ms: time[name] }]))
    .toSorted((a, b) => b.ms - a.ms)
    .map(({ words, ms }) => [own(words), own(formatDuration(ms)), own(percent(ms, time.totalMs))])
  const sums = new Map<string, Millis>()
  for (const { states, fromMs, toMs } of criticalPath) {
    if (states.length > 0) sums.set(states.join(' › '), (sums.get(states.join(' › ')) ?? 0) + toMs - fromMs)
  }
  const path = [...sums].toSorted(([, a], [, b]) => b - a)
  const steps = path
    .slice(0, MOST_ROWS)
    .map(([where, ms]) => [code(where), own(formatDuration(ms)), own(percent(ms, time.totalMs))])
  const split: ReportSection = { title: 'Time', blocks: [{ kind: 'table', head: ['', 'Time', 'Share'], rows }] }
  const critical: ReportSection = {
    title: 'Critical path',
    blocks: [{ kind: 'table', head: ['State', 'Time', 'Share'], rows: steps }, ...more(path.length, 'states')],
  }
  return [...(rows.length === 0 ? [] : [split]), ...(steps.length === 0 ? [] : [critical])]
}

function slowestSection(states: ReturnType<typeof stateStatistics>['states']): readonly ReportSection[] {
  const slowest = states.toSorted((a, b) => b.selfMs - a.selfMs).filter(({ selfMs }) => selfMs > 0)
  if (slowest.length === 0) return []
  const rows = slowest
    .slice(0, MOST_ROWS)
    .map(({ path, visits, selfMs, failures, retries }) => [
      ...[code(path), count(visits), own(formatDuration(selfMs)), count(failures), count(retries)],
    ])
  const head = ['State', 'Visits', 'Time of its own, all visits', 'Failed', 'Retries']
  return [{ title: 'Slowest states', blocks: [{ kind: 'table', head, rows }, ...more(slowest.length, 'states')] }]
}

function readSection({ children, unread, oddities }: Explanation): readonly ReportSection[] {
  const { grafts, listed, failed, read } = children
  const started = `Executions that it started: ${formatCount(listed)}. Of these ${formatCount(failed)} failed; ${formatCount(read)} were read.`
  const blocks = [
    ...(grafts === 0 ? [] : [line(own(started))]),
    ...(unread === null ? [] : [line(code(unread), own(' failed, and its history cannot be read.'))]),
    ...(oddities.length === 0
      ? []
      : [line(own(`${formatCount(oddities.length)} events broke the rules of a history.`))]),
  ]
  return blocks.length === 0 ? [] : [{ title: 'What was read', blocks }]
}

function more(total: number, what: string): readonly ReportBlock[] {
  return total <= MOST_ROWS ? [] : [line(own(`and ${formatCount(total - MOST_ROWS)} more ${what}`))]
}

function percent(ms: Millis, of: Millis): string {
  return of <= 0 ? '' : `${Math.round((ms / of) * 100)} %`
}
