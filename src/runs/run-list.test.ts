import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExecutionListItem } from '../history/execution-summary.ts'
import { RunList } from './run-list.ts'
import { listed, randomRuns } from './testing-runs.ts'

function runsOf(list: RunList) {
  return Array.from({ length: list.count }, (_, position) => list.run(position))
}

function listOf(...pages: readonly (readonly ExecutionListItem[])[]): RunList {
  return pages.reduce((list, page) => list.with(page), RunList.EMPTY)
}

describe('a list of runs', () => {
  it('stands newest first, whatever order its pages come in', () => {
    fc.assert(
      fc.property(randomRuns, fc.integer({ min: 1, max: 9 }), fc.infiniteStream(fc.nat()), (runs, size, keys) => {
        const shuffled = runs.map(run => ({ run, key: keys.next().value })).toSorted((a, b) => a.key - b.key)
        const pages = Array.from({ length: Math.ceil(runs.length / size) }, (_, page) =>
          shuffled.slice(page * size, (page + 1) * size).map(({ run }) => run),
        )
        expect(runsOf(listOf(...pages))).toEqual(runsOf(listOf(runs)))
        const starts = runsOf(listOf(...pages)).map(({ startedAt }) => startedAt ?? Number.NaN)
        expect(starts).toEqual(starts.toSorted((a, b) => b - a))
      }),
    )
  })

  it('gives back what AWS told, and the same page twice changes nothing', () => {
    fc.assert(
      fc.property(randomRuns, runs => {
        const once = listOf(runs)
        expect(runsOf(listOf(runs, runs))).toEqual(runsOf(once))
        for (const { executionArn, itemCount: _, ...told } of runs) {
          const position = once.positionOf(executionArn)
          expect(once.run(position)).toEqual({ ...told, arn: executionArn, startedBy: told.startedBy })
        }
      }),
    )
  })

  it('takes the new status of a run that it knows', () => {
    const running = listed('a', 1000, { status: 'RUNNING', stoppedAt: undefined })
    const list = listOf([running, listed('b', 500)], [listed('a', 1000, { status: 'FAILED', stoppedAt: 4000 })])
    expect(list.count).toBe(2)
    expect(list.run(0)).toMatchObject({ name: 'a', status: 'FAILED', stoppedAt: 4000 })
    expect(list.isRunning(0)).toBe(false)
  })

  it('keeps two runs of one name apart', () => {
    expect(listOf([listed('a', 1000)], [listed('a', 90)]).count).toBe(2)
  })

  it('holds a run whose ARN is none of the others’ and one without a start, at the end', () => {
    const odd = { ...listed('odd', 5), executionArn: 'arn:aws:states:eu-central-1:123456789012:execution:Other:odd' }
    const list = listOf([listed('a', 10), odd, { ...listed('never', 0), startedAt: undefined }])
    expect(runsOf(list).map(({ name }) => name)).toEqual(['a', 'odd', 'never'])
    expect(list.arnAt(1)).toBe(odd.executionArn)
    expect(list.positionOf(odd.executionArn)).toBe(1)
    expect(list.run(2).startedAt).toBeUndefined()
  })

  it('finds the runs before a time', () => {
    fc.assert(
      fc.property(randomRuns, fc.integer({ min: -1, max: 5_000_000_001 }), (runs, time) => {
        const list = listOf(runs)
        expect(list.firstBefore(time)).toBe(runs.filter(({ startedAt = 0 }) => startedAt >= time).length)
      }),
    )
  })

  it('does not change', () => {
    const list = listOf([listed('a', 1)])
    list.with([listed('b', 2)])
    expect(list.count).toBe(1)
    expect(() => list.run(1)).toThrow(RangeError)
  })
})
