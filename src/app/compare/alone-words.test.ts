import { describe, expect, it } from 'vitest'
import { usualOf } from '../../comparison/usual.ts'
import { forestOf } from '../../forest/grow.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { aloneInWords } from './alone-words.ts'

/** A run that came to these states, a second each. */
function run(...states: readonly string[]) {
  const inside = states.map((name, at) => {
    const id = 2 * at + 2
    return `${id}<${id - 1} PassStateEntered ${name} @${at}000  ${id + 1}<${id} PassStateExited ${name} @${at + 1}000`
  })
  const last = 2 * states.length + 1
  const text = `1<0 ExecutionStarted @0  ${inside.join('  ')}  ${last + 1}<${last} ExecutionSucceeded @${states.length}000`
  return { forest: forestOf(createTreeBuilder().append(eventsOf(text))), member: 0 }
}

describe('a state that one side alone came to', () => {
  const usual = usualOf([run('A'), run('A'), run('A', 'Vat', 'Old')], run('A', 'Vat', 'Mail'))

  it('is new against one run that did not come to it', () => {
    expect(aloneInWords({ machine: undefined, path: 'Vat', isIn: 'b' }, undefined).badge).toBe('new')
  })

  it('is new against several only where none of them came to it', () => {
    expect(aloneInWords({ machine: undefined, path: 'Mail', isIn: 'b' }, usual)).toEqual({
      ...{ badge: 'new', title: 'None of the 3 runs before came to it' },
    })
    expect(aloneInWords({ machine: undefined, path: 'Vat', isIn: 'b' }, usual)).toEqual({
      ...{ badge: 'in 1 of 3', title: '1 of the 3 runs before came to it; that of the middle time did not' },
    })
  })

  it('is missing, of how many that came to it', () => {
    expect(aloneInWords({ machine: undefined, path: 'Old', isIn: 'a' }, usual).title).toBe(
      '1 of the 3 runs before came to it, this one did not',
    )
  })
})
