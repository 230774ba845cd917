import { describe, expect, it } from 'vitest'
import { differencesOf } from '../../comparison/json-difference.ts'
import { jsonLines } from './json-lines.ts'

const LEVELS = 20_000
const nested = (inner: string): unknown => JSON.parse('['.repeat(LEVELS) + inner + ']'.repeat(LEVELS))

describe('a payload nested 20,000 deep', () => {
  it('is searched line by line', () => {
    const lines = jsonLines(nested('1'), { characters: 2 * LEVELS + 1, toggled: new Set(), openAll: true })
    expect(lines).toHaveLength(2 * LEVELS + 1)
    expect(lines[LEVELS]?.value).toEqual({ kind: 'number', text: '1' })
  })

  it('is compared to the bottom', () => {
    const differences = differencesOf(nested('1'), nested('2'))
    expect(differences).toMatchObject([{ kind: 'changed', before: '1', after: '2' }])
  })
})
