import { describe, expect, it } from 'vitest'
import { ranked, type ToldIteration } from './rank-iterations.ts'

const iteration = (index: number, retries: number, overMs: number | undefined): ToldIteration => ({
  entry: {
    ...{ id: `iteration ${index}`, group: 'iterations', icon: 'iteration', title: `#${index}`, note: 'Bills' },
    target: { kind: 'nothing' },
  },
  retries,
  overMs,
})

const lines = (told: readonly { readonly title: string; readonly note: string }[]) =>
  told.map(({ title, note }) => `${title} ${note}`)

describe('iterations', () => {
  const { told, standOut } = ranked([
    iteration(0, 0, 10),
    iteration(1, 3, 20),
    iteration(2, 1, 50),
    iteration(3, 3, 30),
    iteration(4, 2, undefined),
    iteration(5, 0, 40),
  ])
  it('say what they stand out by, in their own order', () => {
    expect(lines(told)).toEqual([
      '#0 Bills',
      '#1 Bills, most retries: 3',
      '#2 Bills, 1 retry, slowest',
      '#3 Bills, most retries: 3, slowest',
      '#4 Bills, 2 retries',
      '#5 Bills, slowest',
    ])
  })
  it('are ranked by each', () => {
    const by = (word: string) =>
      told
        .flatMap(({ title, ranks = [] }) => ranks.filter(one => one.word === word).map(({ rank }) => ({ title, rank })))
        .toSorted((a, b) => a.rank - b.rank)
        .map(({ title }) => title)
    expect(by('slowest')).toEqual(['#2', '#5', '#3'])
    expect(by('retr')).toEqual(['#1', '#3', '#4', '#2'])
  })
  it('that stand out are the slowest, then the one with the most retries', () => {
    expect(standOut.map(({ title }) => title)).toEqual(['#2', '#5', '#3'])
    const others = ranked([iteration(0, 4, 10), iteration(1, 0, 20), iteration(2, 1, 30), iteration(3, 2, 40)])
    expect(others.standOut.map(({ title }) => title)).toEqual(['#3', '#2', '#1', '#0'])
  })
  it('of which none was tried again have no most', () => {
    expect(lines(ranked([iteration(0, 0, 10)]).standOut)).toEqual(['#0 Bills, slowest'])
  })
})
