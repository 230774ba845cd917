import * as fc from 'fast-check'
import { gzipSync, strToU8, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import type { HistoryEvent } from './events.ts'
import { HistoryFormatError } from './history-format-error.ts'
import { toApiEvent } from './normalize-event.ts'
import { readHistoryFile } from './read-history-file.ts'

/**
 * Every way to write a history gives the same events, or what stands before the place where it is cut. Written here on their
 * own, without a line of what reads them.
 */

type Json = Record<string, unknown>
type Events = readonly HistoryEvent[]

const ARN = 'arn:aws:states:us-east-1:123456789012:express:M:e:1'

function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map(inner => renamed(inner, rename))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [rename(name), renamed(inner, rename)]))
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
const snake = (name: string) => name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

function logRecord({ id, type, previousEventId, timestamp, details }: HistoryEvent): Json {
  return {
    id: `${id}`,
    type,
    details: details ?? {},
    previous_event_id: `${previousEventId}`,
    event_timestamp: `${timestamp}`,
    execution_arn: ARN,
    redrive_count: '0',
  }
}

/** One event in each spelling. */
const SPELLINGS: Readonly<Record<string, (event: HistoryEvent) => unknown>> = {
  'the API': toApiEvent,
  Go: event => renamed({ mapRunFailedEventDetails: null, ...toApiEvent(event) }, capital),
  Ruby: event => renamed(toApiEvent(event), snake),
  '.NET': event => ({ ...(renamed(toApiEvent(event), capital) as Json), Type: { Value: event.type } }),
  Steampipe: event => {
    const { timestamp, type, id, previousEventId, ...rest } = toApiEvent(event)
    const details = Object.entries(rest).map(([name, value]) => [snake(name), renamed(value, capital)])
    return { timestamp, type, id, previous_event_id: previousEventId, ...Object.fromEntries(details) }
  },
  'epoch milliseconds': event => ({ ...toApiEvent(event), timestamp: event.timestamp }),
  'epoch nanoseconds as text': event => ({ ...toApiEvent(event), timestamp: `${event.timestamp}000000` }),
  'a log': logRecord,
}

/** One text in each wrapper. */
const WRAPPERS: Readonly<Record<string, (events: readonly unknown[]) => string>> = {
  'a page': events => JSON.stringify({ events }, null, 4),
  'a list': events => JSON.stringify(events),
  'lists in lists': events => JSON.stringify([events.slice(0, 3), [events.slice(3)]]),
  'a line each': events => events.map(event => JSON.stringify(event)).join('\n'),
  'a map by id': events =>
    JSON.stringify({ execution: {}, historyHash: Object.fromEntries(events.map((event, at) => [at + 1, event])) }),
  body: events => JSON.stringify({ statusCode: 200, body: JSON.stringify({ events }) }),
  'a JSON string': events => JSON.stringify({ response: JSON.stringify(JSON.stringify({ events })) }),
  placebo: events => JSON.stringify({ status_code: 200, data: { events, ResponseMetadata: {} } }),
  fences: events => `Here it is:\n\n\`\`\`json\n${JSON.stringify({ events }, null, 2)}\n\`\`\`\nWhat now?\n`,
  'a prompt': events => `$ aws stepfunctions get-execution-history\n${JSON.stringify({ events }, null, 4)}`,
  Elasticsearch: events =>
    JSON.stringify({ hits: { hits: events.map(_source => ({ _index: 'x', _type: '_doc', _source })) } }),
  Splunk: events => events.map(event => JSON.stringify({ result: { _raw: JSON.stringify(event) } })).join('\n'),
  Datadog: events =>
    JSON.stringify({ data: events.map(attributes => ({ id: 'AQ', type: 'log', attributes: { attributes } })) }),
  Loki: events =>
    JSON.stringify({ data: { result: [{ values: events.map(event => ['17', JSON.stringify(event)]) }] } }),
  Grafana: events => JSON.stringify(events.map(event => ({ line: JSON.stringify(event), timestamp: 't' }))),
  'log events': events =>
    JSON.stringify({ logEvents: events.map(event => ({ id: '3', timestamp: 1, message: JSON.stringify(event) })) }),
  'brackets before each line': events =>
    events.map(event => `[2024-04-24T20:54:30+09:00] (states/O) ${JSON.stringify(event)}`).join('\n'),
  awslogs: events =>
    JSON.stringify({
      awslogs: { data: packed({ logEvents: events.map(event => ({ message: JSON.stringify(event) })) }) },
    }),
  Kinesis: events =>
    JSON.stringify({ Records: [{ kinesis: { data: packed({ events }) } }, { kinesis: { data: btoa('{"a":1}') } }] }),
  Python: events => `Out[3]: ${python(events)}`,
  YAML: events => `events:\n${events.map(event => `- ${yaml(event, 2).trimStart()}`).join('\n')}\n`,
}

