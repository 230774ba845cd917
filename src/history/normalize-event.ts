import { cleanDetails, nameInPowerShellText } from './clean-details.ts'
import { typeInfo } from './event-types.ts'
import type { EventId, HistoryEvent } from './events.ts'
import { jsonText } from './exact-json.ts'
import { HistoryFormatError } from './history-format-error.ts'
import { isRecord, type JsonRecord, memberOf, tryParse } from './json-value.ts'
import { knownType, plainName } from './spelling.ts'
import { formatTimestamp, readTimestamp } from './timestamps.ts'

/**
 * One event of the API, the CLI, an SDK or a CloudWatch Logs record, in this project's form. All results have the same
 * hidden class, and known types are the canonical strings. A type nobody knows yet is kept with its details.
 *
 * `position` counts from 1 and only serves the message.
 * @throws HistoryFormatError where id, type or timestamp is missing or makes no sense.
 */
export function normalizeEvent(raw: unknown, position?: number): HistoryEvent {
  if (!isRecord(raw)) throw new HistoryFormatError(`${nameOf(undefined, position)} is not an object`)
  const id = readId(raw, position)
  const rawType = raw['type']
  if (typeof rawType !== 'string' || rawType === '') throw new HistoryFormatError(`event ${id} has no type`)
  const info = typeInfo(rawType) ?? typeInfo(knownType(rawType) ?? '')
  return {
    id,
    previousEventId: readPreviousId(raw, id),
    type: info === undefined ? rawType : info.type,
    timestamp: readTime(raw, id),
    details: readDetails(raw, info?.member),
  }
}

/** An event as the API spells it: `…EventDetails` member and ISO time (`aws stepfunctions get-execution-history`). */
export interface ApiEvent {
  readonly timestamp: string
  readonly type: string
  readonly id: EventId
  readonly previousEventId: EventId
  readonly [member: string]: unknown
}

/**
 * The event as the AWS CLI writes it, ISO time in UTC. The details of a type nobody knows yet get the name AWS would
 * most likely give them (`fooBarEventDetails`); `normalizeEvent` finds them again under any name of that form.
 */
export function toApiEvent(event: HistoryEvent): ApiEvent {
  const head = {
    timestamp: formatTimestamp(event.timestamp),
    type: event.type,
    id: event.id,
    previousEventId: event.previousEventId,
  }
  if (event.details === undefined) return head
  const member =
    typeInfo(event.type)?.member ?? `${event.type.charAt(0).toLowerCase()}${event.type.slice(1)}EventDetails`
  return { ...head, [member]: event.details }
}

function readId(raw: JsonRecord, position: number | undefined): EventId {
  const value = raw['id']
  if (value === undefined || value === null) throw new HistoryFormatError(`${nameOf(raw, position)} has no id`)
  const id = typeof value === 'string' ? Number(value) : value
  if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return id
  throw new HistoryFormatError(`${nameOf(raw, position)} has an id that is no positive whole number: ${quote(value)}`)
}

function readPreviousId(raw: JsonRecord, id: EventId): EventId {
  const value = raw['previousEventId'] ?? raw['previous_event_id'] ?? 0
  const previous = typeof value === 'string' ? Number(value) : value
  if (typeof previous === 'number' && Number.isSafeInteger(previous) && previous >= 0) return previous
  throw new HistoryFormatError(`event ${id} has a previousEventId that is no whole number: ${quote(value)}`)
}

function readTime(raw: JsonRecord, id: EventId): number {
  const value = raw['timestamp'] ?? raw['event_timestamp']
  if (value === undefined || value === null) throw new HistoryFormatError(`event ${id} has no timestamp`)
  const time = readTimestamp(value)
  if (time === undefined) throw new HistoryFormatError(`event ${id} has a timestamp that is no time: ${quote(value)}`)
  return time
}

function readDetails(raw: JsonRecord, member: string | undefined): JsonRecord | undefined {
  const expected = member === undefined ? undefined : memberOf(raw, member)
  if (isRecord(expected)) return cleanDetails(expected)
  const found = raw['details'] ?? otherDetails(raw)
  if (isRecord(found)) return Object.keys(found).length === 0 ? undefined : cleanDetails(found)
  if (typeof found !== 'string') return undefined
  const name = nameInPowerShellText(found)
  if (name !== undefined) return { name }
  const parsed = found.startsWith('{') ? tryParse(found)?.value : undefined
  return isRecord(parsed) ? cleanDetails(parsed) : undefined
}

/** Unknown types, and emulators that file details under another family's name. */
function otherDetails(raw: JsonRecord): unknown {
  for (const name in raw) if (raw[name] !== null && plainName(name).endsWith('eventdetails')) return raw[name]
  return undefined
}

/** `event 17`, by its id if it has one, else by its place. */
function nameOf(raw: JsonRecord | undefined, position: number | undefined): string {
  const id = raw?.['id']
  if (typeof id === 'number') return `event ${id}`
  return position === undefined ? 'an event' : `event ${position}`
}

function quote(value: unknown): string {
  const text = jsonText(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
