import { describe, expect, it } from 'vitest'
import { suggestionsFor, withSuggestion, wordAt } from './suggestions.ts'

const VALUES = { state: ['ChargeCard', 'Notify user'], error: ['States.Timeout'] } as Record<string, string[]>
const suggested = (word: string) =>
  suggestionsFor(word, property => (VALUES[property] ?? []).map(value => ({ value, count: 3 }))).map(({ text }) => text)

describe('suggestionsFor', () => {
  it.each([
    ['st', ['state:', 'error:States.Timeout']],
    ['char', ['state:ChargeCard']],
    ['state:', ['state:ChargeCard', 'state:"Notify user"']],
    ['-state=not', ['-state="Notify user"']],
    ['dur:>1', ['dur:>1s', 'dur:>10s', 'dur:>1m', 'dur:>1h'].filter(text => text !== 'dur:>1')],
    ['state:ChargeCard', []],
    ['nonsense:x', []],
    ['$.order', []],
  ])('of %j are %j', (word, texts) => {
    expect(suggested(word)).toEqual(texts)
  })
})

it('finds the word the caret is in, quotes and brackets included', () => {
  expect(wordAt('(state:A OR err) x', 15)).toEqual({ from: 12, to: 15, text: 'err' })
  expect(wordAt('state:"Notify us', 16)).toEqual({ from: 0, to: 16, text: 'state:"Notify us' })
})

it('puts a suggestion in place of the word, ready to go on', () => {
  const word = wordAt('a sta b', 5)
  const suggestion = { text: 'state:ChargeCard', note: '', isOpen: false }
  expect(withSuggestion('a sta b', word, suggestion)).toEqual({ text: 'a state:ChargeCard b', caret: 19 })
})
