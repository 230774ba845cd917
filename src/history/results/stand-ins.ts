import type { HistoryEvent, Millis } from '../events.ts'
import type { ParsedExecution } from '../parsed-history.ts'
import { parseStatesArn } from '../states-arn.ts'
import type { ParsedMapRun } from './gather-map-runs.ts'
import type { ChildRecord } from './result-value.ts'

/** Said of a child that a ResultWriter's file tells of. */
const ENDS_ALONE = "Only its input and how it ended are here: a file of the Map Run's results tells no more of a child"

/**
 * What a Map Run's results tell of the execution around it: that it entered the Map and began the Map Run, before its first child
 * started. How the Map Run ended stands in the execution's own history alone.
 */
export function aroundMapRun(run: ParsedMapRun, mapRunArn: string): ParsedExecution {
  const arn = parseStatesArn(run.children[0]?.executionArn ?? mapRunArn)
  const label = arn !== undefined && 'mapRunLabel' in arn ? arn.mapRunLabel : undefined
  const machine = arn === undefined || arn.kind === 'activity' ? undefined : arn.stateMachineName
  const startedAt = run.summary?.startedAt ?? earliest(run.children) ?? 0
  const latest = run.summary?.stoppedAt ?? latestStop(run.children)
  const events: readonly HistoryEvent[] = [
    event(1, 'MapStateEntered', startedAt, { name: label ?? 'Map' }),
    event(2, 'MapStateStarted', startedAt, { length: 0 }),
    event(3, 'MapRunStarted', startedAt, { mapRunArn }),
    ...endOf(run),
  ]
  return {
    ...(machine === undefined ? {} : { stateMachineName: machine }),
    ...(run.summary?.executionArn === undefined ? {} : namesOf(run.summary.executionArn)),
    express: false,
    events,
    redriveCount: 0,
    standIn: 'around',
    endsUntold: true,
    ...(latest === undefined ? {} : { knownUntil: latest }),
    partial:
      'These are the results of a Map Run. The execution that ran it is not here: drop its history too, and they are joined. When the Map Run began is taken from its first child; how it ended is not told',
    notices: [...run.lacking, ...pendingWords(run)],
    hasPayloads: false,
  }
}

/** Where the file holds DescribeMapRun's answer, that tells. An aborted Map Run has no event of its own. */
function endOf({ summary }: ParsedMapRun): readonly HistoryEvent[] {
  const type = RUN_END_TYPES.get(summary?.status ?? '')
  const at = summary?.stoppedAt
  return type === undefined || at === undefined ? [] : [event(4, type, at, undefined)]
}

const RUN_END_TYPES: ReadonlyMap<string, string> = new Map([
  ['SUCCEEDED', 'MapRunSucceeded'],
  ['FAILED', 'MapRunFailed'],
])

function pendingWords({ pending }: ParsedMapRun): readonly string[] {
  if (pending === 0) return []
  return [pending === 1 ? '1 item was never started' : `${pending} items were never started`]
}

function namesOf(executionArn: string): Partial<ParsedExecution> {
  const name = executionArn.split(':')[7]
  return { executionArn, ...(name === undefined ? {} : { name }) }
}

/** A child as far as a record tells: its beginning and its end. */
export function endsOfChild(child: ChildRecord): ParsedExecution {
  const { executionArn, name, status, startedAt, stoppedAt, redriveCount } = child
  const beginning = startedAt ?? stoppedAt ?? 0
  const end = END_TYPES.get(status ?? '')
  const start = event(1, 'ExecutionStarted', beginning, present({ input: child.input }))
  const { output, error, cause } = child
  const details = present(end === 'ExecutionSucceeded' ? { output } : { error, cause })
  const events = end === undefined ? [start] : [start, event(2, end, stoppedAt ?? beginning, details)]
  const arn = parseStatesArn(executionArn)
  const label = arn !== undefined && 'mapRunLabel' in arn ? `/${arn.mapRunLabel}` : ''
  const machine = arn === undefined || arn.kind === 'activity' ? '' : `${arn.stateMachineName}${label}`
  return {
    executionArn,
    name,
    stateMachineName: machine,
    express: arn?.kind === 'express',
    events,
    redriveCount,
    standIn: 'ends',
    ...(end === undefined && status !== 'RUNNING' && { endsUntold: true }),
    partial: ENDS_ALONE,
    notices: [],
    hasPayloads: child.input !== undefined || output !== undefined,
  }
}

const END_TYPES: ReadonlyMap<string, string> = new Map([
  ['SUCCEEDED', 'ExecutionSucceeded'],
  ['FAILED', 'ExecutionFailed'],
  ['TIMED_OUT', 'ExecutionTimedOut'],
  ['ABORTED', 'ExecutionAborted'],
])

function event(id: number, type: string, timestamp: Millis, details: HistoryEvent['details']): HistoryEvent {
  return { id, previousEventId: id - 1, type, timestamp, details }
}

function present(details: Readonly<Record<string, string | undefined>>): HistoryEvent['details'] {
  const told = Object.entries(details).filter(([, value]) => value !== undefined)
  return told.length === 0 ? undefined : Object.fromEntries(told)
}

function latestStop(children: readonly ChildRecord[]): Millis | undefined {
  let last: Millis | undefined
  for (const { stoppedAt } of children) {
    if (stoppedAt !== undefined && (last === undefined || stoppedAt > last)) last = stoppedAt
  }
  return last
}

function earliest(children: readonly ChildRecord[]): Millis | undefined {
  let first: Millis | undefined
  for (const { startedAt } of children) {
    if (startedAt !== undefined && (first === undefined || startedAt < first)) first = startedAt
  }
  return first
}