function packed(value: unknown): string {
  return Buffer.from(gzipSync(strToU8(JSON.stringify(value)))).toString('base64')
}

function python(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (Array.isArray(value)) return `[${value.map(python).join(',\n ')}]`
  if (typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([name, inner]) => `'${name}': ${python(inner)}`)
      .join(', ')}}`
  }
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return `${value}`
  const text = (typeof value === 'string' ? value : '').replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
  return text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`
}

function yaml(value: unknown, indent: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const entries = Object.entries(value)
  if (entries.length === 0) return '{}'
  return entries
    .map(([name, inner]) => {
      const nested = typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0
      return `\n${' '.repeat(indent)}${name}: ${yaml(inner, indent + 2)}`.replace(': \n', nested ? ':\n' : ': \n')
    })
    .join('')
}

const ENCODINGS: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'UTF-8': text => strToU8(text),
  'UTF-8 with mark': text => strToU8(`\ufeff${text}`),
  'UTF-16': text => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16 without mark': text => Buffer.from(text, 'utf16le'),
  gzip: text => gzipSync(strToU8(text)),
  ZIP: text => zipSync({ 'a/history.json': strToU8(text) }),
}

/** What is told of an event: details may lose nulls and gain nothing. */
function facts(events: Events): unknown[] {
  return events.map(({ id, previousEventId, type, timestamp, details }) => ({
    id,
    previousEventId,
    type,
    timestamp,
    name: details?.['name'],
    index: details?.['index'],
    error: details?.['error'],
    input: details?.['input'],
  }))
}

const histories = randomCase().map(({ machine, options }) =>
  simulate(machine, options).events.map(event => ({ ...event, timestamp: Math.round(event.timestamp) })),
)

const pick = (table: Readonly<Record<string, unknown>>) => fc.constantFrom(...Object.keys(table))

const cases = fc.record({
  events: histories,
  spelling: pick(SPELLINGS),
  wrapper: pick(WRAPPERS),
  encoding: pick(ENCODINGS),
})

function written({ events, spelling, wrapper }: { events: Events; spelling: string; wrapper: string }): string {
  return WRAPPERS[wrapper]?.(events.map(event => SPELLINGS[spelling]?.(event))) ?? ''
}

it('gives the same events in any wrapper, spelling and encoding', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ events, spelling, wrapper, encoding }) => {
      const bytes = ENCODINGS[encoding]?.(written({ events, spelling, wrapper })) ?? new Uint8Array()
      const { executions } = await readHistoryFile(bytes, 'h.json')
      expect(executions).toHaveLength(1)
      expect(facts(executions[0]?.events ?? [])).toEqual(facts(events))
      expect(executions[0]?.partial).toBe(undefined)
    }),
    { numRuns: 300 },
  )
})

it('gives what stands before a cut, or says in words that it cannot be read', async () => {
  const cuts = fc.record({ one: cases, share: fc.double({ min: 0, max: 1, noNaN: true }) })
  await fc.assert(
    fc.asyncProperty(cuts, async ({ one: { events, spelling, wrapper, encoding }, share }) => {
      const bytes = ENCODINGS[encoding]?.(written({ events, spelling, wrapper })) ?? new Uint8Array()
      try {
        const { executions } = await readHistoryFile(bytes.subarray(0, bytes.length * share), 'h.json')
        expect(executions).toHaveLength(1)
        const found = executions[0]?.events ?? []
        expect(facts(found)).toEqual(facts(events.slice(0, found.length)))
      } catch (error) {
        if (!(error instanceof HistoryFormatError)) throw error
        expect(error.message.length).toBeGreaterThan(10)
      }
    }),
    { numRuns: 300 },
  )
})

it.each(['a page', 'a list', 'a line each', 'a map by id', 'fences', 'Elasticsearch', 'Python', 'YAML'])(
  'keeps all whole events of a cut %s',
  async wrapper => {
    await fc.assert(
      fc.asyncProperty(histories, fc.double({ min: 0.3, max: 1, noNaN: true }), async (events, share) => {
        const text = written({ events, spelling: 'the API', wrapper })
        const cut = text.slice(0, Math.floor(text.length * share))
        // An event is whole once the next one has begun.
        const whole = events.filter(({ id }) => cut.search(new RegExp(`['"]?id['"]?: ?${id + 1}\\b`)) !== -1).length
        if (whole === 0) return
        const { executions } = await readHistoryFile(strToU8(cut), 'h.json')
        expect(executions[0]?.events.length).toBeGreaterThanOrEqual(whole)
      }),
      { numRuns: 40 },
    )
  },
)
