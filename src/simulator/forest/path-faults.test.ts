import { describe, expect, it } from 'vitest'
import type { Machine } from '../machine.ts'
import { pathFaults } from './path-faults.ts'
import { simulateForest } from './simulate-forest.ts'
import { trueAnswer } from './true-answer.ts'

const nap: Machine = { startAt: 'Nap', states: { Nap: { type: 'Wait', waitMs: [5000] } } }
const forest = simulateForest(nap, { latencyMs: 1, adjacency: 1, instantShare: 1 })
const truth = trueAnswer(forest)
const execution = forest.root.arn
const whole = { execution, span: 's2', fromMs: 0, toMs: 5000 }

describe('pathFaults', () => {
  it('has nothing to say of a path that begins, holds together and ends as the run did', () => {
    const [one, other] = [
      { ...whole, toMs: 2000 },
      { ...whole, fromMs: 2000 },
    ]
    expect(pathFaults([whole], forest, truth)).toEqual([])
    expect(pathFaults([one, other], forest, truth)).toEqual([])
  })

  it.each([
    ['a late beginning', [{ ...whole, fromMs: 10 }], 'begins at 10'],
    [
      'a hole',
      [
        { ...whole, toMs: 10 },
        { ...whole, fromMs: 20 },
      ],
      'begins at 20',
    ],
    ['an early end', [{ ...whole, toMs: 10 }], 'ends at 10'],
    ['a span that there is not', [{ ...whole, span: 'a9' }], 'outside its span'],
    ['a span that had ended', [{ ...whole, toMs: 6000 }], 'outside its span'],
    ['an execution nobody read', [{ ...whole, execution: 'arn' }], 'not read'],
  ])('finds %s', (_, steps, words) => {
    expect(pathFaults(steps, forest, truth).join()).toContain(words)
  })
})
