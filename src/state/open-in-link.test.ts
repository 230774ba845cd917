import { describe, expect, it } from 'vitest'
import { grownForest } from '../../e2e/grown-forest.ts'
import { slowEvening } from '../../e2e/two-forests.ts'
import { memberIdOf } from '../forest/keys.ts'
import { decodeBelow } from './below-code.ts'
import { withOpenRows } from './open-in-link.ts'
import { decodeRows } from './rows-code.ts'

const forest = grownForest(slowEvening())
const [payment] = forest.graftsOf(0)

describe('withOpenRows', () => {
  it('opens what a task started and all that lies around it, beside what is open', () => {
    if (payment === undefined) throw new Error('a task that starts an execution')
    const { rows } = withOpenRows({ rows: '~4_k-' }, forest, [payment.at])
    const { byHand } = decodeRows(rows)
    expect(byHand.get(20)).toBe(false)
    const visit = forest.member(0)?.tree?.span(payment.at)?.parentKey
    expect([byHand.get(payment.at), byHand.get(visit ?? -1)]).toEqual([true, true])
    expect([...byHand.keys()].every(key => memberIdOf(key) === 0)).toBe(true)
  })

  it('keeps rows of executions that the forest does not reach', () => {
    const below = '9z*somewhere~~2'
    const told = withOpenRows({ below }, forest, payment === undefined ? [] : [payment.at])
    expect(decodeBelow(told.below)).toEqual(decodeBelow(below))
  })
})
