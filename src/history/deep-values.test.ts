import { describe, expect, it } from 'vitest'
import { cleanDetails } from './clean-details.ts'
import { parseDefinition } from './definition.ts'
import { exactJsonText, parseExactJson } from './exact-json.ts'
import { normalizeEvent } from './normalize-event.ts'

const LEVELS = 100_000

/** `{"a":{"a":…1.50…}}`: with a number that JavaScript would change. */
function nested(name: string, inner: string): string {
  return `{"${name}":`.repeat(LEVELS) + inner + '}'.repeat(LEVELS)
}

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
