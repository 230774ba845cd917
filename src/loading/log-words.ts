import type { EventId, HistoryEvent, Millis } from '../history/events.ts'
import type { ExecutionSummary, MachineSummary } from '../history/execution-summary.ts'
import { memberOf } from '../history/json-value.ts'
import { parseStatesArn, stateMachineArnOf } from '../history/states-arn.ts'
import { countOf, rangesOf } from '../model/id-ranges.ts'
import type { LogSource } from '../source/log-source.ts'
import { SourceError } from '../source/source.ts'
import { STATUS_AFTER } from '../source/status-after.ts'
import type { LoadProgress } from './execution-view.ts'

/** How far reading a log has come. */
export type LogOver = 'whole' | 'settled' | 'nothing' | undefined

interface LogState {
  readonly ids: readonly EventId[]
  readonly blocked: boolean
  readonly paused: boolean
  readonly over: LogOver
  readonly requests: number
  readonly nextPollAt: Millis | undefined
  readonly nextRetryAt: Millis | undefined
}

export function logProgress({ ids, blocked, paused, over, requests, nextPollAt, nextRetryAt }: LogState): LoadProgress {
  const loaded = rangesOf(ids.toSorted((a, b) => a - b))
  const lastId = loaded.at(-1)?.to
  return {
    phase: blocked
      ? 'failed'
      : paused
        ? 'paused'
        : over !== undefined
          ? 'complete'
          : nextPollAt !== undefined
            ? 'following'
            : lastId === undefined
              ? 'starting'
              : 'loading',
    ...{
      fromLog: true,
      loaded,
      loadedEvents: countOf(loaded),
      totalEvents: lastId,
      payloadShare: 1,
      requests,
      nextPollAt,
      nextRetryAt,
    },
  }
}

interface Told {
  readonly source: LogSource
  readonly machine: MachineSummary | undefined
  readonly described: ExecutionSummary | undefined
  readonly events: ReadonlyMap<EventId, HistoryEvent>
  readonly over: LogOver
  readonly redriveCount: number
}

/** What the log tells of the execution, in place of DescribeExecution; where AWS describes a child, its word goes first. */
export function logSummary({
  source,
  machine,
  described,
  events,
  over,
  redriveCount,
}: Told): ExecutionSummary | undefined {
  const arn = parseStatesArn(source.executionArn)
  if (arn === undefined || arn.kind !== 'express') return undefined
  const first = events.get(1)
  const inOrder = [...events.values()].toSorted((a, b) => a.id - b.id)
  const end = inOrder.findLast(({ type }) => STATUS_AFTER.has(type))
  const partial = over === 'settled' ? partialWords(inOrder, end) : undefined
  const input = textIn(first, 'input')
  const ends = { output: textIn(end, 'output'), error: textIn(end, 'error'), cause: textIn(end, 'cause') }
  return {
    executionArn: source.executionArn,
    stateMachineArn: stateMachineArnOf(arn),
    ...{ stateMachineName: arn.stateMachineName, name: arn.executionName, redriveCount },
    status:
      end === undefined ? (over === undefined && events.size > 0 ? 'RUNNING' : undefined) : STATUS_AFTER.get(end.type),
    startedAt: first?.timestamp ?? source.startedAt,
    stoppedAt: end?.timestamp,
    ...(input !== undefined && { input }),
    ...Object.fromEntries(Object.entries(ends).filter(([, text]) => text !== undefined)),
    ...(partial !== undefined && { partial }),
    notices: hiddenWords(machine),
    ...described,
  }
}

function textIn(event: HistoryEvent | undefined, member: string): string | undefined {
  const value = memberOf(event?.details, member)
  return typeof value === 'string' ? value : undefined
}

function partialWords(events: readonly HistoryEvent[], end: HistoryEvent | undefined): string | undefined {
  const lastId = events.at(-1)?.id ?? 0
  const count = lastId - events.length
  const missing = count > 0 ? `${count} of ${lastId} events are not in the log` : undefined
  const untold = end === undefined ? 'The log does not tell how it ended' : undefined
  return [missing, untold].filter(words => words !== undefined).join('. ') || undefined
}

/** What the settings of the state machine's log leave out, a sentence each. */
function hiddenWords(machine: MachineSummary | undefined): readonly string[] {
  const level = LEVELS.get(machine?.logLevel ?? '')
  const data =
    machine?.logsExecutionData === false
      ? 'Its state machine logs no inputs and outputs (includeExecutionData is off); errors and causes are there'
      : undefined
  return [level, data].filter(words => words !== undefined)
}

const LEVELS: ReadonlyMap<string, string> = new Map([
  ['ERROR', 'Its state machine logs at level ERROR: what failed, timed out or was aborted, and nothing else'],
  ['FATAL', 'Its state machine logs at level FATAL: how executions failed, and nothing else'],
])

/** Why there is no log to read. */
export function noLog(source: LogSource, machine: MachineSummary): SourceError {
  const name = machine.name || (parseStatesArn(source.executionArn)?.arn ?? source.executionArn)
  return new SourceError('LogsNotWritten', `The state machine ${name} logs nothing.`, {
    why: 'An Express execution is kept nowhere but in its log, and logging is off (level OFF, or no log group).',
    whatToDo: 'Switch logging on in the state machine; executions started from then on can be opened.',
  })
}

/** A page that names itself as the next. */
export function goesRound(): SourceError {
  return new SourceError('RepeatedToken', 'The log leads round in a circle: a page names itself as the next.', {
    whatToDo: 'Retry reads on.',
  })
}
