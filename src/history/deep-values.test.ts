import { describe, expect, it } from 'vitest'
import { cleanDetails } from './clean-details.ts'
import { parseDefinition } from './definition.ts'
import { exactJsonText, parseExactJson } from './exact-json.ts'
import { HistoryFormatError } from './history-format-error.ts'
import { parseJson } from './json-value.ts'
import { normalizeEvent } from './normalize-event.ts'
import { parseHistory } from './parse-history.ts'

const LEVELS = 100_000

/** `{"a":{"a":…1.50…}}`: with a number that JavaScript would change. */
function nested(name: string, inner: string): string {
  return `{"${name}":`.repeat(LEVELS) + inner + '}'.repeat(LEVELS)
}

const DEEPER_THAN_READ = 300_000

describe('JSON that nests deeper than is read', () => {
  const brackets = (open: string, close: string) => open.repeat(DEEPER_THAN_READ) + close.repeat(DEEPER_THAN_READ)

  it.each([
    ['brackets', brackets('[', ']').padEnd(1_000_000)],
    ['objects', brackets('{"a":', '}').replace('":}', '":1}')],
    ['both, behind strings', `["\\\\","\\"[",${brackets('[{"a":', '}]').replace('":}', '":1}')}]`],
    ['what is never closed', '{"events":'.concat('['.repeat(1_000_000))],
  ])('is refused before its levels are made: %s', (_what, text) => {
    expect(() => parseJson(text)).toThrow('It nests too deep.')
    expect(() => parseExactJson(text)).toThrow('It nests too deep.')
  })

  it.each([
    ['brackets in a string', JSON.stringify(['['.repeat(2_000_000), '\\"{'.repeat(300_000), '\\'])],
    ['a long list of short ones', JSON.stringify(Array.from({ length: 300_000 }, () => [{}]))],
  ])('is none of: %s', (_what, text) => {
    expect(JSON.stringify(parseJson(text)) === text).toBe(true)
  })
})

describe('an event', () => {
  const deep = JSON.parse(nested('a', '1'))
  const event = { id: 1, type: 'ExecutionStarted', timestamp: 1, executionStartedEventDetails: { roleArn: 'r' } }

  it.each([
    ['a name', { ...event, executionStartedEventDetails: { name: deep } }],
    ['a member that nobody knows', { ...event, executionStartedEventDetails: { more: { inside: [deep] } } }],
    ['details in another spelling', { ...event, executionStartedEventDetails: { Some_Name: deep, input: null } }],
    [
      'details of a type that nobody knows',
      { id: 1, previousEventId: 0, type: 'Foo', timestamp: 1, fooEventDetails: deep },
    ],
  ])('can be written and sent, however deep its details were: %s', (_what, raw) => {
    const normal = normalizeEvent(raw)
    expect(structuredClone(normal)).toEqual(normal)
    expect(JSON.stringify(normal)).toContain('\\"a\\":{\\"a')
  })

  it.each(['id', 'timestamp', 'previousEventId'])('whose %s is deep is refused in words', member => {
    expect(() => normalizeEvent({ ...event, [member]: deep })).toThrow(HistoryFormatError)
  })
})

describe('a file with what nests 100,000 deep', () => {
  const event = { id: 1, previousEventId: 0, type: 'ExecutionStarted', timestamp: 1 }
  const deep = nested('a', '1')

  it.each([
    ['a definition', `{"definition":{"States":${deep}},"events":[${JSON.stringify(event)}]}`],
    ['a request beside an answer', `{"request":${deep},"response":{"events":[${JSON.stringify(event)}]}}`],
  ])('is read: %s', (_what, text) => {
    expect(parseHistory(text).executions[0]?.events).toHaveLength(1)
  })

  it.each([
    [
      'a description',
      `{"executionArn":"arn:aws:states:eu-west-1:123456789012:execution:M:e","status":"FAILED","x":${deep}}`,
    ],
    [
      'a list of executions',
      `{"executions":[{"executionArn":"arn:aws:states:eu-west-1:123456789012:execution:M:e"},${deep}]}`,
    ],
    ['nothing of ours', deep],
  ])('is refused in words: %s', (_what, text) => {
    expect(() => parseHistory(text)).toThrow(HistoryFormatError)
  })
})

describe('values nested 100,000 deep', () => {
  it('are written as they were read', () => {
    const text = nested('a', '1.50')
    expect(exactJsonText(parseExactJson(text)) === text).toBe(true)
  })

  it('are cleaned as details in any spelling', () => {
    const details = cleanDetails({ Output_Details: JSON.parse(nested('Some_Name', '1')) })
    expect(Object.keys(details)).toEqual(['outputDetails'])
  })

  it('are payloads that a tool had parsed', () => {
    const raw = {
      id: 2,
      type: 'PassStateEntered',
      timestamp: 1,
      stateEnteredEventDetails: { name: 'P', input: JSON.parse(nested('a', '1')) },
    }
    const input = normalizeEvent(raw).details?.['input']
    expect(input === nested('a', '1')).toBe(true)
  })

  it('are definitions in definitions, told to be none', () => {
    expect(() => parseDefinition(nested('definition', '{}'))).toThrow('The definition has no States.')
  })
})
