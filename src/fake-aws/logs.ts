import type { HistoryEvent, Millis } from '../history/events.ts'
import { AwsError, missing } from './aws-error.ts'
import { jsonPattern } from './json-pattern.ts'
import { type Json, textOf } from './wire.ts'

/** A line in CloudWatch Logs. */
export interface ServedLogLine {
  readonly at: Millis
  readonly message: string
  readonly stream?: string
}

/** A state machine whose runs are in a log, or a function: what is told of it beside. */
export interface ServedMachine {
  readonly arn: string
  readonly type: 'STANDARD' | 'EXPRESS'
  readonly level: 'ALL' | 'ERROR' | 'FATAL' | 'OFF'
  readonly includeExecutionData: boolean
  readonly logGroupArn?: string
  /** As it is today. */
  readonly definition?: string
}

export interface ServedFunction {
  /** Without version or alias. */
  readonly arn: string
  readonly configuration: Json
}

interface Line extends ServedLogLine {
  /** Also the order of arrival. */
  readonly number: number
}

export interface LogRules {
  /** At most so many lines on the nth page of a chain (from 0); 0 gives an empty page with a token. */
  readonly pageLines: ((page: number) => number) | undefined
  /** Every line matches a pattern of JSON, as in moto. */
  readonly matchesAll: boolean
  readonly generation: number
}

/** The log groups there are, with the lines that have arrived. */
export class LogGroups {
  private readonly groups = new Map<string, Line[]>()
  private lastNumber = 0

  /** Lines arrive, in whatever order; the group is made with the first. */
  write(arn: string, lines: readonly ServedLogLine[]): void {
    const group = this.groups.get(arn) ?? []
    for (const line of lines) group.push({ ...line, number: ++this.lastNumber })
    this.groups.set(arn, group)
  }

  clear(): void {
    this.groups.clear()
  }

  /**
   * FilterLogEvents: a page of at most 10,000 lines and 1 MB, within a page in no order.
   * @throws AwsError ResourceNotFoundException, InvalidParameterException
   */
  filter(request: Json, rules: LogRules): Json {
    const arn = textOf(request, 'logGroupIdentifier')
    if (arn === undefined) throw missing('logGroupIdentifier')
    const group = this.groups.get(arn)
    if (group === undefined) {
      throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.')
    }
    const { page, after } = positionIn(request, rules)
    const newestFirst = request['startFromHead'] === false
    const matched = group.filter(line => isWanted(line, request, rules)).toSorted(inTime)
    const ordered = newestFirst ? matched.toReversed() : matched
    const begin = after === undefined ? 0 : ordered.findIndex(({ number }) => number === after) + 1
    const most = Math.min(Number(request['limit'] ?? MOST_LINES), rules.pageLines?.(page) ?? MOST_LINES)
    const taken = takeUpTo(ordered.slice(begin), most)
    const last = taken.at(-1)?.number ?? after
    const isOver = begin + taken.length >= ordered.length
    const nextToken = isOver ? {} : { nextToken: `${rules.generation}/${page + 1}/${last ?? ''}` }
    return { events: shuffled(taken).map(eventOf), searchedLogStreams: [], ...nextToken }
  }
}

const MOST_LINES = 10_000
const MOST_BYTES = 1_048_576

/** The same page is in the same disorder each time. */
function shuffled(lines: readonly Line[]): readonly Line[] {
  return lines.toSorted((a, b) => scatter(a.number) - scatter(b.number))
}

function scatter(number: number): number {
  return Math.imul(number, 0x9e3779b1) >>> 0
}

function inTime(a: Line, b: Line): number {
  return a.at - b.at || a.number - b.number
}

function takeUpTo(lines: readonly Line[], most: number): readonly Line[] {
  let bytes = 0
  const fits = lines.findIndex((line, index) => {
    bytes += Buffer.byteLength(line.message)
    return index >= most || (bytes > MOST_BYTES && index > 0)
  })
  return fits < 0 ? lines : lines.slice(0, fits)
}

function eventOf({ number, at, message, stream = 'states/SM/2026-05-12-08-30/00000000' }: Line): Json {
  return {
    eventId: String(number).padStart(20, '3'),
    timestamp: at,
    ingestionTime: at + 3_000,
    logStreamName: stream,
    message,
  }
}

function positionIn(request: Json, rules: LogRules): { page: number; after: number | undefined } {
  const token = textOf(request, 'nextToken')
  if (token === undefined) return { page: 0, after: undefined }
  const [generation, page, after] = token.split('/')
  if (Number(generation) !== rules.generation) {
    throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.')
  }
  return { page: Number(page), after: after ? Number(after) : undefined }
}

function isWanted(line: Line, request: Json, { matchesAll }: LogRules): boolean {
  const { startTime, endTime, logStreamNames } = request
  if (typeof startTime === 'number' && line.at < startTime) return false
  if (typeof endTime === 'number' && line.at > endTime) return false
  if (Array.isArray(logStreamNames) && !logStreamNames.includes(line.stream)) return false
  return matches(line.message, textOf(request, 'filterPattern') ?? '', matchesAll)
}

/** Patterns as this project writes them: nothing, a quoted term, or conditions on members of JSON. */
function matches(message: string, pattern: string, matchesAll: boolean): boolean {
  const text = pattern.trim()
  if (text === '') return true
  if (!text.startsWith('{')) return message.includes(text.replaceAll(/^"|"$/g, ''))
  return matchesAll || jsonPattern(text)(jsonOf(message))
}

function jsonOf(message: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(message)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** An event as Step Functions logs it. */
export function logLineOf(event: HistoryEvent, executionArn: string): ServedLogLine {
  const { id, type, previousEventId, timestamp, details } = event
  const record = {
    id: `${id}`,
    type,
    details: details ?? {},
    previous_event_id: `${previousEventId}`,
    event_timestamp: `${timestamp}`,
    execution_arn: executionArn,
    redrive_count: '0',
  }
  return { at: timestamp, message: JSON.stringify(record) }
}
