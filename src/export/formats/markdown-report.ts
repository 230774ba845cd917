import { readCause } from '../../analysis/cause.ts'
import { causeAcross } from '../../analysis/cause-across.ts'
import { stateStatistics } from '../../analysis/state-statistics.ts'
import type { Forest } from '../../forest/forest.ts'
import type { EventId, Millis } from '../../history/events.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { onOneLine } from '../../words/on-one-line.ts'
import { type ExplainedCause, type Explanation, explanationOf } from '../explanation.ts'

export interface ReportOptions {
  /** Asked of AWS so far. */
  readonly requests: number
  /** Our own link to an event of an execution; undefined where a link cannot lead there. */
  readonly linkTo: (arn: string, event: EventId) => string | undefined
  /** Our own link to the execution as a whole; undefined where a link cannot lead there. */
  readonly link: string | undefined
}

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
 * time went, the slowest states. Markdown (GitHub's); names and causes are written so that they stay text.
 * @throws Error where nothing of the forest's first execution is here.
 */
export function markdownReport(forest: Forest, options: ReportOptions): string {
  const { requests, linkTo } = options
  const told = explanationOf(forest, { requests, linkTo: (arn, event) => linkTo(arn, event) ?? '' })
  const tree = forest.member(0)?.tree
  const across = causeAcross(forest)
  return [
    ...headLines(told, options.link),
    ...causeLines('Cause', told.cause, across?.cause.failure.causeText),
    ...causeLines('What happened before', told.after, across?.after?.failure.causeText),
    ...groupLines(told),
    ...timeLines(told),
    ...(tree === undefined ? [] : slowestLines(stateStatistics(tree).states)),
    ...readLines(told),
  ]
    .join('\n')
    .concat('\n')
}

function headLines({ execution, time }: Explanation, link: string | undefined): readonly string[] {
  const { arn, name, stateMachine, status, startedAt, endedAt, events, complete } = execution
  const who = [stateMachine, name].filter(text => text !== '').join(' / ')
  const rows: readonly (readonly [string, string])[] = [
    ['Status', status ?? 'not told'],
    ['Started', startedAt ?? 'not told'],
    ['Ended', endedAt ?? (status === 'RUNNING' ? 'still running' : 'not told')],
    ['Duration', formatDuration(time.totalMs)],
    ['Events', `${formatCount(events)}${complete ? '' : ' (not all of it)'}`],
    ...(arn === null ? [] : [['ARN', arn] as const]),
    ...(link === undefined ? [] : [['Timeline', link] as const]),
  ]
  return [
    // As code: elsewhere a platform makes mentions, references and links of what is written plainly.
    `# ${who === '' ? 'Execution' : code(who)}`,
    '',
    ...table(
      ['', ''],
      rows.map(([title, value]) => [title, code(value)]),
    ),
    '',
  ]
}

function causeLines(title: string, cause: ExplainedCause | null, causeText: string | undefined): readonly string[] {
  if (cause === null) return []
  const { states, error, attempt, attempts, execution, link } = cause
  const where = states.length === 0 ? 'the execution itself' : states.join(' › ')
  const tries = attempt === null || attempts === null || attempts < 2 ? '' : `, attempt ${attempt} of ${attempts}`
  return [
    `## ${title}`,
    '',
    `${code(error ?? 'failed, nothing tells by what')} in ${code(where)}${tries}`,
    ...(execution === null ? [] : ['', `In execution ${code(execution)}`]),
    ...(causeText === undefined ? [] : messageLines(causeText)),
    ...(link === null || link === '' ? [] : ['', code(link)]),
    '',
  ]
}

/** The message in a cause, then its stack and what else it tells. */
function messageLines(causeText: string): readonly string[] {
  const { message, frames, fields } = readCause(causeText.slice(0, MOST_CAUSE))
  const stack = frames.slice(0, MOST_ROWS).map(({ text: line }) => line)
  const rows = fields.slice(0, MOST_ROWS).map(({ name, value }) => [code(name), code(value)])
  return [
    ...['', ...quoted([message.slice(0, MOST_MESSAGE), ...stack].join('\n'))],
    ...(rows.length === 0 ? [] : ['', ...table(['', ''], rows)]),
  ]
}

function groupLines({ failures }: Explanation): readonly string[] {
  if (failures.length === 0) return []
  const rows = failures
    .slice(0, MOST_ROWS)
    .map(({ count, error, state, fatal, caught, retried, pattern }) => [
      ...[formatCount(count), code(error ?? 'not told'), code(state), formatCount(fatal), formatCount(caught)],
      ...[formatCount(retried), code(pattern)],
    ])
  const head = ['Times', 'Error', 'State', 'Fatal', 'Caught', 'Retried', 'Cause']
  return ['## Failures', '', ...table(head, rows), ...more(failures.length, 'kinds'), '']
}

function timeLines({ time, criticalPath }: Explanation): readonly string[] {
  const rows = TIMES.flatMap(([name, words]) => {
    const ms = time[name]
    return ms === 0 ? [] : [{ words, ms }]
  })
    .toSorted((a, b) => b.ms - a.ms)
    .map(({ words, ms }) => [words, formatDuration(ms), percent(ms, time.totalMs)])
  const sums = new Map<string, Millis>()
  for (const { states, fromMs, toMs } of criticalPath) {
    if (states.length > 0) sums.set(states.join(' › '), (sums.get(states.join(' › ')) ?? 0) + toMs - fromMs)
  }
  const path = [...sums].toSorted(([, a], [, b]) => b - a)
  const steps = path
    .slice(0, MOST_ROWS)
    .map(([where, ms]) => [code(where), formatDuration(ms), percent(ms, time.totalMs)])
  return [
    ...(rows.length === 0 ? [] : ['## Time', '', ...table(['', 'Time', 'Share'], rows), '']),
    ...(steps.length === 0
      ? []
      : ['## Critical path', '', ...table(['State', 'Time', 'Share'], steps), ...more(path.length, 'states'), '']),
  ]
}

function slowestLines(states: ReturnType<typeof stateStatistics>['states']): readonly string[] {
  const slowest = states.toSorted((a, b) => b.selfMs - a.selfMs).filter(({ selfMs }) => selfMs > 0)
  if (slowest.length === 0) return []
  const rows = slowest
    .slice(0, MOST_ROWS)
    .map(({ path, visits, selfMs, failures, retries }) => [
      ...[code(path), formatCount(visits), formatDuration(selfMs), formatCount(failures), formatCount(retries)],
    ])
  const head = ['State', 'Visits', 'Time of its own, all visits', 'Failed', 'Retries']
  return ['## Slowest states', '', ...table(head, rows), ...more(slowest.length, 'states'), '']
}

function readLines({ children, unread, oddities }: Explanation): readonly string[] {
  const lines = [
    ...(children.grafts === 0
      ? []
      : [
          `Executions that it started: ${formatCount(children.listed)}. Of these ${formatCount(children.failed)} failed; ${formatCount(children.read)} were read.`,
        ]),
    ...(unread === null ? [] : [`${code(unread)} failed, and its history cannot be read.`]),
    ...(oddities.length === 0 ? [] : [`${formatCount(oddities.length)} events broke the rules of a history.`]),
  ]
  return lines.length === 0 ? [] : ['## What was read', '', ...lines, '']
}

function more(count: number, what: string): readonly string[] {
  return count <= MOST_ROWS ? [] : ['', `and ${formatCount(count - MOST_ROWS)} more ${what}`]
}

function percent(ms: Millis, of: Millis): string {
  return of <= 0 ? '' : `${Math.round((ms / of) * 100)} %`
}

/** Cells hold Markdown already. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [rowLine(head), rowLine(head.map(() => '---')), ...rows.map(rowLine)]
}

function rowLine(cells: readonly string[]): string {
  // A bar ends a cell, even within code.
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** Foreign text as code: a fence longer than any in it. */
function code(foreign: string): string {
  const line = onOneLine(foreign)
  if (line.trim() === '') return ''
  const ticks = line.match(/`+/g) ?? []
  const fence = '`'.repeat(ticks.reduce((most, { length }) => Math.max(most, length), 0) + 1)
  const edge = fence.length > 1 ? ' ' : ''
  return `${fence}${edge}${line}${edge}${fence}`
}

/** Foreign text of many lines as a block of code. */
function quoted(foreign: string): readonly string[] {
  return foreign.split(/\r\n|[\r\n\u2028\u2029]/).map(line => `    ${onOneLine(line)}`)
}
