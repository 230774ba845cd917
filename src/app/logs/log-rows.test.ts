import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ownedLines } from '../../logs/lines-of-requests.ts'
import { filteredLines, type LogRow, levelCounts, logRows, nearestLine, withErrorsFirst } from './log-rows.ts'

function linesOf(...messages: readonly string[]) {
  return ownedLines(messages.map((message, at) => ({ id: String(at), at, arrivedAt: at, stream: 's', message })))
}

/** All rows of one line, unfolded. */
function rowsOf(message: string) {
  return listed(linesOf(message), ['0'])
}

function listed(lines: ReturnType<typeof linesOf>, unfolded: readonly string[]): readonly LogRow[] {
  const rows = logRows(lines, new Set(unfolded))
  return Array.from({ length: rows.count }, (_, row) => rows.at(row)).filter(row => row !== undefined)
}

/** What steers a terminal, a page or the direction of writing. */
// oxlint-disable-next-line no-control-regex -- that is what they are
const STEERS = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/

describe('rows of a log', () => {
  it.each([
    ['HTML', '<img src=x onerror=alert(1)>'],
    ['colours of a terminal', '\u001b[31mred\u001b[0m'],
    ['what steers a terminal', '\u001b]0;title\u0007\u001b[2J\u009b31m'],
    ['marks that turn the direction', 'safe\u202eevil\u2066x'],
    ['controls of the second set', 'a\u0085b\u0090c\u009c'],
    ['a line that ends in the middle', 'one\u2028two'],
  ])('show %s as text', (_, message) => {
    for (const { text } of rowsOf(message)) expect(text).not.toMatch(STEERS)
  })

  it('of any message hold nothing that steers, and are bounded', () => {
    const message = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(fc.constantFrom('\u001b', '[', '3', 'm', '\n', '\u202e', 'x')).map(all => all.join('')),
    )
    fc.assert(
      fc.property(message, text => {
        for (const row of rowsOf(text)) expect(row.text + row.beside).not.toMatch(STEERS)
      }),
    )
  })

  it('of a megabyte in one line are short, and say how long it is', () => {
    const rows = rowsOf('x'.repeat(1_000_000))
    expect(rows).toHaveLength(2)
    expect(rows[0]?.text).toMatch(/^x{2000}… \(1000000 characters\)$/)
    expect(rowsOf('x\n'.repeat(500_000)).length).toBeLessThan(600)
  })

  it('unfold what a JSON line holds, and beside it say a little of it', () => {
    const message = '{"level":"INFO","message":"charging","order":"88121","amount":129.9,"psp":{"status":503}}'
    const [closed] = listed(linesOf(message), [])
    expect(closed).toMatchObject({ text: 'charging', beside: 'order 88121 · amount 129.9', fold: 'closed' })
    const open = rowsOf(message).map(({ text }) => text)
    expect(open).toContain('    "status": 503')
  })

  it('unfold a stack line by line, also inside JSON', () => {
    const stack = 'Error: no\n    at charge (/var/task/index.mjs:3:1)'
    expect(rowsOf(stack).map(({ text }) => text)).toContain('    at charge (/var/task/index.mjs:3:1)')
    const inside = rowsOf(JSON.stringify({ message: 'no', stack })).map(({ text }) => text.trim())
    expect(inside).toContain('at charge (/var/task/index.mjs:3:1)"')
  })

  it('have one that is nearest to a moment, as long as any has a time', () => {
    const lines = linesOf('a', 'b', 'c')
    expect([-5, 0.4, 0.6, 9].map(at => nearestLine(lines, at)?.text)).toEqual(['a', 'a', 'b', 'c'])
    const timeless = ownedLines([{ id: '1', at: undefined, arrivedAt: undefined, stream: 's', message: 'x' }])
    expect(nearestLine(timeless, 0)).toBeUndefined()
  })

  it('are found by place and by line, whatever is unfolded', () => {
    const line = fc.constantFrom('plain', 'Error: no\n    at f\n    at g', '{"message":"x","a":[1,2]}')
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.array(fc.nat(14)), (messages, opened) => {
        const lines = linesOf(...messages)
        const unfolded = new Set(opened.map(String))
        const rows = logRows(lines, unfolded)
        // One line after another, what is inside below it.
        const all = lines.flatMap(one => listed([one], [...unfolded]))
        expect(listed(lines, [...unfolded])).toEqual(all)
        for (const one of lines) {
          expect(rows.at(rows.rowOf(one.line.id))).toMatchObject({ kind: 'line', line: one })
        }
        expect([rows.rowOf('none'), rows.rowOf(undefined), rows.at(rows.count)]).toEqual([-1, -1, undefined])
      }),
    )
  })

  it('of errors come first where that is wanted, each kind in order', () => {
    const lines = linesOf('INFO a', 'ERROR b', 'c', 'ERROR d')
    expect(withErrorsFirst(lines).map(({ text }) => text)).toEqual(['ERROR b', 'ERROR d', 'INFO a', 'c'])
  })

  it('are filtered by text and level', () => {
    const lines = linesOf('ERROR no card', 'INFO card read', 'plain')
    expect(levelCounts(lines).map(({ level, count }) => `${level} ${count}`)).toEqual(['error 1', 'info 1', 'none 1'])
    const shown = filteredLines(lines, { text: ' CARD ', hidden: new Set(['info']) })
    expect(shown.map(({ text }) => text)).toEqual(['ERROR no card'])
  })
})
