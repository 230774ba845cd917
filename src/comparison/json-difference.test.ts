import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseExactJson } from '../history/exact-json.ts'
import { differencesOf } from './json-difference.ts'

describe('differencesOf', () => {
  it('names what was added, removed and changed', () => {
    const before = { order: { id: 1, note: 'x' }, items: ['a', 'b'] }
    const after = { order: { id: 2 }, items: ['a', 'b', 'c'] }
    expect(differencesOf(before, after)).toEqual([
      { path: '$.order.id', kind: 'changed', before: '1', after: '2' },
      { path: '$.order.note', kind: 'removed', before: '"x"', after: undefined },
      { path: '$.items[2]', kind: 'added', before: undefined, after: '"c"' },
    ])
  })

  it('takes numbers and members as they are written', () => {
    const [before, after] = ['{"id":1182379401234567890,"p":10.10}', '{"id":1182379401234567891,"p":10.10}'].map(
      parseExactJson,
    )
    expect(differencesOf(before, after)).toEqual([
      { path: '$.id', kind: 'changed', before: '1182379401234567890', after: '1182379401234567891' },
    ])
    const twice = differencesOf(parseExactJson('{"a":1,"a":2}'), parseExactJson('{"a":1,"a":3}'))
    expect(twice).toEqual([{ path: '$.a', kind: 'changed', before: '2', after: '3' }])
  })

  it('calls an array that became an object one change', () => {
    expect(differencesOf([1], { 0: 1 })).toEqual([{ path: '$', kind: 'changed', before: '[1]', after: '{"0":1}' }])
  })

  it('finds nothing exactly between equal values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [x, y]: readonly unknown[] = [JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b))]
        expect(differencesOf(x, structuredClone(x))).toEqual([])
        expect(differencesOf(x, y).length > 0).toBe(canonical(x) !== canonical(y))
      }),
    )
  })
})

function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
