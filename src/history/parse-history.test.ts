import { describe, expect, it } from 'vitest'
import { HistoryFormatError } from './history-format-error.ts'
import { type ParsedExecution, type ParsedHistory, parseHistory } from './parse-history.ts'

const EVENTS = [
  { timestamp: '2026-01-01T00:00:00.000Z', type: 'ExecutionStarted', id: 1, previousEventId: 0 },
  {
    timestamp: '2026-01-01T00:00:00.100Z',
    type: 'PassStateEntered',
    id: 2,
    previousEventId: 0,
    stateEnteredEventDetails: { name: 'P', input: '{"a": [1, "}"]}' },
  },
  {
    timestamp: '2026-01-01T00:00:00.200Z',
    type: 'PassStateExited',
    id: 3,
    previousEventId: 2,
    stateExitedEventDetails: { name: 'P', output: '{}' },
  },
  { timestamp: '2026-01-01T00:00:00.300Z', type: 'ExecutionSucceeded', id: 4, previousEventId: 3 },
] as const

const WHOLE = JSON.stringify({ events: EVENTS }, null, 2)

function ids(execution: ParsedExecution | undefined): number[] {
  return execution?.events.map(event => event.id) ?? []
}

function only(history: ParsedHistory): ParsedExecution {
  expect(history.executions).toHaveLength(1)
  const [execution] = history.executions
  if (execution === undefined) throw new Error('no execution')
  return execution
}

function failureOf(text: string): HistoryFormatError {
  try {
    parseHistory(text)
  } catch (error) {
    if (error instanceof HistoryFormatError) return error
  }
  throw new Error('no HistoryFormatError')
}

describe('parseHistory reads', () => {
  const pages = [{ events: EVENTS.slice(0, 2), nextToken: 'AAA' }, { events: EVENTS.slice(2) }]
  it.each([
    ['what the CLI writes', WHOLE],
    ['with byte order mark and CRLF', `\ufeff${WHOLE.replaceAll('\n', '\r\n')}`],
    ['a bare array', JSON.stringify(EVENTS)],
    ['reversed order', JSON.stringify({ events: EVENTS.toReversed() })],
    ['pages one after another', pages.map(page => JSON.stringify(page, null, 1)).join('\n')],
    ['pages as NDJSON', pages.map(page => JSON.stringify(page)).join('\r\n')],
    ['pages in an array', JSON.stringify(pages)],
    ['pages that overlap', JSON.stringify([pages[0], { events: EVENTS.slice(1) }])],
    ['events with line numbers', EVENTS.map((event, line) => `${line + 1}: ${JSON.stringify(event)}`).join('\n')],
    ['one event a line', EVENTS.map(event => JSON.stringify(event)).join('\n')],
    ['a page wrapped by another tool', JSON.stringify({ execution: {}, executionHistory: { events: EVENTS } })],
    ['events under a name of another tool', JSON.stringify({ status: 'FAILED', steps: EVENTS })],
  ])('%s', (_, text) => {
    const execution = only(parseHistory(text))
    expect(ids(execution)).toEqual([1, 2, 3, 4])
    expect(execution).toMatchObject({ express: false, redriveCount: 0, hasPayloads: true })
    expect(execution.partial).toBeUndefined()
    expect(execution.events[1]?.details).toEqual(EVENTS[1].stateEnteredEventDetails)
  })

  it('two executions one after another as two', () => {
    const later = EVENTS.map(event => ({ ...event, timestamp: event.timestamp.replace('2026', '2027') }))
    const history = parseHistory(`${WHOLE}\n${JSON.stringify({ events: later })}`)
    expect(history.executions.map(ids)).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ])
  })

  it('events without execution data first, with it later: keeps the data', () => {
    const bare = EVENTS.map(({ timestamp, type, id, previousEventId }) => ({ timestamp, type, id, previousEventId }))
    const execution = only(parseHistory(JSON.stringify([{ events: bare }, { events: EVENTS }])))
    expect(execution.events[2]?.details).toEqual({ name: 'P', output: '{}' })
  })

  it('the ARN that stands beside the events', () => {
    const executionArn = 'arn:aws:states:us-east-1:123456789012:execution:Orders:run-7'
    const named = { executionArn, name: 'run-7', stateMachineName: 'Orders' }
    expect(only(parseHistory(JSON.stringify({ executionArn, events: EVENTS })))).toMatchObject(named)
    const wrapped = { execution: { executionArn }, executionHistory: { events: EVENTS } }
    expect(only(parseHistory(JSON.stringify(wrapped)))).toMatchObject(named)
  })

  it('types nobody knows', () => {
    const text = JSON.stringify([...EVENTS, { timestamp: 1767225601, type: 'TaskDreamt', id: 5, previousEventId: 4 }])
    expect(only(parseHistory(text)).events.at(-1)?.type).toBe('TaskDreamt')
  })
})

