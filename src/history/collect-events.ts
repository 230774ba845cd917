import type { HistoryEvent } from './events.ts'
import { HistoryFormatError } from './history-format-error.ts'
import { tryParse } from './json-documents.ts'
import { isRecord, type JsonRecord } from './json-value.ts'
import { completeLogRecord, isLogRecord, logMessageOf, queryResultRow } from './log-record.ts'
import { normalizeEvent } from './normalize-event.ts'
import { notAHistory } from './not-a-history.ts'

/** What one event's container tells about its execution. */
export interface EventOrigin {
  /** From CloudWatch Logs, or from a file that says which execution it holds. */
  readonly executionArn: string | undefined
  readonly redriveCount: number
  readonly logged: boolean
}

/** Takes what is found. One call a page or log line. */
export interface EventSink {
  add(events: readonly HistoryEvent[], origin: EventOrigin): void
  /** A page with a `nextToken`: there is more behind it. Called after its events. */
  moreFollows(): void
  /** A log line that is no event of Step Functions, or is cut. */
  otherLine(): void
}

/**
 * Finds the events in one JSON value: a page, an array of events, records, messages or pages, Logs Insights results, one
 * event, one log line.
 * @throws HistoryFormatError for an event that makes no sense and for JSON that is something else.
 */
export function collectEvents(value: unknown, sink: EventSink): void {
  if (Array.isArray(value)) collectArray(value, {}, sink)
  else if (isRecord(value)) collectObject(value, sink)
  else throw notAHistory(value)
}

/** Members that hold an array of events, log events or query results. */
const LISTS = ['events', 'Events', 'logEvents', 'results'] as const

/** What the JSON around a list says about it. */
interface Surroundings {
  readonly page?: JsonRecord
  readonly executionArn?: string | undefined
}

function collectObject(value: JsonRecord, sink: EventSink, outer?: string): void {
  const executionArn = executionArnIn(value) ?? outer
  const list = listIn(value)
  if (list !== undefined) {
    collectArray(list, { page: value, executionArn }, sink)
    if (hasNextToken(value)) sink.moreFollows()
    return
  }
  if (isElement(value)) {
    collectElement(value, sink, 1)
    return
  }
  // Other tools wrap a page, with the execution's description beside it.
  const wrapped = Object.values(value).find(inner => isPage(inner) || (Array.isArray(inner) && isPlainEvent(inner[0])))
  if (isRecord(wrapped)) collectObject(wrapped, sink, executionArn)
  else if (Array.isArray(wrapped)) collectArray(wrapped, { executionArn }, sink)
  else throw notAHistory(value)
}

function collectArray(list: readonly unknown[], { page, executionArn }: Surroundings, sink: EventSink): void {
  const first = list[0]
  if (first === undefined) return
  if (isPlainEvent(first)) {
    const events = list.map((raw, index) => normalizeEvent(raw, index + 1))
    sink.add(events, { ...API_PAGE, executionArn })
    return
  }
  list.forEach((element, index) => {
    const row = queryResultRow(element)
    if (row !== undefined) collectElement(row, sink, index + 1)
    else if (typeof element === 'string') collectMessage(element, {}, sink)
    else if (isRecord(element) && !isElement(element) && page === undefined) collectObject(element, sink)
    else collectElement(element, sink, index + 1)
  })
}

function listIn(value: JsonRecord): readonly unknown[] | undefined {
  return LISTS.map(name => value[name]).find(Array.isArray)
}

function isPage(value: unknown): value is JsonRecord {
  return isRecord(value) && listIn(value) !== undefined
}

/** DescribeExecution's answer beside the events, or in a member of its own. */
function executionArnIn(value: JsonRecord): string | undefined {
  const execution = value['execution']
  return text(value['executionArn']) ?? (isRecord(execution) ? text(execution['executionArn']) : undefined)
}

/** The origin of events of GetExecutionHistory that nothing around them names. */
const API_PAGE: EventOrigin = { executionArn: undefined, redriveCount: 0, logged: false }

/** One event, log record or log event. */
function collectElement(value: unknown, sink: EventSink, position: number): void {
  if (!isRecord(value)) throw notAHistory(value)
  const message = logMessageOf(value)
  if (message !== undefined) collectMessage(message, value, sink)
  else if (isLogRecord(value)) addLogRecord(value, value, sink)
  else sink.add([normalizeEvent(value, position)], API_PAGE)
}

function collectMessage(message: string | JsonRecord, wrapper: JsonRecord, sink: EventSink): void {
  const parsed = typeof message === 'string' ? tryParse(message)?.value : message
  if (isRecord(parsed) && isLogRecord(parsed)) addLogRecord(parsed, wrapper, sink)
  else if (isPlainEvent(parsed)) sink.add([normalizeEvent(parsed)], API_PAGE)
  else sink.otherLine()
}

function addLogRecord(record: JsonRecord, wrapper: JsonRecord, sink: EventSink): void {
  if (record['id'] === undefined) {
    throw new HistoryFormatError(
      'The log query left out the event ids.',
      'broken event',
      'Query with: fields @timestamp, @message | sort @timestamp | limit 10000',
    )
  }
  const redrives = Number(record['redrive_count'] ?? 0)
  sink.add([normalizeEvent(completeLogRecord(record, wrapper))], {
    executionArn: text(record['execution_arn']),
    redriveCount: Number.isSafeInteger(redrives) ? redrives : 0,
    logged: true,
  })
}

/** An event of the API, so that the whole array is taken without looking for logs at each element. */
function isPlainEvent(value: unknown): boolean {
  return isRecord(value) && logMessageOf(value) === undefined && !isLogRecord(value) && isElement(value)
}

function isElement(value: JsonRecord): boolean {
  const isEvent = value['type'] !== undefined && (value['id'] !== undefined || value['timestamp'] !== undefined)
  return isEvent || isLogRecord(value) || (logMessageOf(value) !== undefined && value['__type'] === undefined)
}

function hasNextToken(value: JsonRecord): boolean {
  const token = value['nextToken'] ?? value['NextToken']
  return typeof token === 'string' && token !== '' && !('searchedLogStreams' in value)
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
