import type { Millis } from '../history/events.ts'
import { formatDuration } from '../words/format-duration.ts'
import { onOneLine } from '../words/on-one-line.ts'
import type { ExplainedCause, Explanation } from './explanation.ts'

/** At most so many lines: what fits into a message without scrolling. */
const MAX_GROUPS = 3

/**
 * The story of an execution in at most fifteen lines of text, to paste where people talk about an incident.
 */
export function explanationText(explanation: Explanation): string {
  const { cause, after, via, unread, children, oddities } = explanation
  const lines = [
    headLine(explanation),
    ...(cause === null ? [] : causeLines('Cause', cause)),
    ...(via.length === 0 || cause === null || cause.execution === null
      ? []
      : [line('In', `${nameOf(cause.execution)}, ${wayDown(explanation)}`)]),
    ...(unread === null ? [] : [line('Below', `${nameOf(unread)} failed: its history cannot be read`)]),
    ...(after === null ? [] : causeLines('After', after)),
    ...groupLines(explanation),
    line('Time', timeWords(explanation)),
    ...pathLine(explanation),
    ...(children.grafts === 0 ? [] : [line('Children', childWords(explanation))]),
    ...(oddities.length === 0 ? [] : [line('Oddities', `${count(oddities.length, 'event')} that broke the rules`)]),
    ...(cause === null || cause.link === null ? [] : [line('Link', cause.link)]),
  ]
  return lines.map(onOneLine).join('\n')
}

function line(title: string, text: string): string {
  return `${title.padEnd(9)} ${text}`
}

function headLine({ execution, time }: Explanation): string {
  const { status, stateMachine, name, startedAt, events, complete } = execution
  const who = [stateMachine, name].filter(part => part !== '').join(' / ')
  const told = complete ? '' : status === 'RUNNING' ? ', so far' : ', not all of it read'
  const since = startedAt === null ? '' : ` from ${startedAt}`
  return `${status ?? 'UNKNOWN'}: ${who === '' ? 'execution' : who}${since}, ${formatDuration(time.totalMs)}, ${count(events, 'event')}${told}`
}

function causeLines(title: string, { states, error, cause, attempt, attempts }: ExplainedCause): readonly string[] {
  const where = states.length === 0 ? 'the execution itself' : statesText(states)
  const tries = attempt === null || attempts === null || attempts < 2 ? '' : ` (attempt ${attempt} of ${attempts})`
  const told = cause === null || cause === '' ? [] : [line('', cause)]
  return [line(title, `${where}: ${error ?? 'failed, nothing tells by what'}${tries}`), ...told]
}

/** `RenderAll #958 › RenderInvoice` */
function statesText(states: readonly string[]): string {
  return states.reduce((text, state) => `${text}${/^(#\d+|branch \d+)$/.test(state) ? ' ' : ' › '}${state}`).trim()
}

function nameOf(arn: string): string {
  const [machine, ...name] = arn.split(':').slice(6)
  return machine === undefined ? arn : `${machine} / ${name.join(':')}`
}

function wayDown({ via }: Explanation): string {
  const kinds = via.map(({ kind }) => (kind === 'mapRun' ? 'a child of a Map Run' : 'started by a task'))
  return via.length === 1 ? (kinds[0] ?? '') : `${via.length} executions down`
}

function groupLines({ failures }: Explanation): readonly string[] {
  const [first, ...more] = failures
  // One group of one failure is the cause again.
  if (first === undefined || (more.length === 0 && first.count === 1)) return []
  const shown = failures.slice(0, MAX_GROUPS).map(({ count: times, error, state, fatal, caught, retried }) => {
    const fates = [
      fatal > 0 ? `${fatal} fatal` : '',
      caught > 0 ? `${caught} caught` : '',
      retried > 0 ? `${retried} retried` : '',
    ].filter(text => text !== '')
    return `${times} × ${error ?? 'an error not told'}${state === '' ? '' : ` in ${state}`} (${fates.join(', ')})`
  })
  const rest = failures.length - shown.length
  const lines = shown.map((text, at) => line(at === 0 ? 'Failures' : '', text))
  return rest === 0 ? lines : [...lines.slice(0, -1), `${lines.at(-1) ?? ''}, and ${count(rest, 'more kind')}`]
}

function timeWords({ time }: Explanation): string {
  const parts: readonly (readonly [string, Millis])[] = [
    ['running', time.runningMs],
    ['waiting for a token', time.waitingMs],
    ['in Wait states', time.waitStateMs],
    ['queued', time.queuedMs],
    ['in backoff', time.backoffMs],
    ['between states', time.betweenMs],
    ['idle before a redrive', time.idleMs],
  ]
  const told = parts.filter(([, ms]) => ms > 0).toSorted(([, a], [, b]) => b - a)
  return told.length === 0 ? 'none' : told.map(([what, ms]) => `${formatDuration(ms)} ${what}`).join(', ')
}

/** The one thing that took longest on the critical path. */
function pathLine({ criticalPath, execution: asked }: Explanation): readonly string[] {
  const sums = new Map<string, Millis>()
  for (const { execution, states, fromMs, toMs } of criticalPath) {
    if (states.length === 0) continue
    const where = `${statesText(states)}${execution === asked.arn || execution === null ? '' : ` in ${nameOf(execution)}`}`
    sums.set(where, (sums.get(where) ?? 0) + toMs - fromMs)
  }
  const [longest] = [...sums].toSorted(([, a], [, b]) => b - a)
  return longest === undefined
    ? []
    : [line('Longest', `${formatDuration(longest[1])} in ${longest[0]}, on the critical path`)]
}

function childWords({ children, requests }: Explanation): string {
  const { listed, read, failed } = children
  return `${count(listed, 'execution')}, ${failed.toLocaleString('en-US')} failed, ${read.toLocaleString('en-US')} read (${count(requests, 'request')})`
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`
}
