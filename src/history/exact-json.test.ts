import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExactNumber, ExactObject, exactJsonText, parseExactJson } from './exact-json.ts'

describe('parseExactJson', () => {
  it('is JSON.parse for what JavaScript does not change', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(0, 2), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), undefined, indent)
        expect(exactJsonText(parseExactJson(text), indent)).toBe(text)
      }),
    )
  })

  it.each([
    '1182379401234567890',
    '10.10',
    '1e400',
    '-0',
    '1E3',
    '{"a":1,"a":2}',
    '{"b":0.10,"10":1,"2":[1.0]}',
    '{"__proto__":{"x":1}}',
    '{"\\u0061":1}',
  ])('keeps %s as it is written', text => {
    const expected = text.replace('\\u0061', 'a')
    expect(exactJsonText(parseExactJson(text))).toBe(expected)
  })

  it('makes something of its own only of what JavaScript would change', () => {
    expect(parseExactJson('[1, 1.5, {"a": 1}]')).toEqual([1, 1.5, { a: 1 }])
    expect(parseExactJson('1.50')).toEqual(new ExactNumber('1.50'))
    expect(parseExactJson('{"a":1,"a":2}')).toBeInstanceOf(ExactObject)
  })

  it('refuses what JSON.parse refuses', () => {
    const mangled = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', ',', '}', '0', '\n', '\u0001', 'e', '-'))
    fc.assert(
      fc.property(mangled, ([json, at, junk]) => {
        const place = at % (json.length + 1)
        const text = json.slice(0, place) + junk + json.slice(place + 1)
        let valid = true
        try {
          JSON.parse(text)
        } catch {
          valid = false
        }
        if (valid) expect(() => parseExactJson(text)).not.toThrow()
        else expect(() => parseExactJson(text)).toThrow(SyntaxError)
      }),
      { numRuns: 1000 },
    )
  })

  it('nests as deep as a payload can', () => {
    expect(() => parseExactJson('['.repeat(100_000) + ']'.repeat(100_000))).not.toThrow()
  })
})
