import { arnTexts } from './arn-texts.ts'
import { jsonText } from './exact-json.ts'
import { EXPORT_COMMAND, HistoryFormatError } from './history-format-error.ts'
import { isRecord, type JsonRecord, tryParse } from './json-value.ts'
import type { HistoryFormat } from './parsed-history.ts'
import { awsErrorIn } from './reading-words.ts'
import { parseStatesArn } from './states-arn.ts'
import { expressWords, parseTarget } from './target.ts'
import type { TextRest } from './text-values.ts'

/** A text in which no event was found. */
export interface TextFound {
  /** Its beginning. */
  readonly text: string
  readonly rest: TextRest
}

/** What was read without finding an event. */
export interface NothingFound {
  readonly values: readonly unknown[]
  readonly texts: readonly TextFound[]
  readonly otherLines: number
  readonly syntax: HistoryFormat['syntax']
}

/** The error that says what was found instead of events, and what to do. */
export function nothingFound({ values, texts, otherLines, syntax }: NothingFound): HistoryFormatError {
  const error = texts.map(({ text }) => awsErrorIn(text.split('\n'))).find(words => words !== undefined)
  if (error !== undefined) return awsErrorFound(error)
  const broken = texts.map(brokenJson).find(words => words !== undefined)
  const told = values.map(descriptionOf).find(description => description !== undefined)
  // What seems empty may only be cut.
  if (told !== undefined) return told.found === 'nothing' ? (broken ?? told) : told
  if (syntax === 'csv' || otherLines > 0) return noLogLines()
  if (broken !== undefined) return broken
  const [value] = values
  if (values.length > 1 && texts.some(({ rest }) => rest.otherLines.count > 0)) return noLogLines()
  if (value !== undefined) return otherJson(value)
  return otherText(texts[0]?.text ?? '')
}

/** The error for a text or value in which AWS (or the CLI) says why there is no history. */
export function awsErrorFound(words: string): HistoryFormatError {
  const arn = onlyExecutionIn(words)
  return new HistoryFormatError(
    `This holds an error message of AWS instead of a history: ${words.length > 300 ? `${words.slice(0, 300)}…` : words}`,
    'awsError',
    `Solve what it says, then make the file again: ${EXPORT_COMMAND}`,
    arn,
  )
}

export function webPageFound(): HistoryFormatError {
  return new HistoryFormatError(
    'This is a web page, not a history: perhaps a sign-in or error page was saved under its name.',
    'html',
  )
}

/** What a JSON value is known to be; undefined for JSON that nobody knows. */
function descriptionOf(value: unknown): HistoryFormatError | undefined {
  const recordsOf = (one: unknown) => (Array.isArray(one) ? one.slice(0, 20) : [one]).filter(isRecord).reverse()
  const pending = recordsOf(value)
  for (let record = pending.pop(); record !== undefined; record = pending.pop()) {
    const found = descriptionOfRecord(record)
    if (found !== undefined) return found
    pending.push(...recordsOf(messageIn(record)))
  }
  return undefined
}

function descriptionOfRecord(value: JsonRecord): HistoryFormatError | undefined {
  if (isRecord(value['States']) || typeof value['definition'] === 'string') return definitionFound()
  if (typeof value['__type'] === 'string' || isRecord(value['Error'])) return awsErrorFound(awsErrorText(value))
  if (isEmptyList(value['events']) || isEmptyList(value['Events'])) {
    return new HistoryFormatError('The history holds no events.', 'nothing')
  }
  if ('detail-type' in value) return aboutExecution('This is an event of EventBridge', value)
  if (isRecord(value['userIdentity']) || 'eventSource' in value)
    return aboutExecution('This is a record of CloudTrail', value)
  if ('AlarmName' in value || 'alarmName' in value || 'AlarmArn' in value || 'alarmData' in value) {
    return aboutExecution('This is the message of a CloudWatch alarm', value)
  }
  if (Array.isArray(value['executions'])) return aboutExecution('This is a list of executions (ListExecutions)', value)
  if (typeof value['executionArn'] === 'string' || typeof value['ExecutionArn'] === 'string') {
    return 'status' in value || 'Status' in value
      ? descriptionFound(value)
      : aboutExecution('This is the answer to a call about an execution', value)
  }
  return undefined
}

/** What SNS, SQS and CloudTrail put around the message. */
function messageIn(value: JsonRecord): unknown {
  const inner =
    value['Message'] ?? value['body'] ?? value['Records'] ?? value['Sns'] ?? value['Messages'] ?? value['Body']
  return typeof inner === 'string' ? tryParse(inner)?.value : inner
}

