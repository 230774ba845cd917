import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonOnOneLine, onItsLines, onOneLine } from './on-one-line.ts'

const HOSTILE = [
  ['a line break', 'A\n✓ Forged'],
  ['a carriage return', 'A\rB'],
  ['a C0 sequence', 'A\u001b[2JB'],
  ['a C1 sequence', 'A\u009b2JB'],
  ['a line separator', 'A\u2028B\u2029C'],
  ['a turned direction', 'A\u202eB\u2066C'],
  ['half a pair', 'A\ud800B'],
  ['a tag beyond the basic plane', 'A\u{e0001}B'],
] as const

describe('foreign text', () => {
  it.each(HOSTILE)('with %s is one line that steers nothing', (_what, text) => {
    for (const line of [onOneLine(text), jsonOnOneLine({ name: text })]) {
      expect(line).not.toMatch(/(?!\u200d)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u)
    }
  })

  it('escapes every character that is not seen, whichever stand beside it', () => {
    for (let code = 0; code <= 0xffff; code++) {
      const char = String.fromCharCode(code)
      if (!/(?!\u200d)[\p{C}\u2028\u2029]/u.test(char)) continue
      if (onOneLine(`✓ a${char}`) !== `✓ a\\u${code.toString(16).padStart(4, '0')}` && !'\n\r\t'.includes(char))
        expect.fail(`U+${code.toString(16)} is left as it is`)
    }
  })

  it('keeps what can be seen', () => {
    expect(onOneLine('Prüfen 検査 👩‍🚀 “x”')).toBe('Prüfen 検査 👩‍🚀 “x”')
    expect(onOneLine('a\n\tb\u001b')).toBe('a\\n\\tb\\u001b')
  })

  it('of many lines keeps them, and steers nothing', () => {
    expect(onItsLines('a,b\r\n1,\t2\n')).toBe('a,b\r\n1,\t2\n')
    for (const [, text] of HOSTILE)
      expect(onItsLines(text)).not.toMatch(/(?!\u200d|[\n\r])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u)
    assert(
      property(string({ unit: 'binary' }), text => {
        const json = onItsLines(JSON.stringify([text, { text }], undefined, 1))
        expect(JSON.parse(json)).toEqual([text, { text }])
        expect(json).not.toMatch(/(?!\u200d|\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u)
      }),
    )
  })

  it('means in JSON what it meant', () => {
    assert(
      property(string({ unit: 'binary' }), text => {
        const json = jsonOnOneLine({ text })
        expect(JSON.parse(json)).toEqual({ text })
        expect(json).not.toMatch(/(?!\u200d)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u)
      }),
    )
  })
})
