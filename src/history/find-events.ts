import { hasParsedPayload } from './clean-details.ts'
import { type EventRecord, eventRecordOf, isPlainApiEvent } from './event-record.ts'
import type { HistoryEvent } from './events.ts'
import { jsonText } from './exact-json.ts'
import { HistoryFormatError } from './history-format-error.ts'
import { isRecord, type JsonRecord, tryParse } from './json-value.ts'
import { normalizeEvent } from './normalize-event.ts'
import {
  eventsById,
  hasNextToken,
  hasShortenedDetails,
  isLogLine,
  messageOf,
  nestedForm,
  queryResultRow,
  unwrapped,
} from './platform-shapes.ts'
import { plainName } from './spelling.ts'
import { executionArnBeside, type LineHead } from './surroundings.ts'

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
  /** Amazon States Language that came along: of one execution where it is told which. */
  definition(text: string, executionArn: string | undefined): void
  /** What was added last is followed by an event of which only the beginning is there. */
  cut(): void
  /** Base64 of something compressed (`awslogs.data`): to be unpacked and read as a text of its own. */
  packed(base64: string): void
  /** A tool has parsed a payload of what was added last. */
  parsedPayload(): void
  /** Something worth telling about how it was read, in words. */
  notice(words: string): void
  /** The id of an event that has none: its place among the lines of its execution. */
  nextId(executionArn: string): number
}

/** What stands around a value. */
interface Around {
  readonly executionArn: string | undefined
  /** The time a log platform gives a line, used where the line itself has none. */
  readonly time: unknown
  readonly head: LineHead | undefined
  /** From 1, in the list that is being read; only for messages. */
  readonly position: number | undefined
  readonly depth: number
}

/** Deeper than any wrapper: API Gateway in an SQS message in a log line comes to nine. */
const MAX_DEPTH = 24

/**
 * Finds the events in a JSON value wherever they lie: in a list or a map by id, in nested lists, behind any name, in JSON
 * that is written as text. Payloads are not searched: what looks like a history in there is someone's data.
 * @returns how many events were found.
 * @throws HistoryFormatError for an event that makes no sense.
 */
export function findEvents(value: unknown, head: LineHead | undefined, sink: EventSink): number {
  return find(value, { executionArn: undefined, time: undefined, head, position: undefined, depth: 0 }, sink)
}

function find(value: unknown, around: Around, sink: EventSink): number {
  if (around.depth > MAX_DEPTH) return 0
  if (typeof value === 'string') return findInText(value, around, sink)
  if (Array.isArray(value)) return findInList(value, around, sink)
  return isRecord(value) ? findInRecord(value, around, sink) : 0
}

