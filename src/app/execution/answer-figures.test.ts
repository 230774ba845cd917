import { expect, it } from 'vitest'
import { answerFigure, type CostFacts } from './answer-figures.ts'

const nothing = { facts: undefined, openStates: undefined, redrive: undefined, comparing: undefined }
const figure = (cost: CostFacts | undefined) => answerFigure('cost', { ...nothing, cost })

it('is the price of its transitions, or of an Express execution the time that is billed', () => {
  expect(figure(undefined)).toBeUndefined()
  expect(figure({ kind: 'transitions', usd: 0.0002 })).toBe('US$ 0.0002')
  expect(figure({ kind: 'express', bill: { requests: 1, billedMs: 1300, untold: 0 } })).toBe('1.30 s billed')
  expect(figure({ kind: 'express', bill: { requests: 1, billedMs: 0, untold: 1 } })).toBe('by time')
})
