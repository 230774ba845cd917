import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../analysis/query-parse.ts'
import { queryOfState } from '../../analysis/query-text.ts'
import { queryHiding } from './state-filters.ts'

const task = (name: string) => ({ name, holdsOthers: false })

describe('queries of the row menu', () => {
  it('leave one state alone, whatever it is called', () => {
    expect(queryOfState('Charge')).toBe('state=Charge')
    expect(parseQuery(queryOfState('Charge "it" (now)'))).toMatchObject({
      query: { terms: [{ property: 'state', operator: '=', value: 'Charge "it" (now)' }] },
    })
  })
  it('hide one state after the other', () => {
    expect(queryHiding(task('A'), undefined)).toBe('state!=A')
    expect(queryHiding(task('B'), queryHiding(task('A'), undefined))).toBe('state!=A state!=B')
    expect(queryHiding(task('B'), 'state=A OR state=C')).toBe('(state=A OR state=C) state!=B')
  })
  it('hide a Map or Parallel with all that lies in it', () => {
    expect(queryHiding({ name: 'Fan', holdsOthers: true }, 'state!=A')).toBe('state!=A in!=Fan')
  })
  it('begin anew where what was asked cannot be read', () => {
    expect(queryHiding(task('A'), '(((')).toBe('state!=A')
  })
})
