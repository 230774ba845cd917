import { isRecord, type JsonRecord } from './json-value.ts'

/** Names of the column or member that holds a CloudWatch Logs message. */
const MESSAGE_NAMES = ['message', '@message'] as const

/** Names of the time CloudWatch Logs gives a message, used where the record itself has none. */
const TIME_NAMES = ['@timestamp', 'timestamp'] as const

/**
 * The message of a CloudWatch Logs event (`aws logs filter-log-events`, console download, Logs Insights with `@message`);
 * undefined for anything else. Logs Insights exports it parsed or as text.
 */
export function logMessageOf(value: JsonRecord): string | JsonRecord | undefined {
  for (const name of MESSAGE_NAMES) {
    const message = value[name]
    if (typeof message === 'string' || isRecord(message)) return message
  }
  return undefined
}

/** A row of `aws logs get-query-results` (`[{field, value}, …]`) as an object; undefined for anything else. */
export function queryResultRow(value: unknown): JsonRecord | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined
  const row: Record<string, unknown> = {}
  for (const cell of value) {
    if (!isRecord(cell) || typeof cell['field'] !== 'string') return undefined
    row[cell['field']] = cell['value']
  }
  return row
}

/** Whether the object is one event as Step Functions logs it, whole or as picked fields of a Logs Insights query. */
export function isLogRecord(value: JsonRecord): boolean {
  return (
    value['type'] !== undefined &&
    (value['event_timestamp'] !== undefined ||
      value['previous_event_id'] !== undefined ||
      value['execution_arn'] !== undefined ||
      value['@timestamp'] !== undefined)
  )
}

/** The record with `details.name` columns folded back into `details`, and a time where only CloudWatch's own is there. */
export function completeLogRecord(record: JsonRecord, wrapper: JsonRecord = record): JsonRecord {
  const whole = unflattened(record)
  if (whole['event_timestamp'] !== undefined) return whole
  const time = TIME_NAMES.map(name => wrapper[name]).find(value => value !== undefined)
  return { ...whole, event_timestamp: time }
}

function unflattened(record: JsonRecord): JsonRecord {
  const dotted = Object.keys(record).filter(name => name.startsWith('details.'))
  if (dotted.length === 0) return record
  const details: Record<string, unknown> = isRecord(record['details']) ? { ...record['details'] } : {}
  for (const name of dotted) {
    const path = name.slice('details.'.length)
    // Second-level fields (details.inputDetails.truncated) say nothing a reader misses.
    if (!path.includes('.') && record[name] !== '') details[path] = record[name]
  }
  return { ...record, details }
}
