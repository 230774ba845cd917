import { describe, expect, it } from 'vitest'
import { type ParsedExecution, parseHistory } from './parse-history.ts'

const ARN = 'arn:aws:states:us-east-1:123456789012:express:Orders:run-7:4135929f-8d60-4ea5-b3c3-b243bec43271'
const OTHER = ARN.replace('run-7', 'run-8')

function record(id: number, type: string, details: object = {}, arn = ARN) {
  return {
    id: String(id),
    type,
    details,
    previous_event_id: String(id - 1),
    event_timestamp: String(1713959670672 + id),
    execution_arn: arn,
    redrive_count: '0',
  }
}

const RECORDS = [
  record(1, 'ExecutionStarted', { input: '{"note": "a, \\"b\\"\\nc"}', inputDetails: { truncated: false } }),
  record(2, 'MapIterationStarted', { name: 'Fan', index: '0' }),
  record(3, 'ExecutionSucceeded', { output: '{}' }),
]
const MESSAGES = RECORDS.map(line => JSON.stringify(line))

function csv(rows: readonly string[][]): string {
  return rows.map(row => row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')
}

/** Logs Insights with fields picked: everything flat. */
function picked(line: (typeof RECORDS)[number]): Record<string, string> {
  const { details, ...rest } = line
  const flat = Object.entries(details).filter(([, value]) => typeof value === 'string')
  return { ...rest, ...Object.fromEntries(flat.map(([name, value]) => [`details.${name}`, value])) }
}

function ids(execution: ParsedExecution | undefined): number[] {
  return execution?.events.map(event => event.id) ?? []
}

describe('parseHistory reads CloudWatch Logs as', () => {
  const fields = Object.keys(picked(record(1, 'T', { input: '', name: '', index: '', output: '' })))
  it.each([
    ['an array of records', 'json', JSON.stringify(RECORDS)],
    ['an array of messages', 'json', JSON.stringify(MESSAGES)],
    ['NDJSON, out of order', 'json', MESSAGES.toReversed().join('\n')],
    [
      'aws logs filter-log-events',
      'json',
      JSON.stringify({
        events: MESSAGES.map(message => ({ logStreamName: 's', timestamp: 1, message, eventId: '3' })),
        searchedLogStreams: [],
        nextToken: 'AAA',
      }),
    ],
    [
      'a subscription record',
      'json',
      JSON.stringify({
        messageType: 'DATA_MESSAGE',
        logEvents: MESSAGES.map(message => ({ id: '1', timestamp: 1, message })),
      }),
    ],
    [
      'aws logs get-query-results',
      'json',
      JSON.stringify({
        results: MESSAGES.map(value => [
          { field: '@timestamp', value: '2024-04-24 11:54:30.673' },
          { field: '@message', value },
          { field: '@ptr', value: 'x' },
        ]),
        status: 'Complete',
      }),
    ],
    [
      'a Logs Insights JSON export',
      'json',
      JSON.stringify(RECORDS.map(line => ({ '@timestamp': 't', '@message': line }))),
    ],
    ['Logs Insights fields as JSON', 'json', JSON.stringify(RECORDS.map(picked))],
    [
      'a Logs Insights CSV',
      'csv',
      csv([['@timestamp', '@message'], ...MESSAGES.map(line => ['2024-04-24 11:54:30.673', line])]),
    ],
    [
      'Logs Insights fields as CSV',
      'csv',
      csv([fields, ...RECORDS.map(line => fields.map(name => picked(line)[name] ?? ''))]),
    ],
    ['a console download', 'csv', csv([['timestamp', 'message'], ...MESSAGES.map(line => ['1713959670672', line])])],
    [
      'aws logs tail',
      'lines',
      MESSAGES.map(line => `2024-04-24T11:54:30.672000+00:00 states/[Orders]/x ${line}`).join('\n'),
    ],
    [
      'aws logs tail --format json',
      'lines',
      RECORDS.map(line => `2024-04-24T11:54:30.672000+00:00 states/Orders ${JSON.stringify(line, null, 4)}`).join('\n'),
    ],
  ])('%s', (_, syntax, text) => {
    const history = parseHistory(text)
    expect(history.format).toEqual({ syntax, origin: 'logs' })
    expect(history.executions).toHaveLength(1)
    const [execution] = history.executions
    expect(execution).toMatchObject({ executionArn: ARN, name: 'run-7', stateMachineName: 'Orders', express: true })
    expect(execution?.partial).toBeUndefined()
    expect(execution?.events).toMatchObject([
      { id: 1, previousEventId: 0, timestamp: 1713959670673, details: { input: '{"note": "a, \\"b\\"\\nc"}' } },
      { id: 2, details: { name: 'Fan', index: 0 } },
      { id: 3, type: 'ExecutionSucceeded' },
    ])
  })

  it('several executions, mixed', () => {
    const mixed = RECORDS.flatMap(line => [
      JSON.stringify({ ...line, execution_arn: OTHER, redrive_count: '1' }),
      JSON.stringify(line),
    ])
    const { executions } = parseHistory(mixed.join('\n'))
    expect(executions.map(execution => [execution.name, execution.redriveCount, ids(execution)])).toEqual([
      ['run-8', 1, [1, 2, 3]],
      ['run-7', 0, [1, 2, 3]],
    ])
  })

  it("the log's own time where the query left the event's out", () => {
    const row = { '@timestamp': '2024-04-24 11:54:30.673', id: '1', type: 'ExecutionStarted', previous_event_id: '0' }
    expect(parseHistory(JSON.stringify([row])).executions[0]?.events[0]?.timestamp).toBe(
      Date.UTC(2024, 3, 24, 11, 54, 30, 673),
    )
  })
})

describe('parseHistory says of CloudWatch Logs', () => {
  it.each([
    ['Logged at level FATAL: 8 of 9 events are missing', [record(9, 'ExecutionFailed')]],
    ['Logged at level ERROR: 7 of 9 events are missing', [record(5, 'TaskFailed'), record(9, 'ExecutionFailed')]],
    ['1 of 3 events are missing (ids 2)', [record(1, 'ExecutionStarted'), record(3, 'ExecutionSucceeded')]],
  ])('%s', (words, records) => {
    expect(parseHistory(JSON.stringify(records)).executions[0]?.partial).toBe(words)
  })

  it('that lines were cut or are of others, where events are missing', () => {
    const lines = [MESSAGES[0], MESSAGES[2], 'START RequestId: 1', MESSAGES[1]?.slice(0, 40)]
    const partial = '1 of 3 events are missing (ids 2). 2 other or cut log lines were left out'
    expect(parseHistory(JSON.stringify(lines)).executions[0]?.partial).toBe(partial)
    const tail = lines.map(line => `2024-04-24T11:54:30Z s ${line}`).join('\n')
    expect(parseHistory(tail).executions[0]?.partial).toBe(partial)
  })

  it('nothing of other lines, where every event is there', () => {
    const lines = [...MESSAGES, 'START RequestId: 1', MESSAGES[0]?.slice(0, 40)]
    for (const text of [JSON.stringify(lines), lines.map(line => `2024-04-24T11:54:30Z s ${line}`).join('\n')]) {
      expect(parseHistory(text).executions[0]).toMatchObject({ notices: [] })
      expect(parseHistory(text).executions[0]?.partial).toBeUndefined()
    }
  })

  it('that executions are mixed and nameless', () => {
    const nameless = RECORDS.flatMap(line => [
      { ...line, execution_arn: undefined },
      { ...line, execution_arn: undefined, event_timestamp: '1713959999999' },
    ])
    expect(() => parseHistory(JSON.stringify(nameless))).toThrow('Log lines of several executions are mixed')
  })
})