function definitionFound(): HistoryFormatError {
  return new HistoryFormatError(
    "This is a state machine's definition (Amazon States Language), not the history of an execution.",
    'definition',
    `Open a history first; a definition dropped beside it names its branches. ${EXPORT_COMMAND}`,
  )
}

function descriptionFound(value: JsonRecord): HistoryFormatError {
  const text = jsonText(value)
  const arn = onlyExecutionIn(text)
  return new HistoryFormatError(
    'This describes an execution (DescribeExecution) but does not hold its events.',
    'execution description',
    whatToDoWith(arn, text),
    arn,
  )
}

function aboutExecution(what: string, value: unknown): HistoryFormatError {
  const text = jsonText(value)
  const arn = onlyExecutionIn(text)
  const machine = arnTexts(text).find(found => parseStatesArn(found)?.kind === 'stateMachine')
  if (arn !== undefined || machine === undefined) {
    return new HistoryFormatError(`${what}, not a history.`, 'about an execution', whatToDoWith(arn, text), arn)
  }
  return new HistoryFormatError(
    `${what}. It names a state machine, but not one execution.`,
    'about an execution',
    `Find the execution with: aws stepfunctions list-executions --state-machine-arn '${machine}'`,
  )
}

function whatToDoWith(arn: string | undefined, text: string): string {
  if (arn !== undefined) return `Its history can be read from AWS: npx sfn-timeline open '${arn}'`
  const express = arnTexts(text).find(found => parseStatesArn(found)?.kind === 'express')
  const target = express === undefined ? undefined : parseTarget(express)
  // Express executions have a log alone: the command that reads a history would fail.
  return target?.kind === 'express' ? expressWords(target).whatToDo : `Get the events with: ${EXPORT_COMMAND}`
}

/** The one execution that a text speaks of; undefined for none and for several. */
function onlyExecutionIn(text: string): string | undefined {
  const unescaped = text.slice(0, 200_000).replaceAll('\\"', '"')
  const arns = new Set(arnTexts(unescaped).filter(arn => parseStatesArn(arn)?.kind === 'execution'))
  const [arn] = arns
  return arns.size === 1 ? arn : undefined
}

function noLogLines(): HistoryFormatError {
  return new HistoryFormatError(
    'None of its log lines is an event of Step Functions.',
    'text',
    'Export the log group of the state machine, usually /aws/vendedlogs/states/…, with the field @message.',
  )
}

/** JSON that breaks off before its first event is whole, or that is none. */
function brokenJson({ rest: { broken } }: TextFound): HistoryFormatError | undefined {
  if (broken === undefined) return undefined
  if (broken.atEnd) {
    return new HistoryFormatError(
      `The JSON that begins at ${broken.begins} breaks off before one event is whole.`,
      'truncated JSON',
      'The file is cut short: download or export it again.',
    )
  }
  return new HistoryFormatError(
    `This is no valid JSON: the value that begins at ${broken.begins} goes wrong at ${broken.breaks}.`,
    'broken JSON',
  )
}

function otherText(text: string): HistoryFormatError {
  const head = text.trimStart()
  // `--output text` puts tabs between fields, `--output table` begins with a frame.
  if (/^(?:EVENTS\t|\|?-{10,}|\+-{5,})/.test(head)) {
    return new HistoryFormatError('This is an output of the AWS CLI as text or table, which loses structure.', 'text')
  }
  const arn = onlyExecutionIn(head)
  if (arn !== undefined) {
    const words = 'This is text that speaks of an execution, not its history.'
    return new HistoryFormatError(words, 'about an execution', whatToDoWith(arn, head), arn)
  }
  const start = JSON.stringify(head.split('\n', 1)[0]?.slice(0, 60) ?? '')
  return new HistoryFormatError(`This is text, but no execution history: it begins with ${start}.`, 'text')
}

function otherJson(value: unknown): HistoryFormatError {
  const inner = Array.isArray(value) && value.length > 0 ? value[0] : value
  return new HistoryFormatError(`This is JSON, but no execution history: it is ${shapeOf(inner)}.`, 'other JSON')
}

function awsErrorText(value: JsonRecord): string {
  const inner = isRecord(value['Error']) ? value['Error'] : value
  const code = inner['__type'] ?? inner['Code'] ?? 'error'
  return [code, inner['message'] ?? inner['Message']].filter(part => typeof part === 'string').join(': ')
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : `an array of ${kindOf(value[0])}s`
  if (!isRecord(value)) return `a ${kindOf(value)}`
  const names = Object.keys(value)
    .slice(0, 5)
    .map(name => JSON.stringify(name.slice(0, 40)))
  return names.length === 0 ? 'an empty object' : `an object with ${names.join(', ')}`
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
