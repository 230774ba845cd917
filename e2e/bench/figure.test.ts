import { expect, it } from 'vitest'
import { atMost, isMet, middleOf, tableOf, told } from './figure.ts'

it('tells of each figure its target, its limit and what is left between', () => {
  const figures = [
    atMost('in round trips', 1.1, 1.2, 1),
    atMost('tasks', 0, 0),
    told('ms', 1234.56),
    atMost('slow', 3, 2),
  ]
  expect(tableOf(figures).split('\n')).toEqual([
    '| name           | value | runs | target | limit | margin | met |',
    '|----------------|------:|-----:|-------:|------:|-------:|-----|',
    '| in round trips |   1.1 |    1 |  ≤ 1.2 |     1 |    8 % | yes |',
    '| tasks          |     0 |    1 |    ≤ 0 |     – |      – | yes |',
    '| ms             |  1235 |    1 |      – |     – |      – | –   |',
    '| slow           |     3 |    1 |    ≤ 2 |     – |  −50 % | NO  |',
  ])
})

it('takes the middle of several runs, and a target that only one run missed is met', () => {
  const runs = [3, 1, 1.5].map(value => [atMost('a', value, 2), told('b', value)])
  const [a, b] = middleOf(runs)
  expect(a).toMatchObject({ value: 1.5, runs: 3 })
  expect(b?.value).toBe(1.5)
  expect([a].every(figure => figure !== undefined && isMet(figure))).toBe(true)
})
