import { filledTextOf, isRecord, type JsonRecord, tryParse } from '../history/json-value.ts'
import { traceIdIn } from '../history/trace-id.ts'
import { type LambdaReport, reportOfRecord, reportOfText } from './lambda-report.ts'
import { type LineLevel, levelInText, levelNamed } from './line-level.ts'
import type { LogLine } from './log-line.ts'
import { asRequestId } from './request-id.ts'

/** Where in an invocation's life one of Lambda's own lines stands. */
export type Mark = 'init' | 'start' | 'end' | 'report'

/** A line as it is understood. */
export interface ReadLine {
  readonly line: LogLine
  /** The invocation it names; undefined where it names none. */
  readonly requestId: string | undefined
  readonly mark: Mark | undefined
  readonly level: LineLevel
  /** What it says, without what stands beside it anyway: time, request id, level. */
  readonly text: string
  /** Of a line that is a JSON object: all of it. */
  readonly json: JsonRecord | undefined
  readonly report: LambdaReport | undefined
  readonly traceId: string | undefined
}

type Understood = Omit<ReadLine, 'line'>

/** Understands a line of a Lambda function's log, text or JSON; what it does not know is a text without a level. */
export function readLine(line: LogLine): ReadLine {
  const message = line.message.replace(/[\r\n]+$/, '')
  const json = message.startsWith('{') ? tryParse(message)?.value : undefined
  const understood = isRecord(json) ? ofJson(json, message) : (ofPlatformText(message) ?? ofOwnText(message))
  return { line, ...understood }
}

const NOTHING: Omit<Understood, 'text'> = {
  ...{ requestId: undefined, mark: undefined, level: 'none', json: undefined, report: undefined, traceId: undefined },
}

const MARKS: ReadonlyMap<string, Mark> = new Map([
  ['INIT_START', 'init'],
  ['INIT_REPORT', 'init'],
  ['RESTORE_START', 'init'],
  ['RESTORE_REPORT', 'init'],
  ['START', 'start'],
  ['END', 'end'],
  ['REPORT', 'report'],
])

/** `START RequestId: …`, `REPORT …`, `INIT_START …`, `XRAY TraceId: …`, `EXTENSION …`. */
function ofPlatformText(message: string): Understood | undefined {
  const head = message.slice(0, 2_000)
  const [, word = '', rest = ''] = /^([A-Z_]{3,14})[ \t](.*)/s.exec(head) ?? []
  const id = asRequestId(/^RequestId: (\S{36})(?:\s|$)/.exec(rest)?.[1])
  const needsId = word === 'START' || word === 'END' || word === 'REPORT'
  const known = needsId ? id !== undefined : MARKS.has(word) || isOther(word, rest)
  if (!known) return undefined
  const report = word === 'REPORT' ? reportOfText(rest) : undefined
  return {
    ...{ ...NOTHING, requestId: id, mark: MARKS.get(word), level: 'platform', report, text: message },
    traceId: /\bXRAY TraceId: /.test(head) ? traceIdIn(head) : undefined,
  }
}

function isOther(word: string, rest: string): boolean {
  return (word === 'XRAY' && rest.startsWith('TraceId: ')) || (word === 'EXTENSION' && rest.startsWith('Name: '))
}

const JSON_MARKS: ReadonlyMap<string, Mark> = new Map([
  ['platform.initStart', 'init'],
  ['platform.initRuntimeDone', 'init'],
  ['platform.initReport', 'init'],
  ['platform.restoreStart', 'init'],
  ['platform.restoreRuntimeDone', 'init'],
  ['platform.restoreReport', 'init'],
  ['platform.start', 'start'],
  ['platform.runtimeDone', 'end'],
  ['platform.report', 'report'],
])

/** Names under which loggers write the request id: Lambda's own, Powertools', Serilog's and others'. */
const ID_FIELDS = ['requestId', 'AWSRequestId', 'function_request_id', 'aws_request_id', 'awsRequestId', 'request_id']
const LEVEL_FIELDS = ['level', 'severity', 'log_level', 'logLevel', 'levelname', 'lvl']
const TEXT_FIELDS = ['message', 'msg', 'errorMessage', 'event', 'text', 'log']

function ofJson(json: JsonRecord, message: string): Understood {
  const type = filledTextOf(json['type'])
  const record = json['record']
  if (type?.startsWith('platform.') === true && isRecord(record)) return ofPlatformRecord(json, type, record)
  const level = LEVEL_FIELDS.map(field => levelNamed(json[field])).find(named => named !== undefined)
  const said = TEXT_FIELDS.map(field => json[field]).find(value => value !== undefined && value !== '')
  return {
    ...{ ...NOTHING, json },
    requestId: ID_FIELDS.map(field => asRequestId(json[field])).find(id => id !== undefined),
    level: level ?? (isRecord(json['error']) || typeof json['errorType'] === 'string' ? 'error' : 'none'),
    text: textOf(said) ?? message,
    traceId: undefined,
  }
}

function textOf(said: unknown): string | undefined {
  if (typeof said === 'string') return said
  return said === undefined ? undefined : JSON.stringify(said)
}

function ofPlatformRecord(json: JsonRecord, type: string, record: JsonRecord): Understood {
  const tracing = isRecord(record['tracing']) ? filledTextOf(record['tracing']['value']) : undefined
  const status = filledTextOf(record['status'])
  return {
    requestId: asRequestId(record['requestId']),
    mark: JSON_MARKS.get(type),
    level: 'platform',
    text: status === undefined ? type : `${type} ${status}`,
    json,
    report: type === 'platform.report' ? reportOfRecord(record) : undefined,
    traceId: tracing === undefined ? undefined : traceIdIn(tracing),
  }
}

// Node: `TIME\tID\tLEVEL\ttext`. Python: `[LEVEL]\tTIME\tID\ttext`. Lambda: `TIME ID Task timed out …`, `RequestId: ID Error: …`.
const TIME = '\\d{4}-\\d\\d-\\d\\d[T ][\\d:.,]{8,18}Z?'
const NODE = new RegExp(`^${TIME}\\t(\\S{36})\\t([A-Z]{4,8})\\t`)
const PYTHON = new RegExp(`^\\[([A-Z]{4,8})\\]\\t${TIME}\\t(\\S{36})\\t`)
const TIMED_OUT = new RegExp(`^${TIME} (\\S{36}) (?=Task timed out after )`)
const CRASHED = /^RequestId: (\S{36}) (?=(?:Error|Process exited))/
const PYTHON_ERROR = /^\[([A-Z]{4,8})\] (?=\S)/

function ofOwnText(message: string): Understood {
  const head = message.slice(0, 400)
  const forms = [
    { form: NODE, level: 2, id: 1 },
    { form: PYTHON, level: 1, id: 2 },
    { form: TIMED_OUT, level: undefined, id: 1 },
    { form: CRASHED, level: undefined, id: 1 },
  ] as const
  for (const { form, level, id } of forms) {
    const found = form.exec(head)
    const requestId = asRequestId(found?.[id])
    if (found === null || requestId === undefined) continue
    const text = message.slice(found[0].length)
    const named = level === undefined ? 'error' : levelNamed(found[level])
    return { ...NOTHING, requestId, level: named ?? levelInText(text), text }
  }
  const bracketed = PYTHON_ERROR.exec(head)
  const named = levelNamed(bracketed?.[1])
  if (bracketed !== null && named !== undefined) {
    return { ...NOTHING, level: named, text: message.slice(bracketed[0].length) }
  }
  return { ...NOTHING, level: levelInText(message), text: message }
}
