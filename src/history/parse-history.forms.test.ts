import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { KNOWN_EVENT_TYPES } from './event-types.ts'
import type { HistoryEvent } from './events.ts'
import { HistoryFormatError } from './history-format-error.ts'
import { toApiEvent } from './normalize-event.ts'
import { parseHistory } from './parse-history.ts'

const ARN = 'arn:aws:states:us-east-1:123456789012:execution:M:e'

/** Ids 1..n with hostile payloads: quotes, braces, line ends, commas, any Unicode. */
const histories: fc.Arbitrary<HistoryEvent[]> = fc
  .array(
    fc.record({
      type: fc.constantFrom(...KNOWN_EVENT_TYPES),
      timestamp: fc.integer({ min: 1e12, max: 3e12 }),
      details: fc.option(fc.record({ name: fc.string({ unit: 'binary' }), input: fc.json(), index: fc.nat(99) }), {
        nil: undefined,
      }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map(events => events.map((event, index) => ({ id: index + 1, previousEventId: index, ...event })))

function logRecord(event: HistoryEvent) {
  return {
    id: String(event.id),
    type: event.type,
    previous_event_id: String(event.previousEventId),
    event_timestamp: String(event.timestamp),
    execution_arn: ARN,
    redrive_count: '0',
    details: event.details ?? {},
  }
}

function lines(values: readonly unknown[]): string {
  return values.map(value => JSON.stringify(value)).join('\n')
}

function cell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

/** Ways to write events, in whatever order they come. */
const FORMS: Readonly<Record<string, (events: readonly HistoryEvent[]) => string>> = {
  page: events => JSON.stringify({ events: events.map(toApiEvent) }, null, 4),
  array: events => JSON.stringify(events.map(toApiEvent)),
  'one event a line': events => lines(events.map(toApiEvent)),
  'pages of three': events =>
    lines(events.flatMap((_, at) => (at % 3 === 0 ? [{ events: events.slice(at, at + 3).map(toApiEvent) }] : []))),
  'epoch seconds': events =>
    JSON.stringify({ events: events.map(event => ({ ...toApiEvent(event), timestamp: event.timestamp / 1000 })) }),
  records: events => JSON.stringify(events.map(logRecord)),
  'records a line': events => lines(events.map(logRecord)),
  'log events': events =>
    JSON.stringify({ events: events.map(event => ({ timestamp: 1, message: JSON.stringify(logRecord(event)) })) }),
  csv: events =>
    ['timestamp,message', ...events.map(event => `1,${cell(JSON.stringify(logRecord(event)))}`)].join('\r\n'),
  tail: events => events.map(event => `2026-01-01T00:00:00Z s/x ${JSON.stringify(logRecord(event))}`).join('\n'),
}

it.each(Object.entries(FORMS))('%s: gives back the events, whatever their order', (_, write) => {
  const orders = histories.chain(events =>
    fc.record({
      events: fc.constant(events),
      order: fc.oneof(
        fc.constant(events),
        fc.constant(events.toReversed()),
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.constant([...events, ...events.slice(0, 2)]),
      ),
    }),
  )
  fc.assert(
    fc.property(orders, ({ events, order }) => {
      const { executions } = parseHistory(write(order))
      expect(executions.map(execution => execution.events)).toEqual([events])
    }),
  )
})

it('reads any text, however cut or mangled, or says what is wrong with it', () => {
  const forms = Object.values(FORMS)
  const cut = fc
    .tuple(histories, fc.nat(forms.length - 1), fc.double({ min: 0, max: 1, noNaN: true }), fc.string())
    .map(([events, form, share, junk]) => {
      const text = forms[form]?.(events) ?? ''
      const at = Math.floor(text.length * share)
      return text.slice(0, at) + junk + text.slice(at + junk.length)
    })
  fc.assert(
    fc.property(fc.oneof(cut, fc.json(), fc.string({ unit: 'binary' })), text => {
      try {
        expect(parseHistory(text).executions.length).toBeGreaterThan(0)
      } catch (error) {
        expect(error).toBeInstanceOf(HistoryFormatError)
      }
    }),
    { numRuns: 500 },
  )
})
