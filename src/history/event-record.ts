import type { EventId } from './events.ts'
import { filledTextOf, isRecord, type JsonRecord, setMember } from './json-value.ts'
import { knownType, plainName } from './spelling.ts'

/** The members of an event or log line, whatever their spelling. */
export interface EventRecord {
  readonly id: unknown
  readonly type: string | undefined
  readonly previousEventId: unknown
  /** The event's own time, in any form. */
  readonly time: unknown
  readonly executionArn: string | undefined
  readonly redriveCount: unknown
  /** `details` of a log line, or the one `…EventDetails` member that is not null. */
  readonly details: unknown
  /** Written by CloudWatch Logs rather than the API. */
  readonly logged: boolean
}

/**
 * The record as an event of Step Functions; undefined for anything else, however close. AWS's type makes an event, with one
 * more member of an event's. A type nobody knows yet must have an id and a time or predecessor as well.
 */
export function eventRecordOf(raw: JsonRecord): EventRecord | undefined {
  const members = new Map<string, unknown>()
  for (const name in raw) if (raw[name] !== null) members.set(plainName(name), raw[name])
  const type = typeIn(members.get('type') ?? members.get('eventtype'))
  if (type === undefined) return undefined
  const eventTime = members.get('eventtimestamp')
  const record: EventRecord = {
    id: members.get('id') ?? members.get('eventid'),
    type: knownType(type) ?? type,
    previousEventId: members.get('previouseventid'),
    time: eventTime ?? members.get('timestamp') ?? ('@timestamp' in raw ? raw['@timestamp'] : undefined),
    executionArn: filledTextOf(members.get('executionarn')),
    redriveCount: members.get('redrivecount'),
    details: detailsIn(members, type) ?? dottedDetails(raw),
    logged:
      eventTime !== undefined ||
      members.has('executionarn') ||
      '@timestamp' in raw ||
      (raw['previous_event_id'] !== undefined && members.get('timestamp') === undefined),
  }
  return isEvent(record) ? record : undefined
}

/** Whether the record is spelled as the API and the CLI spell events, so that nothing has to be looked for. */
export function isPlainApiEvent(value: unknown): value is JsonRecord {
  return (
    isRecord(value) &&
    typeof value['type'] === 'string' &&
    value['id'] !== undefined &&
    value['timestamp'] !== undefined &&
    value['message'] === undefined &&
    value['event_timestamp'] === undefined &&
    value['execution_arn'] === undefined &&
    (value['previousEventId'] !== undefined || knownType(value['type']) !== undefined)
  )
}

/** The id as a positive whole number, also written as text; undefined for anything else. */
export function eventIdOf(value: unknown): EventId | undefined {
  const id = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined
}

function isEvent(record: EventRecord): boolean {
  const { id, type, previousEventId, time, executionArn, details } = record
  if (type !== undefined && knownType(type) !== undefined) {
    return [id, previousEventId, time, executionArn, details].some(member => member !== undefined)
  }
  return eventIdOf(id) !== undefined && (previousEventId !== undefined || (time !== undefined && record.logged))
}

/** .NET and PowerShell write constants as `{Value}`. */
function typeIn(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return value
  if (!isRecord(value)) return undefined
  return filledTextOf(value['Value'] ?? value['value'] ?? value['Name'])
}

function detailsIn(members: ReadonlyMap<string, unknown>, type: string): unknown {
  const own = members.get(`${plainName(knownType(type) ?? type)}eventdetails`)
  if (own !== undefined) return own
  const details = members.get('details') ?? members.get('eventdetails')
  if (details !== undefined) return details
  for (const [name, value] of members) if (name.endsWith('eventdetails')) return value
  return undefined
}

/** `details.name` and the like: columns of a Logs Insights query. */
function dottedDetails(raw: JsonRecord): JsonRecord | undefined {
  let details: Record<string, unknown> | undefined
  for (const name in raw) {
    const path = /^@?(?:.+\.)?details\.([^.]+)$/i.exec(name)?.[1]
    // Second-level fields (details.inputDetails.truncated) say nothing a reader misses.
    if (path === undefined || raw[name] === '' || raw[name] === null) continue
    details ??= {}
    setMember(details, path, raw[name])
  }
  return details
}
