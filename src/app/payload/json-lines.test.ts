import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseExactJson } from '../../history/exact-json.ts'
import { ancestorPaths, jsonLines, lineText, startsClosed, valueAtPath } from './json-lines.ts'

const drawn = (value: unknown, toggled: readonly string[] = []) =>
  jsonLines(value, { characters: JSON.stringify(value).length, toggled: new Set(toggled) }).map(
    line => `${' '.repeat(line.depth)}${lineText(line)}${line.comma ? ',' : ''}`,
  )

describe('jsonLines', () => {
  it('draws a small payload open, one value a line', () => {
    expect(drawn({ order: { id: 42 }, tags: ['a'] })).toEqual([
      '{',
      ' "order": {',
      '  "id": 42',
      ' },',
      ' "tags": [',
      '  "a"',
      ' ]',
      '}',
    ])
  })

  it('draws numbers and members as they are written, without the colours of a terminal', () => {
    const value = parseExactJson('{"id":1182379401234567890,"a":10.10,"a":-0,"say":"\\u001b[31mno\\u001b[0m"}')
    const lines = jsonLines(value, { characters: 1, toggled: new Set() }).map(lineText)
    expect(lines).toEqual(['{', '"id": 1182379401234567890', '"a": 10.10', '"a": -0', '"say": "no"', '}'])
  })

  it('unfolds JSON inside a string, at any depth, and finds the way back', () => {
    const inner = JSON.stringify({ order: { id: 7 } })
    const value = { body: JSON.stringify({ detail: inner }), text: '{no json}', none: '{}' }
    expect(drawn(value)).toHaveLength(5)
    expect(drawn(value, ['$.body', '$.body (as JSON).detail'])).toEqual([
      '{',
      ' "body": ,',
      '  {',
      '   "detail": ',
      '    {',
      '     "order": {',
      '      "id": 7',
      '     }',
      '    }',
      '  }',
      ' "text": "{no json}",',
      ' "none": "{}"',
      '}',
    ])
    const path = '$.body (as JSON).detail (as JSON).order.id'
    expect(valueAtPath(value, path)).toBe(7)
    expect(ancestorPaths(path)).toContain('$.body (as JSON).detail')
  })

  it('closes what was toggled', () => {
    expect(drawn({ order: { id: 42 }, n: 1 }, ['$.order'])).toEqual(['{', ' "order": {,', ' "n": 1', '}'])
  })

  it('starts large payloads closed below the second level', () => {
    expect([startsClosed(1, 100_000), startsClosed(2, 100_000), startsClosed(9, 100)]).toEqual([false, true, false])
  })

  it('gives every line a path that leads back to its value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), value => {
        const root: unknown = JSON.parse(JSON.stringify(value))
        for (const line of jsonLines(root, { characters: 0, toggled: new Set(), openAll: true })) {
          const found = valueAtPath(root, line.path)
          if (line.value.kind === 'opening') expect(Object.keys(found ?? {}).length).toBe(line.value.size)
          else if (line.value.kind !== 'closing') expect(JSON.stringify(found)).toBe(line.value.text)
        }
      }),
    )
  })
})

describe('ancestorPaths', () => {
  it('names the containers that must be open', () => {
    expect(ancestorPaths("$.order['line items'][3].sku")).toEqual([
      '$',
      '$.order',
      "$.order['line items']",
      "$.order['line items'][3]",
    ])
  })
})