describe('parseHistory says what is missing', () => {
  it.each([
    ['2 of 4 events are missing (ids 2–3)', [EVENTS[0], EVENTS[3]]],
    ['1 of 4 events are missing (ids 1)', EVENTS.slice(1)],
  ])('%s', (words, events) => {
    expect(only(parseHistory(JSON.stringify(events))).partial).toBe(words)
  })

  it('when the file ends with a nextToken', () => {
    const page = { events: EVENTS.slice(0, 3), nextToken: 'AAA' }
    expect(only(parseHistory(JSON.stringify(page))).partial).toMatch(/^Only the first 3 events/)
  })
})

describe('parseHistory refuses', () => {
  it.each([
    ['nothing', '', 'There is nothing in it: the file is empty.'],
    ['nothing', ' \n\t', 'There is nothing in it: the file is empty.'],
    ['nothing', '{"events": []}', 'The history holds no events.'],
    ['truncated JSON', WHOLE.slice(0, 100), 'The JSON that begins at line 1, column 1 breaks off before one event'],
    ['broken JSON', '{"events": [1,,2]}', 'begins at line 1, column 1 goes wrong at line 1, column 15'],
    ['html', '<!DOCTYPE html><script>var a = {"b":1}</script>', 'This is a web page, not a history'],
    ['definition', '{"StartAt": "A", "States": {"A": {"Type": "Pass"}}}', 'Amazon States Language'],
    ['definition', '{"stateMachineArn": "arn", "definition": "{}"}', 'Amazon States Language'],
    ['execution description', '{"executionArn": "arn", "status": "FAILED"}', 'DescribeExecution'],
    ['awsError', '{"__type": "ExecutionDoesNotExist", "message": "gone"}', 'ExecutionDoesNotExist: gone'],
    ['awsError', '\nAn error occurred (AccessDeniedException) when calling', '(AccessDeniedException) when calling'],
    ['other JSON', '{"hello": 1}', 'it is an object with "hello".'],
    ['other JSON', '[1, 2]', 'it is a number.'],
    ['other JSON', '[{"a": 1}]', 'it is an object with "a".'],
    ['text', 'EVENTS\t1\t0', 'output of the AWS CLI as text or table'],
    ['text', 'Dear {reader}', 'it begins with "Dear {reader}"'],
    ['text', 'timestamp,message\n1,hello\n', 'None of its log lines is an event'],
    ['broken event', '{"events": [{"type": "PassStateEntered", "timestamp": 1}]}', 'event 1 has no id'],
  ])('%s (%#)', (found, text, words) => {
    const error = failureOf(text)
    expect(error.found).toBe(found)
    expect(error.message).toContain(words)
    expect(error.whatToDo).not.toBe('')
  })

  // Quadratic time would need minutes here, far beyond the runner's limit for a test.
  it.each(['x {\n', 'x {"\n', 'x {\n}\n', '{ '])('100,000 times %j in linear time', piece => {
    expect(failureOf(piece.repeat(100_000)).found).toMatch(/text|broken JSON|truncated JSON/)
  })

  it('a deep nest of brackets without running out of stack', () => {
    expect(failureOf('['.repeat(200_000)).found).toBe('truncated JSON')
  })
})
