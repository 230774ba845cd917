import { eventIdOf, eventRecordOf } from './event-record.ts'
import { isRecord, type JsonRecord, setMember } from './json-value.ts'
import { plainName } from './spelling.ts'

/** How platforms and tools wrap events. */

/** Members in which a log platform keeps the line as it was. */
const MESSAGES: ReadonlySet<string> = new Set([
  'message',
  '_raw',
  'line',
  'log',
  'textpayload',
  'jsonpayload',
  'body',
  'event',
  'content',
])

/** The line that a log platform wraps, as text or parsed; undefined where there is none. */
export function messageOf(value: JsonRecord): unknown {
  for (const name in value) {
    const message = value[name]
    if (!MESSAGES.has(plainName(name))) continue
    if ((typeof message === 'string' && message.includes('{')) || isRecord(message)) return message
  }
  return undefined
}

/** Whether the element of a list is a line of a log, of whatever program. */
export function isLogLine(element: unknown): boolean {
  return (
    typeof element === 'string' ||
    (isRecord(element) && Object.keys(element).some(name => MESSAGES.has(plainName(name))))
  )
}

/** The console's export keeps events in an object by their ids. */
export function eventsById(value: JsonRecord): readonly JsonRecord[] | undefined {
  const [first] = Object.keys(value)
  if (first === undefined || eventIdOf(first) === undefined) return undefined
  const list: JsonRecord[] = []
  for (const [key, event] of Object.entries(value)) {
    if (!isRecord(event) || eventRecordOf(event) === undefined) return undefined
    list.push(event['id'] === undefined && event['Id'] === undefined ? { ...event, id: Number(key) } : event)
  }
  return list
}

/** A row of `aws logs get-query-results` (`[{field, value}, …]`) as an object; undefined for anything else. */
export function queryResultRow(cells: readonly unknown[]): JsonRecord | undefined {
  if (cells.length === 0) return undefined
  const row: Record<string, unknown> = {}
  for (const cell of cells) {
    if (!isRecord(cell) || typeof cell['field'] !== 'string') return undefined
    setMember(row, cell['field'], cell['value'])
  }
  return row
}

/** `_source.details.name` and the like, as tables of log platforms have it, by its first part; undefined without any dot. */
export function nestedForm(value: JsonRecord): JsonRecord | undefined {
  const nested = new Map<string, Record<string, unknown>>()
  for (const name in value) {
    const dot = name.indexOf('.')
    if (dot <= 0) continue
    const first = name.slice(0, dot)
    const part = nested.get(first) ?? {}
    nested.set(first, part)
    setMember(part, name.slice(dot + 1), value[name])
  }
  return nested.size === 0 ? undefined : { ...value, ...Object.fromEntries(nested) }
}

/** Kinesis and Firehose hand over base64: of gzip, or of JSON as it is. */
export function unwrapped(member: unknown): unknown {
  if (typeof member !== 'string' || !/^(?:eyJ|ew|W3|Wy)[\w+/=\s-]+$/.test(member)) return member
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(member), char => char.charCodeAt(0)))
  } catch {
    return member
  }
}

/** Whether the page says that another follows. Those of CloudWatch Logs say so of their search. */
export function hasNextToken(value: JsonRecord): boolean {
  const token = value['nextToken'] ?? value['NextToken'] ?? value['next_token']
  return typeof token === 'string' && token !== '' && !('searchedLogStreams' in value) && !('results' in value)
}

/** PowerShell writes what lies deeper as `@{name=…}` or as the name of its class. */
export function hasShortenedDetails(raw: unknown): boolean {
  if (!isRecord(raw)) return false
  return Object.entries(raw).some(
    ([name, value]) => typeof value === 'string' && /details$/i.test(name) && /^(?:@\{|System\.|Amazon\.)/.test(value),
  )
}
