import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameWords } from '../analysis/name-words.ts'
import { nameParts, splitParts } from './matched-letters.ts'

function marked(name: string, query: string): string {
  return nameParts(name, nameWords(query))
    .map(({ text, matched }) => (matched ? `[${text}]` : text))
    .join('')
}

describe('letters of a name that a query found', () => {
  it('marks them wherever they are, whatever their case', () => {
    expect(marked('ChargeCard', 'charge')).toBe('[Charge]Card')
    expect(marked('RechargeCharge', 'state:charge')).toBe('Re[charge][Charge]')
    expect(marked('ChargeCard', 'charge card')).toBe('[Charge][Card]')
    expect(marked('item-7', 'execution:item machine:rows')).toBe('[item]-7')
  })

  it('marks the whole name where something else matched', () => {
    expect(marked('ChargeCard', 'dur:>5s')).toBe('[ChargeCard]')
  })

  it('splits a name where it gives way, marks and all', () => {
    const [head, tail] = splitParts(nameParts('ChargeCard', ['gecar']), 6)
    const text = (parts: typeof head) => parts.map(part => (part.matched ? `[${part.text}]` : part.text)).join('')
    expect([text(head), text(tail)]).toEqual(['Char[ge]', '[Car]d'])
  })

  it('loses and adds no letter', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ minLength: 1 })), (name, words) => {
        const text = nameParts(name, words).map(part => part.text)
        expect(text.join('')).toBe(name)
      }),
    )
  })
})
