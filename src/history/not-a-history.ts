import { EXPORT_COMMAND, HistoryFormatError } from './history-format-error.ts'
import { isRecord, type JsonRecord } from './json-value.ts'

/** The error that says what a JSON value is, if it is no history. */
export function notAHistory(value: unknown): HistoryFormatError {
  if (isRecord(value)) {
    if (isRecord(value['States'])) return definitionFound()
    if (typeof value['definition'] === 'string') return definitionFound()
    if (typeof value['__type'] === 'string' || isRecord(value['Error'])) return awsErrorFound(awsErrorText(value))
    if (typeof value['executionArn'] === 'string') return descriptionFound()
  }
  return new HistoryFormatError(`This is JSON, but no execution history: it is ${shapeOf(value)}.`, 'other JSON')
}

/** The error for a text or value in which AWS (or the CLI) says why there is no history. */
export function awsErrorFound(words: string): HistoryFormatError {
  return new HistoryFormatError(
    `This holds an error message of AWS instead of a history: ${words.length > 300 ? `${words.slice(0, 300)}…` : words}`,
    'awsError',
    `Solve what it says, then make the file again: ${EXPORT_COMMAND}`,
  )
}

function definitionFound(): HistoryFormatError {
  return new HistoryFormatError(
    "This is a state machine's definition (Amazon States Language), not the history of an execution.",
    'definition',
    `Open a history first; a definition dropped beside it names its branches. ${EXPORT_COMMAND}`,
  )
}

function descriptionFound(): HistoryFormatError {
  return new HistoryFormatError(
    'This describes an execution (DescribeExecution) but does not hold its events.',
    'execution description',
    `Get the events with: ${EXPORT_COMMAND}`,
  )
}

function awsErrorText(value: JsonRecord): string {
  const inner = isRecord(value['Error']) ? value['Error'] : value
  const code = inner['__type'] ?? inner['Code'] ?? 'error'
  return [code, inner['message'] ?? inner['Message']].filter(part => typeof part === 'string').join(': ')
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
