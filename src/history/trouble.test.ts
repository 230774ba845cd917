import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ParsedExecution } from './parsed-history.ts'
import { readHistoryFile, readHistoryFiles } from './read-history-file.ts'

const FOLDER = join(import.meta.dirname, '../../e2e/histories/trouble')

function bytesOf(name: string): Uint8Array {
  return readFileSync(join(FOLDER, name))
}

/** What is told of a file: `#2 TaskStateEntered Charge`, then what is missing and how it was read. */
async function read(name: string): Promise<ParsedExecution> {
  const { executions } = await readHistoryFile(bytesOf(name), name)
  expect(executions).toHaveLength(1)
  const [execution] = executions
  if (execution === undefined) throw new Error('no execution')
  return execution
}

function story({ events }: ParsedExecution): string[] {
  return events.map(({ id, previousEventId, type, details }) =>
    [`${id}<${previousEventId}`, type, details?.['name'], details?.['error']].filter(Boolean).join(' '),
  )
}

const ATTEMPT_FAILED = ['1<0 ExecutionStarted', '2<0 TaskStateEntered Charge', '3<2 TaskScheduled', '4<3 TaskStarted']

describe('files as people have them', () => {
  it('big-integers: payloads stay the text they were', async () => {
    const { events } = await read('big-integers.json')
    expect(events[1]?.details?.['input']).toBe('{"id": 1182379401234567890, "price": 10.10}')
  })

  it('boto3-repr', async () => {
    const execution = await read('boto3-repr.txt')
    expect(story(execution)).toEqual([
      '1<0 ExecutionStarted',
      '2<0 TaskStateEntered Glue ETL',
      '3<2 TaskScheduled',
      '4<3 TaskStarted',
    ])
    expect(execution.events[0]?.timestamp).toBe(Date.UTC(2024, 0, 26, 5, 27, 29, 477))
    expect(execution.events[0]?.details?.['input']).toBe('{\n    "TrainingJobName": "x"\n}')
  })

  it.each([
    ['bracket-log-lines.log', 'ValueError'],
    ['s3-export.log.gz', 'ValueError'],
    ['insights-other-first-column.csv', undefined],
  ])('%s', async (name, error) => {
    const execution = await read(name)
    const failed = ['5<4 TaskFailed', '6<5 ExecutionFailed'].map(words => [words, error].filter(Boolean).join(' '))
    expect(story(execution)).toEqual([...ATTEMPT_FAILED, ...failed])
    expect(execution).toMatchObject({ name: 'run-7', stateMachineName: 'Orders', express: true, notices: [] })
    expect(execution.partial).toBeUndefined()
  })

  it('cli-yaml', async () => {
    const execution = await read('cli-yaml.yaml')
    expect(execution.events.map(({ id }) => id)).toEqual(execution.events.map((_, index) => index + 1))
    expect(execution.events.at(-1)?.type).toBe('ExecutionSucceeded')
    expect(execution.events[0]?.timestamp).toBe(1_645_230_468_354)
    expect(story(execution)).toContain('4<3 TaskStateEntered Check Identity')
  })

  it('console-export: events, names and definition, payloads as text', async () => {
    const execution = await read('console-export.json')
    expect(execution.events).toHaveLength(7)
    expect(execution).toMatchObject({ name: 'run-1', stateMachineName: 'Orders', express: false, notices: [] })
    expect(execution.definition).toContain('"StartAt":"Charge"')
    expect(execution.events[2]?.details).toEqual({
      resourceType: 'lambda',
      resource: 'invoke',
      region: 'us-east-1',
      parameters: '{"FunctionName":"f","Payload":{"id":7}}',
    })
    expect(execution.events.at(-1)?.type).toBe('ExecutionSucceeded')
  })

  it('cut-short', async () => {
    const execution = await read('cut-short.json')
    expect(story(execution)).toEqual([...ATTEMPT_FAILED, '5<4 TaskFailed Oops'])
    expect(execution.partial).toBe('The file is cut after event 5')
  })

  it('microseconds', async () => {
    const { events } = await read('microseconds.json')
    expect((events[3]?.timestamp ?? 0) - (events[0]?.timestamp ?? 0)).toBe(60_000)
    expect(events[0]?.timestamp).toBe(1_772_359_200_000)
  })

  it('object-payloads', async () => {
    const { events } = await read('object-payloads.json')
    expect(events[1]?.details?.['input']).toBe('{"order":{"id":7}}')
    expect(events[4]?.details).toMatchObject({ error: 'E', cause: '{"errorMessage":"boom","errorType":"E"}' })
  })

  it('powershell-depth2: names, and what was cut', async () => {
    const execution = await read('powershell-depth2.json')
    expect(story(execution)).toEqual(['1<0 ExecutionStarted', '2<0 TaskStateEntered Charge'])
    expect(execution.notices).toEqual([
      'The details of its events were cut by PowerShell (ConvertTo-Json stops at depth 2): make it again with -Depth 10',
    ])
  })

  it('sdk-capitals-go', async () => {
    const execution = await read('sdk-capitals-go.json')
    expect(story(execution)).toEqual([...ATTEMPT_FAILED, '5<4 TaskFailed Oops', '6<5 ExecutionFailed Oops'])
    expect(execution.events[0]?.details).toEqual({
      input: '{"key":"value"}',
      inputDetails: { truncated: false },
      roleArn: 'arn:aws:iam::123456789012:role/x',
    })
  })

  it('stepfunctions-local', async () => {
    const execution = await read('stepfunctions-local.log')
    expect(story(execution)).toEqual([
      '1<0 ExecutionStarted',
      '2<0 TaskStateEntered CalculateTax',
      '3<2 LambdaFunctionScheduled',
      '4<3 LambdaFunctionStarted',
      '5<4 LambdaFunctionSucceeded',
      '6<5 TaskStateExited CalculateTax',
      '7<6 ExecutionSucceeded',
    ])
    expect(execution).toMatchObject({ name: 'testRun', stateMachineName: 'test', notices: [] })
    expect(execution.events[0]?.timestamp).toBe(Date.UTC(2020, 1, 7, 4, 4, 9, 6))
    expect(execution.partial).toBeUndefined()
  })

  it.each([
    [
      'text-after-json.txt',
      'Behind the events stands an error of the command that wrote them: An error occurred (ThrottlingException) when calling the GetExecutionHistory operation: Rate exceeded',
    ],
    ['text-around-json.txt', '4 lines of other text were skipped, beginning with “# Bug”'],
    ['windows-cp1252.json', 'It is no UTF-8: read as Windows-1252, as the AWS CLI writes files on Windows'],
  ])('%s', async (name, notice) => {
    const execution = await read(name)
    expect(execution.events.at(-1)?.type).toBe('ExecutionSucceeded')
    expect(execution.notices).toEqual([notice])
    expect(execution.partial).toBeUndefined()
  })

  it('windows-cp1252: its letters', async () => {
    const execution = await read('windows-cp1252.json')
    expect(execution.events[0]?.details?.['input']).toBe('{"note":"£1.7B — café"}')
    expect(story(execution)).toContain('2<0 PassStateEntered Prüfen')
  })

  it('two-pages-dropped: one history', async () => {
    const names = ['page2.json', 'page1.json']
    const pages = names.map(name => ({ name, bytes: bytesOf(`two-pages-dropped/${name}`) }))
    const { history } = await readHistoryFiles(pages)
    expect(history?.executions).toHaveLength(1)
    const [execution] = history?.executions ?? []
    expect(execution?.events.map(({ id }) => id)).toEqual(execution?.events.map((_, index) => index + 1))
    expect(execution?.partial).toBeUndefined()
  })

  it.each([
    ['tail-of-history.json', '3 of 8 events are missing (ids 1–3)'],
    ['filtered-by-query.json', '7 of 12 events are missing (ids 1, 3–5, 8–10)'],
  ])('%s says what is missing', async (name, partial) => {
    expect((await read(name)).partial).toBe(partial)
  })
})
