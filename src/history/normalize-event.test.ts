import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KNOWN_EVENT_TYPES } from './event-types.ts'
import { HistoryFormatError } from './history-format-error.ts'
import { normalizeEvent, toApiEvent } from './normalize-event.ts'
import { formatTimestamp, readTimestamp } from './timestamps.ts'

const raw = { timestamp: 1704067200.442, type: 'PassStateEntered', id: 2, previousEventId: 0 }

describe('normalizeEvent', () => {
  it('takes an event of the API and of the command line alike', () => {
    const expected = {
      id: 2,
      previousEventId: 0,
      type: 'PassStateEntered',
      timestamp: 1704067200442,
      details: { name: 'P' },
    }
    const details = { stateEnteredEventDetails: { name: 'P' } }
    expect(normalizeEvent({ ...raw, ...details })).toEqual(expected)
    expect(normalizeEvent({ ...raw, ...details, timestamp: '2024-01-01T01:00:00.442000+01:00' })).toEqual(expected)
    expect(normalizeEvent({ ...raw, ...details, timestamp: new Date(1704067200442) })).toEqual(expected)
  })

  it('takes a CloudWatch Logs record, where numbers are text', () => {
    const record = {
      id: '4',
      type: 'MapIterationStarted',
      previous_event_id: '3',
      event_timestamp: '1790201714392',
      execution_arn: 'arn:aws:states:us-east-1:123456789012:express:M:e:1',
      details: { name: 'Fan', index: '0' },
      redrive_count: '0',
    }
    expect(normalizeEvent(record)).toEqual({
      id: 4,
      previousEventId: 3,
      type: 'MapIterationStarted',
      timestamp: 1790201714392,
      details: { name: 'Fan', index: 0 },
    })
  })

  it('keeps a type nobody knows, with its details', () => {
    const event = normalizeEvent({ ...raw, type: 'TaskDreamt', taskDreamtEventDetails: { of: 'sheep' } })
    expect(event).toMatchObject({ type: 'TaskDreamt', details: { of: 'sheep' } })
    expect(normalizeEvent(toApiEvent(event))).toEqual(event)
  })

  it('gives every event the same keys in the same order', () => {
    expect(Object.keys(normalizeEvent({ ...raw, type: 'LambdaFunctionStarted' }))).toEqual([
      'id',
      'previousEventId',
      'type',
      'timestamp',
      'details',
    ])
  })

  it.each([
    ['event 17 has no id', { ...raw, id: undefined }],
    ['event 17 has an id that is no positive whole number: "x"', { ...raw, id: 'x' }],
    ['event 2 has no type', { ...raw, type: '' }],
    ['event 2 has no timestamp', { ...raw, timestamp: null }],
    ['event 2 has a timestamp that is no time: "timestamp"', { ...raw, timestamp: 'timestamp' }],
    ['event 2 has a previousEventId that is no whole number: -1', { ...raw, previousEventId: -1 }],
    ['event 17 is not an object', 'text'],
  ])('says: %s', (message, value) => {
    expect(() => normalizeEvent(value, 17)).toThrow(new HistoryFormatError(message))
  })

  it('is undone by toApiEvent', () => {
    const events = fc.record({
      id: fc.integer({ min: 1, max: 25_000 }),
      previousEventId: fc.nat(25_000),
      type: fc.constantFrom(...KNOWN_EVENT_TYPES),
      timestamp: fc.integer({ min: 1e12, max: 3e12 }),
      details: fc.constantFrom(undefined, { name: 'P', input: '{}' }),
    })
    fc.assert(
      fc.property(events, event => {
        expect(normalizeEvent(toApiEvent(event))).toEqual(event)
      }),
    )
  })
})

describe('readTimestamp', () => {
  it.each([
    ['2026-01-01T00:00:00.442000+00:00', 1767225600442],
    ['2026-01-01T00:00:00.442Z', 1767225600442],
    ['2026-01-01T00:00:00Z', 1767225600000],
    ['2026-01-01T00:00:00-05:00', 1767243600000],
    ['2026-01-01T00:00:00+0530', 1767205800000],
    ['2026-01-01T00:00:00.532000-05:00', 1767243600532],
    ['2026-01-01 00:00:00.442', 1767225600442],
    ['2026-01-01T00:00:00.000250Z', 1767225600000.25],
    ['1767225600442', 1767225600442],
    ['1767225600.442', 1767225600442],
    [1767225600.442, 1767225600442],
    [1767225600442, 1767225600442],
    ['Thu, 01 Jan 2026 00:00:00 GMT', 1767225600000],
    ['Thu, 01 Jan 2026 00:00:00', 1767225600000],
    ['Jan 1, 2026 00:00:00', 1767225600000],
    ['2026-01-01T00:00', 1767225600000],
    ['2026-01-01 00:00:00 UTC', 1767225600000],
    ['2026-01-01 01:00:00 +0100', 1767225600000],
    ['2026-01-01 00:00:00.5 +0000 UTC', 1767225600500],
    ['2026-01-01T01:00:00+01:00[Europe/Berlin]', 1767225600000],
    [1767225600442000, 1767225600442],
    [1767225600442000000, 1767225600442],
    ['1767225600442000', 1767225600442],
    ['1767225600442000000', 1767225600442],
    ['/Date(1767225600442)/', 1767225600442],
    [{ value: '/Date(1767225600442)/', DisplayHint: 2 }, 1767225600442],
    [
      { __class__: 'datetime', year: 2026, month: 1, day: 1, hour: 0, minute: 0, second: 0, microsecond: 442000 },
      1767225600442,
    ],
    [{ seconds: '1767225600', nanos: 442000000 }, 1767225600442],
  ])('reads %s', (text, time) => {
    expect(readTimestamp(text)).toBe(time)
  })

  it.each(['', 'event 17', '2026-13-01T00:00:00Z', '2026-01-01T00:00:00Zulu', Number.NaN, 1e300, null, {}])(
    'refuses %s',
    value => {
      expect(readTimestamp(value)).toBeUndefined()
    },
  )

  it('agrees with Date.parse on every ISO form', () => {
    const dates = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
    const offsets = fc.constantFrom('Z', '+00:00', '-05:00', '+05:30', '+14:00')
    fc.assert(
      fc.property(dates, offsets, (date, offset) => {
        const text = date.toISOString().replace('Z', offset)
        expect(readTimestamp(text)).toBe(Date.parse(text))
        expect(formatTimestamp(date.getTime())).toBe(date.toISOString())
      }),
    )
  })
})
