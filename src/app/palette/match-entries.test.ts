import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../waits/slices.ts'
import { MOST_ROWS, matchSteps, readTyped } from './match-entries.ts'
import { entryText, type PaletteEntry, type PaletteGroup } from './palette-entry.ts'

const entry = (group: PaletteGroup, title: string, note = ''): PaletteEntry => ({
  ...{ id: `${group} ${title}`, group, icon: 'task', title, note, target: { kind: 'nothing' } },
})

const find = (entries: readonly PaletteEntry[], text: string) => atOnce(matchSteps(entries, readTyped(text)))
const titles = (entries: readonly PaletteEntry[], text: string) =>
  find(entries, text).shown.map(({ entry: { title } }) => title)

const LEDGER = [
  entry('errors', 'LedgerMismatch', 'in SettleOrders › WriteLedger'),
  entry('states', 'ListOrders'),
  entry('states', 'WriteLedger', 'in SettleOrders'),
  entry('iterations', '#941', 'SettleOrders, failed in WriteLedger'),
  entry('iterations', '#94', 'SettleOrders'),
  entry('commands', 'Zoom in'),
]

describe('what was typed', () => {
  it('is looked for in titles and notes, the titles that begin with it first', () => {
    expect(titles(LEDGER, 'led')).toEqual(['LedgerMismatch', 'WriteLedger', '#941'])
  })
  it('may leave letters out', () => {
    expect(titles(LEDGER, 'wrtldgr')).toEqual(['WriteLedger'])
    expect(titles(LEDGER, 'wl')).toEqual(['WriteLedger'])
  })
  it('asks for one group by its first sign', () => {
    expect(titles(LEDGER, '@led')).toEqual(['WriteLedger'])
    expect(titles(LEDGER, '!led')).toEqual(['LedgerMismatch'])
    expect(titles(LEDGER, '>')).toEqual(['Zoom in'])
    expect(titles(LEDGER, '#94')).toEqual(['#94', '#941'])
  })
  it('is found in any script and any case', () => {
    const names = [entry('states', 'Überweisung'), entry('states', '支払い'), entry('states', 'ПроверкаЗаказа')]
    expect(titles(names, 'über')).toEqual(['Überweisung'])
    expect(titles(names, '支払')).toEqual(['支払い'])
    expect(titles(names, 'заказ')).toEqual(['ПроверкаЗаказа'])
  })
  it('finds the first of a row first, wherever its words stand', () => {
    const [third, second, first] = [
      { ...entry('iterations', '#7', 'Bills, slowest'), ranks: [{ word: 'slowest', rank: 2 }] },
      { ...entry('iterations', '#31', 'Bills, failed in Charge, slowest'), ranks: [{ word: 'slowest', rank: 1 }] },
      { ...entry('iterations', '#157', 'Bills, slowest'), ranks: [{ word: 'slowest', rank: 0 }] },
    ]
    expect(titles([third, second, first], 'slowest')).toEqual(['#157', '#31', '#7'])
    // What is called so comes before what is said to be so.
    expect(titles([third, second, first, entry('iterations', '#70', 'Bills')], '#7')[0]).toBe('#7')
  })
  it('is ranked by the word that was found', () => {
    const slow = {
      ...entry('iterations', '#7', 'Bills, 1 retry, slowest'),
      ranks: [
        { word: 'slowest', rank: 0 },
        { word: 'retr', rank: 1 },
      ],
    }
    const tried = { ...entry('iterations', '#31', 'Bills, most retries: 4'), ranks: [{ word: 'retr', rank: 0 }] }
    expect(titles([slow, tried], 'retr')).toEqual(['#31', '#7'])
    expect(titles([slow, tried], 'slowest')).toEqual(['#7'])
  })
  it('is marked where it was found', () => {
    const [first] = find(LEDGER, 'mismatch').shown
    expect(first?.marks.map(([from, to]) => entryText(first.entry).slice(from, to))).toEqual(['Mismatch'])
  })
})

describe('the rows', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => entry('iterations', `#${index}`, 'Orders'))

  it('are few, however many there are', () => {
    const found = find([...many, entry('states', 'Orders'), entry('commands', 'Clear orders')], 'orders')
    expect(found.shown.length).toBeLessThanOrEqual(MOST_ROWS)
    expect(found.count).toBe(20_002)
  })
  it('are looked for in small steps', () => {
    let steps = 0
    for (const work = matchSteps(many, readTyped('orders')); work.next().done !== true; ) steps++
    expect(steps).toBeGreaterThanOrEqual(20_000 / 500)
  })
  it('never throw, hold each entry once, and keep groups together, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const { shown, count } = find(LEDGER, text)
        const ids = shown.map(({ entry: { id } }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(count).toBeGreaterThanOrEqual(ids.length)
        const groups = shown.map(({ entry: { group } }) => group)
        const runs = groups.filter((group, at) => group !== groups[at - 1])
        expect(new Set(runs).size).toBe(runs.length)
      }),
    )
  })
  it('hold an entry by its whole title first', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LEDGER), wanted => {
        expect(titles(LEDGER, wanted.title)).toContain(wanted.title)
      }),
    )
  })
})