function findInText(text: string, around: Around, sink: EventSink): number {
  if (text.startsWith(GZIP_IN_BASE64)) {
    sink.packed(text)
    return 0
  }
  const brace = text.search(/[{[]/)
  if (brace === -1) return 0
  const parsed = tryParse(text) ?? tryParse(text.slice(brace).trimEnd())
  return parsed === undefined ? 0 : find(parsed.value, deeper(around), sink)
}

/** How base64 of gzip begins, as the format's first bytes never change. */
const GZIP_IN_BASE64 = 'H4sI'

function findInList(list: readonly unknown[], around: Around, sink: EventSink): number {
  if (isPlainApiEvent(list[0])) return addPage(list, around, sink)
  const row = queryResultRow(list)
  if (row !== undefined) return findInRecord(row, around, sink)
  if (isListWithoutIds(list)) {
    sink.notice('Its events have no ids: they were numbered in the order in which they stand')
    return addPage(
      list.map((raw, index) => ({ ...raw, id: index + 1 })),
      around,
      sink,
    )
  }
  let found = 0
  list.forEach((element, index) => {
    const events = find(element, { ...deeper(around), position: index + 1 }, sink)
    found += events
    if (events === 0 && isLogLine(element)) sink.otherLine()
  })
  return found
}

/** Events as the API writes them: taken at once, without looking for anything else at each. */
function addPage(list: readonly unknown[], { executionArn }: Around, sink: EventSink): number {
  const events: HistoryEvent[] = []
  const isCut = list.length > 1 && isBeginningOnly(list.at(-1))
  const whole = isCut ? list.slice(0, -1) : list
  whole.forEach((raw, index) => {
    if (isPlainApiEvent(raw)) return events.push(normalizeEvent(raw, index + 1))
    const record = isRecord(raw) ? eventRecordOf(raw) : undefined
    return record === undefined ? sink.otherLine() : events.push(normalizeEvent(plainForm(record), index + 1))
  })
  if (list.slice(0, 20).some(hasShortenedDetails)) sink.notice(SHORTENED)
  sink.add(events, { executionArn, redriveCount: 0, logged: false })
  if (whole.some(holdsParsedPayload)) sink.parsedPayload()
  if (isCut) sink.cut()
  return events.length
}

function holdsParsedPayload(raw: unknown): boolean {
  if (!isRecord(raw)) return false
  for (const name in raw) {
    const details = raw[name]
    if (isRecord(details) && hasParsedPayload(details)) return true
  }
  return false
}

/** An event without id or time, at the end of others: the file was cut, and the one who wrote it closed the brackets. */
function isBeginningOnly(raw: unknown): boolean {
  if (!isRecord(raw) || isPlainApiEvent(raw)) return false
  const record = eventRecordOf(raw)
  return record !== undefined && (record.id === undefined || record.time === undefined)
}

const SHORTENED =
  'The details of its events were cut by PowerShell (ConvertTo-Json stops at depth 2): make it again with -Depth 10'

function isListWithoutIds(list: readonly unknown[]): list is readonly JsonRecord[] {
  if (!isRecord(list[0]) || !('previousEventId' in list[0])) return false
  return list.every((raw, index) => {
    const record = isRecord(raw) && raw['id'] === undefined ? eventRecordOf(raw) : undefined
    return record !== undefined && record.id === undefined && Number(record.previousEventId) <= index
  })
}

function findInRecord(value: JsonRecord, around: Around, sink: EventSink): number {
  const inner = surroundingsIn(value, around)
  const message = messageOf(value)
  // A platform may give the line and, beside it, what it parsed of it: once is enough.
  if (message !== undefined) {
    const found = find(message, inner, sink)
    if (found > 0) return found
  }
  const record = eventRecordOf(value)
  if (record !== undefined) return addRecord(record, inner, sink)
  const list = eventsById(value)
  if (list !== undefined) return addPage(list, inner, sink)
  takeDefinition(value, inner, sink)
  const nested = nestedForm(value)
  if (nested !== undefined) return findInMembers(nested, inner, sink)
  return findInMembers(value, inner, sink)
}

function findInMembers(value: JsonRecord, inner: Around, sink: EventSink): number {
  let found = 0
  for (const [name, member] of Object.entries(value)) {
    const plain = plainName(name)
    if (PAYLOADS.has(plain)) continue
    found += find(plain === 'data' ? unwrapped(member) : member, inner, sink)
  }
  if (found > 0 && hasNextToken(value)) sink.moreFollows()
  return found
}

/** Members that hold a user's data, never events of ours. */
const PAYLOADS: ReadonlySet<string> = new Set([
  'input',
  'output',
  'parameters',
  'cause',
  'error',
  'definition',
  'flattendefinition',
  'nexttoken',
])

function addRecord(record: EventRecord, around: Around, sink: EventSink): number {
  const arn = record.executionArn ?? around.executionArn ?? around.head?.executionArn
  const isNumbered = record.id === undefined && around.head?.executionArn !== undefined
  const id = isNumbered && arn !== undefined ? sink.nextId(arn) : record.id
  const logged = record.logged || isNumbered
  if (id === undefined && logged) throw withoutIds()
  const time = record.time ?? around.time ?? around.head?.time
  const redrives = Number(record.redriveCount ?? 0)
  sink.add([normalizeEvent(plainForm({ ...record, id, time }), around.position)], {
    executionArn: arn,
    redriveCount: Number.isSafeInteger(redrives) ? redrives : 0,
    logged,
  })
  if (isRecord(record.details) && hasParsedPayload(record.details)) sink.parsedPayload()
  return 1
}

/** As the API spells it, but for the name of the details. */
function plainForm({ id, type, previousEventId, time, details }: EventRecord): JsonRecord {
  return { id, type, previousEventId, timestamp: time, details }
}

function surroundingsIn(value: JsonRecord, around: Around): Around {
  const time = value['@timestamp'] ?? value['timestamp'] ?? value['_time'] ?? value['time'] ?? around.time
  return { ...around, executionArn: executionArnBeside(value) ?? around.executionArn, time, depth: around.depth + 1 }
}

function deeper(around: Around): Around {
  return { ...around, depth: around.depth + 1 }
}

/** `stateMachine.definition` of the console's export, or DescribeStateMachineForExecution beside the events. */
function takeDefinition(value: JsonRecord, { executionArn }: Around, sink: EventSink): void {
  const definition = value['definition'] ?? value['Definition']
  if (typeof definition === 'string' && definition.includes('"States"')) sink.definition(definition, executionArn)
  else if (isRecord(definition) && isRecord(definition['States'])) {
    sink.definition(jsonText(definition), executionArn)
  }
}

function withoutIds(): HistoryFormatError {
  return new HistoryFormatError(
    'The log query left out the event ids.',
    'broken event',
    'Query with: fields @timestamp, @message | sort @timestamp | limit 10000',
  )
}
