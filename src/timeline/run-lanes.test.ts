import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RunList } from '../runs/run-list.ts'
import { randomRuns } from '../runs/testing-runs.ts'
import { packRuns } from './run-lanes.ts'

const NOW = 6_000_000_000
const all = (list: RunList) => Uint32Array.from({ length: list.count }, (_, position) => position)

describe('runs in lanes', () => {
  it('hold no two runs at once, and are as few as runs at once', () => {
    fc.assert(
      fc.property(randomRuns, runs => {
        const list = RunList.EMPTY.with(runs)
        const { count, laneOf } = packRuns(list, NOW)
        const spans = [...all(list)]
          .filter(position => laneOf[position] !== -1)
          .map(position => ({
            lane: laneOf[position],
            from: list.startedAt(position),
            to: list.startedAt(position) + list.durationAt(position, NOW),
          }))
        for (const [index, a] of spans.entries()) {
          for (const b of spans.slice(index + 1))
            if (a.lane === b.lane) expect(Math.min(a.to, b.to)).toBeLessThanOrEqual(Math.max(a.from, b.from))
        }
        const atOnce = (time: number) => spans.filter(({ from, to }) => from <= time && (time < to || time === from))
        // One of no length takes no lane from others; only where there is none the count is what overlaps.
        if (spans.every(({ from, to }) => to > from))
          expect(count).toBe(Math.max(0, ...spans.map(({ from }) => atOnce(from).length)))
      }),
    )
  })
})
