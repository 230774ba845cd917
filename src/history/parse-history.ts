import { collectEvents, type EventSink } from './collect-events.ts'
import { parseCsv } from './csv.ts'
import { hasPayload } from './event-fields.ts'
import type { HistoryEvent } from './events.ts'
import { createExecutionGroups, type ExecutionGroup, inOrder } from './gather-executions.ts'
import { EXPORT_COMMAND, HistoryFormatError } from './history-format-error.ts'
import { incompletenessOf } from './incompleteness.ts'
import { parseJsonDocuments } from './json-documents.ts'
import { type LogLines, readLogLines } from './log-lines.ts'
import { awsErrorFound } from './not-a-history.ts'

/**
 * How the text was written: JSON (one value or several), CSV (Logs Insights, console download), or lines with JSON behind
 * other text (`aws logs tail`); and whether its events come from GetExecutionHistory or from CloudWatch Logs.
 */
export interface HistoryFormat {
  readonly syntax: 'json' | 'csv' | 'lines'
  readonly origin: 'history' | 'logs'
}

export interface ParsedExecution {
  readonly executionArn?: string
  readonly name?: string
  readonly stateMachineName?: string
  readonly express: boolean
  /** Ascending by id, each id once. */
  readonly events: readonly HistoryEvent[]
  readonly redriveCount: number
  /** Why the history cannot be whole, in words for the reader. Absent where nothing is known to be missing. */
  readonly partial?: string
  /** Whether any event carries execution data (input, output, …). */
  readonly hasPayloads: boolean
}

export interface ParsedHistory {
  readonly format: HistoryFormat
  /** At least one; in order of appearance. */
  readonly executions: readonly ParsedExecution[]
}

/**
 * Reads an execution history from text, in whatever form people have it: pages of GetExecutionHistory as the CLI and SDKs
 * write them (`{events}`, an array, several one after another, NDJSON, reversed), or CloudWatch Logs exports (arrays,
 * messages, Logs Insights, console downloads, `aws logs tail`), several executions mixed.
 * @throws HistoryFormatError saying what the text is instead, and what to do.
 */
export function parseHistory(text: string): ParsedHistory {
  const content = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  const head = content.slice(0, 4096).trimStart()
  if (head === '' && content.trim() === '') throw emptyText()
  const syntax = syntaxOf(head)
  if (syntax === 'lines') refuseForeignText(head)
  const groups = createExecutionGroups()
  let otherLines = 0
  const sink: EventSink = {
    add: (events, origin) => groups.add(events, origin),
    moreFollows: () => groups.moreFollows(),
    otherLine: () => {
      otherLines++
    },
  }
  const { values, otherLines: skipped } = valuesOf(content, syntax)
  otherLines += skipped
  for (const value of values) collectEvents(value, sink)
  const executions = groups.groups.filter(group => group.events.length > 0).map(group => executionOf(group, otherLines))
  if (executions.length === 0) throw noEvents(head, syntax, otherLines)
  return { format: { syntax, origin: groups.groups.some(group => group.logged) ? 'logs' : 'history' }, executions }
}

/** CSV headers begin with a name or a quoted name and have a comma in the first line. */
const CSV_HEADER =
  /^"?(?:@?timestamp|@?message|@logStream|@log|@ptr|id|type|execution_arn|event_timestamp)"?\s*(?:,|\r?\n)/i

function syntaxOf(head: string): HistoryFormat['syntax'] {
  if (head.startsWith('{') || head.startsWith('[')) return 'json'
  return CSV_HEADER.test(head) ? 'csv' : 'lines'
}

function valuesOf(content: string, syntax: HistoryFormat['syntax']): LogLines {
  if (syntax === 'json') return { values: parseJsonDocuments(content), otherLines: 0 }
  if (syntax === 'csv') return { values: [parseCsv(content.trimStart())], otherLines: 0 }
  const { values, otherLines } = readLogLines(content)
  return { values: [values.map(message => ({ message }))], otherLines }
}

function executionOf(group: ExecutionGroup, otherLines: number): ParsedExecution {
  const events = inOrder(group.events)
  const reasons = [incompletenessOf({ events, logged: group.logged, moreFollows: group.moreFollows })]
  if (group.logged && otherLines > 0) reasons.push(`${otherLines} other or cut log lines were left out`)
  const partial = reasons.filter(reason => reason !== undefined).join('. ')
  const redriven = events.filter(event => event.type === 'ExecutionRedriven').length
  return {
    ...namesOf(group.executionArn),
    events,
    redriveCount: Math.max(group.redriveCount, redriven),
    ...(partial === '' ? {} : { partial }),
    hasPayloads: events.some(hasPayload),
  }
}

/** Recordings hold masked ARNs too (`arn:<partition>:…`), so only the parts between colons count here. */
function namesOf(
  arn: string | undefined,
): Pick<ParsedExecution, 'executionArn' | 'name' | 'stateMachineName' | 'express'> {
  if (arn === undefined) return { express: false }
  const [, , , , , resource, stateMachineName, name] = arn.split(':')
  return {
    executionArn: arn,
    ...(name === undefined ? {} : { name }),
    ...(stateMachineName === undefined ? {} : { stateMachineName }),
    express: resource === 'express',
  }
}

function emptyText(): HistoryFormatError {
  return new HistoryFormatError('There is nothing in it: the file is empty.', 'nothing')
}

/** Texts whose kind is plain from their first lines, whatever JSON they may hold further on. */
function refuseForeignText(head: string): void {
  const cliError = /An error occurred \([^)]+\)[^\n]*/.exec(head)
  if (cliError !== null) throw awsErrorFound(cliError[0])
  if (/^<(?:!doctype html|html|\?xml)/i.test(head)) {
    throw new HistoryFormatError(
      'This is a web page, not a history: perhaps a sign-in or error page was saved under its name.',
      'html',
    )
  }
  // `--output text` puts tabs between fields, `--output yaml` begins with a list, `--output table` with a frame.
  if (/^(?:EVENTS\t|events:\s|\|?-{10,}|\+-{5,})/.test(head)) {
    throw new HistoryFormatError(
      'This is an output of the AWS CLI as text, table or YAML, which loses structure.',
      'text',
    )
  }
}

function noEvents(head: string, syntax: HistoryFormat['syntax'], otherLines: number): HistoryFormatError {
  if (syntax === 'json' && otherLines === 0) return new HistoryFormatError('The history holds no events.', 'nothing')
  if (syntax === 'csv' || otherLines > 0) {
    return new HistoryFormatError(
      'None of its log lines is an event of Step Functions.',
      'text',
      'Export the log group of the state machine, usually /aws/vendedlogs/states/…, with the field @message.',
    )
  }
  const start = JSON.stringify(head.split('\n', 1)[0]?.slice(0, 60) ?? '')
  return new HistoryFormatError(
    `This is text, but no execution history: it begins with ${start}.`,
    'text',
    `Make the file with: ${EXPORT_COMMAND}`,
  )
}
