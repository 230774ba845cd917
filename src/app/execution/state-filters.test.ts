import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../analysis/query-parse.ts'
import { queryOfState } from '../../analysis/query-text.ts'
import { queryHiding } from './state-filters.ts'

describe('queries of the row menu', () => {
  it('leave one state alone, whatever it is called', () => {
    expect(queryOfState('Charge')).toBe('state=Charge')
    expect(parseQuery(queryOfState('Charge "it" (now)'))).toMatchObject({
      query: { terms: [{ property: 'state', operator: '=', value: 'Charge "it" (now)' }] },
    })
  })
  it('hide one state after the other', () => {
    expect(queryHiding('A', undefined)).toBe('state!=A')
    expect(queryHiding('B', queryHiding('A', undefined))).toBe('state!=A state!=B')
    expect(queryHiding('B', 'state=A OR state=C')).toBe('(state=A OR state=C) state!=B')
  })
  it('begin anew where what was asked cannot be read', () => {
    expect(queryHiding('A', '(((')).toBe('state!=A')
  })
})
