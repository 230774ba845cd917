import { gzipSync, strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { HistoryFormatError } from './history-format-error.ts'
import type { ParsedExecution } from './parsed-history.ts'
import { readHistoryFile } from './read-history-file.ts'

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Shop:run-42'
const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:Shop'
const EXPRESS = 'arn:aws:states:eu-west-1:123456789012:express:Shop:run-42:4135929f-8d60-4ea5-b3c3-b243bec43271'

const INPUT = '{"say": "it\'s\\n \\"so\\" é"}'
const EVENTS = [
  { type: 'ExecutionStarted', previousEventId: 0, executionStartedEventDetails: { input: INPUT } },
  { type: 'PassStateEntered', previousEventId: 0, stateEnteredEventDetails: { name: 'Größe' } },
  { type: 'PassStateExited', previousEventId: 2, stateExitedEventDetails: { name: 'Größe' } },
  { type: 'ExecutionSucceeded', previousEventId: 3 },
].map((event, index) => ({ timestamp: `2026-03-01T10:00:0${index}.250000+00:00`, id: index + 1, ...event }))
const PAGE = JSON.stringify({ events: EVENTS }, undefined, 4)
const LINES = PAGE.split('\n')

const RECORDS = EVENTS.map(({ id, type, previousEventId, stateEnteredEventDetails, stateExitedEventDetails }) => ({
  id: `${id}`,
  type,
  details: stateEnteredEventDetails ?? stateExitedEventDetails ?? { name: undefined },
  previous_event_id: `${previousEventId}`,
  event_timestamp: `${Date.parse(`2026-03-01T10:00:0${id - 1}.250Z`)}`,
  execution_arn: EXPRESS,
}))

async function read(text: string | Uint8Array): Promise<ParsedExecution> {
  const { executions } = await readHistoryFile(typeof text === 'string' ? strToU8(text) : text, 'f')
  expect(executions).toHaveLength(1)
  const [execution] = executions
  if (execution === undefined) throw new Error('no execution')
  return execution
}

function flat({ details, ...record }: (typeof RECORDS)[number], separator: string): string {
  return [...Object.values(record), details.name ?? ''].join(separator)
}

const COLUMNS = ['id', 'type', 'previous_event_id', 'event_timestamp', 'execution_arn', 'details.name']

describe('reads', () => {
  it.each([
    [
      "VCR's cassettes",
      `interactions:\n- request:\n    body: '{"executionArn": "${ARN}"}'\n  response:\n    body:\n      string: '${JSON.stringify({ events: EVENTS }).replaceAll("'", "''")}'\n`,
    ],
    ['a quoted mail', LINES.map(line => `> ${line}`).join('\n')],
    ['line numbers', LINES.map((line, at) => `${at + 1} | ${line}`).join('\n')],
    ['colours of a terminal', LINES.map(line => `\u001b[1;39m${line}\u001b[0m`).join('\n')],
    ['commas too many', PAGE.replace('}\n    ]', '},\n    ]')],
    [
      'names of constants',
      PAGE.replaceAll(
        /"type": "(\w+)"/g,
        (_, type: string) => `"type": "${type.replaceAll(/(?<!^)[A-Z]/g, '_$&').toUpperCase()}"`,
      ),
    ],
    ['no ids', JSON.stringify({ events: EVENTS.map(event => ({ ...event, id: undefined })) })],
    ['semicolons', ['sep=;', COLUMNS.join(';'), ...RECORDS.map(record => flat(record, ';'))].join('\r\n')],
    ['tabs', [COLUMNS.join('\t'), ...RECORDS.map(record => flat(record, '\t'))].join('\n')],
    [
      "a platform's columns",
      [COLUMNS.map(name => `_source.${name}`).join(), ...RECORDS.map(record => flat(record, ','))].join('\n'),
    ],
    [
      'subscriptions one after another',
      RECORDS.map(record => JSON.stringify({ logEvents: [{ message: JSON.stringify(record) }] })).join(''),
    ],
    [
      'Node',
      `{\n  events: [\n${EVENTS.map(
        ({ id, type, previousEventId, timestamp, stateEnteredEventDetails, stateExitedEventDetails }) => {
          const { name } = stateEnteredEventDetails ?? stateExitedEventDetails ?? {}
          const details = name === undefined ? 'details: [Object]' : `details: { name: 'Gr' +\n 'öße' }`
          return `{ timestamp: ${timestamp.slice(0, 23)}Z, type: '${type}', id: ${id}, previousEventId: ${previousEventId}, x: undefined, ${details} }`
        },
      ).join(',\n')}\n]\n}`,
    ],
  ])('%s', async (_, text) => {
    const { events } = await read(text)
    expect(events.map(({ id, type, previousEventId }) => ({ id, type, previousEventId }))).toEqual(
      EVENTS.map(({ id, type, previousEventId }) => ({ id, type, previousEventId })),
    )
    expect(events.map(event => event.timestamp)).toEqual(EVENTS.map(event => Date.parse(event.timestamp)))
    expect(events[1]?.details?.['name']).toBe('Größe')
  })

  it('gzip members one after another, a record each', async () => {
    const members = RECORDS.map(record => gzipSync(strToU8(JSON.stringify({ message: JSON.stringify(record) }))))
    expect((await read(Buffer.concat(members))).events).toHaveLength(4)
  })

  it('payloads of a Python print as they were, times with their zone', async () => {
    const [event] = (
      await read(
        `>>> r\n[{'timestamp': datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=7200))), 'type': 'ExecutionStarted', 'id': 1, 'previousEventId': 0, 'executionStartedEventDetails': {'input': ('{"say": '\n '"it\\'s\\\\n \\\\"so\\\\" \\u00e9"}'), 'x': (None,)}}]`,
      )
    ).events
    expect(event).toMatchObject({ timestamp: Date.UTC(2026, 2, 1, 10), details: { input: INPUT } })
  })

  it('names an execution by the request of a recorded call', async () => {
    const call = { request: { body: JSON.stringify({ executionArn: ARN }) }, response: { body: { string: PAGE } } }
    expect((await read(JSON.stringify({ interactions: [call] }))).name).toBe('run-42')
  })

  it('what a command says where it broke off, with advice', async () => {
    const cut = `${PAGE.slice(0, PAGE.indexOf('Größe'))}\n'charmap' codec can't encode character '\\u2014'\n`
    expect((await read(cut)).partial).toMatch(/^The file is cut after event 1\. .*'charmap' codec.* Set PYTHONUTF8=1/)
  })
})

describe('says of', () => {
  it.each([
    ['DescribeExecution', { executionArn: ARN, status: 'FAILED', input: JSON.stringify({ events: [] }) }, ARN],
    ['StartExecution', { executionArn: ARN, startDate: 1 }, ARN],
    ['EventBridge', { 'detail-type': 'Step Functions Execution Status Change', detail: { executionArn: ARN } }, ARN],
    ['CloudTrail', { Records: [{ userIdentity: {}, responseElements: { executionArn: ARN } }] }, ARN],
    [
      'SNS',
      { Type: 'Notification', Message: JSON.stringify({ 'detail-type': 'x', detail: { executionArn: ARN } }) },
      ARN,
    ],
    ['text', `ALARM: ${ARN} failed.`, ARN],
    ['an alarm', { AlarmName: 'x', Trigger: { Dimensions: [{ name: 'StateMachineArn', value: MACHINE }] } }, undefined],
    ['several executions', { executions: [{ executionArn: ARN }, { executionArn: `${ARN}b` }] }, undefined],
    ['an Express execution', { executionArn: EXPRESS, status: 'FAILED' }, undefined],
  ])('%s which execution it is about', async (_, value, arn) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    const error = await read(text).catch((thrown: unknown) => thrown)
    if (!(error instanceof HistoryFormatError)) throw new Error('no HistoryFormatError')
    expect(error.executionArn).toBe(arn)
    if (arn !== undefined) expect(error.whatToDo).toContain(`npx sfn-timeline open '${arn}'`)
    else expect(error.whatToDo).toMatch(/list-executions --state-machine-arn|get-execution-history|Insights/)
  })

  it('an Express execution that its log is wanted, not the command that fails', async () => {
    await expect(read(JSON.stringify({ executionArn: EXPRESS, status: 'FAILED' }))).rejects.toMatchObject({
      whatToDo: expect.stringContaining('Logs Insights'),
    })
  })
})

describe('payloads that a tool has parsed', () => {
  it('are the text that they were, to the last digit', async () => {
    const input = '{"id":1182379401234567890,"price":10.10,"10":1,"2":[-0,1e400]}'
    const page = `[{"timestamp":1772359200.10,"type":"PassStateEntered","id":1,"previousEventId":0,
      "stateEnteredEventDetails":{"name":"A","input":${input}}}]`
    const [event] = (await read(page)).events
    expect(event).toEqual({
      id: 1,
      previousEventId: 0,
      type: 'PassStateEntered',
      timestamp: 1_772_359_200_100,
      details: { name: 'A', input },
    })
  })
})
