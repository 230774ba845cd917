import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { floorTo, nextAfter } from './calendar.ts'
import { bucketsOf } from './run-buckets.ts'
import { filteredRuns, RUN_ORDERS, sortedRuns } from './run-filter.ts'
import { RunList } from './run-list.ts'
import { successDurations, trendOf, trendSteps, versionChanges } from './run-trend.ts'
import { listed, randomRuns } from './testing-runs.ts'

const DAY = 86_400_000
const NOW = 6_000_000_000
const all = (list: RunList) => Uint32Array.from({ length: list.count }, (_, position) => position)

describe('hours, days and weeks', () => {
  const units = fc.constantFrom('hour', 'day', 'week')
  const zones = fc.constantFrom('utc', 'local')
  it('begin at or before what lies in them, and the next one after', () => {
    fc.assert(
      fc.property(units, zones, fc.integer({ min: 0, max: 2_000_000_000_000 }), (unit, zone, at) => {
        const start = floorTo(unit, at, zone)
        const next = nextAfter(unit, start, zone)
        expect(start).toBeLessThanOrEqual(at)
        expect(next).toBeGreaterThan(at)
        expect(floorTo(unit, start, zone)).toBe(start)
        expect(floorTo(unit, next, zone)).toBe(next)
      }),
    )
  })

  it('of UTC: weeks begin on Monday', () => {
    expect(new Date(floorTo('week', Date.parse('2026-11-22T23:59:59Z'), 'utc')).toISOString()).toMatch('2026-11-16T00')
    expect(new Date(floorTo('week', Date.parse('2026-11-23T00:00:00Z'), 'utc')).toISOString()).toMatch('2026-11-23T00')
  })
})

describe('buckets', () => {
  it('count each run of the range once, without a gap between them', () => {
    fc.assert(
      fc.property(
        ...([randomRuns, fc.constantFrom('hour', 'day', 'week'), fc.nat(4_000_000_000), fc.nat(DAY * 9)] as const),
        (runs, unit, from, length) => {
          const range = { unit, zone: 'utc', from, to: from + length } as const
          const buckets = bucketsOf(RunList.EMPTY.with(runs), range)
          const inRange = runs.filter(({ startedAt = -1 }) => startedAt >= from && startedAt < range.to)
          expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(inRange.length)
          for (const [index, bucket] of buckets.entries()) {
            if (index > 0) expect(bucket.from).toBe(buckets[index - 1]?.to)
            const inside = inRange.filter(({ startedAt = -1 }) => startedAt >= bucket.from && startedAt < bucket.to)
            expect(bucket.count).toBe(inside.length)
            expect(bucket.counts.failed).toBe(inside.filter(({ status }) => status === 'FAILED').length)
          }
        },
      ),
    )
  })

  it('tell the share that failed among those that ended by themselves', () => {
    const run = (at: number, status: string) => listed(`${at}`, at, { status })
    const list = RunList.EMPTY.with([
      ...[run(1, 'FAILED'), run(2, 'TIMED_OUT'), run(3, 'SUCCEEDED'), run(4, 'SUCCEEDED')],
      ...[run(5, 'ABORTED'), run(6, 'RUNNING'), run(DAY + 1, 'ABORTED')],
    ])
    const days = bucketsOf(list, { unit: 'day', zone: 'utc', from: 0, to: 2 * DAY })
    expect(days.map(({ failureRate }) => failureRate)).toEqual([0.5, undefined])
  })
})

describe('the trend', () => {
  it('is what twenty successes before took, by sorting them', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 60 }), durations => {
        const list = RunList.EMPTY.with(durations.map((ms, at) => listed(`${at}`, at, { stoppedAt: at + ms })))
        const wanted = durations.flatMap((_, at) => {
          const sorted = durations.slice(Math.max(0, at - 19), at + 1).toSorted((a, b) => a - b)
          const rank = (q: number) => sorted[Math.ceil(sorted.length * q) - 1]
          return sorted.length < 5 ? [] : [{ at, p50Ms: rank(0.5), p95Ms: rank(0.95), startedBy: undefined }]
        })
        expect(trendOf(list)).toEqual(wanted)
      }),
    )
  })

  it('begins anew with another version, and leaves out what did not succeed', () => {
    const of = (startedBy: string, from: number, ms: number, status = 'SUCCEEDED') =>
      Array.from({ length: 5 }, (_, n) =>
        listed(`${from + n}`, from + n, { startedBy, status, stoppedAt: from + n + ms }),
      )
    const list = RunList.EMPTY.with([...of('1', 0, 10), ...of('1', 10, 99, 'FAILED'), ...of('2', 20, 30)])
    expect(trendOf(list).map(({ at, p50Ms, startedBy }) => [at, p50Ms, startedBy])).toEqual([
      [4, 10, '1'],
      [24, 30, '2'],
    ])
    expect(versionChanges(list)).toEqual([{ at: 20, startedBy: '2' }])
    expect([...successDurations(list, all(list))]).toEqual([...Array(5).fill(10), ...Array(5).fill(30)])
  })
})

describe('the trend of many', () => {
  const edges = [0, 100, 200, 300]
  const many = fc.array(fc.record({ at: fc.nat(299), ms: fc.nat(1000) }), { minLength: 30, maxLength: 90 })

  it('is what the successes of each stretch took, by sorting them', () => {
    fc.assert(
      fc.property(many, drawn => {
        const list = RunList.EMPTY.with(drawn.map(({ at, ms }, n) => listed(`${n}`, at, { stoppedAt: at + ms })))
        const wanted = [0, 100, 200].flatMap(from => {
          const own = drawn.filter(({ at }) => at >= from && at < from + 100).map(({ ms }) => ms)
          const sorted = own.toSorted((a, b) => a - b)
          const rank = (q: number) => sorted[Math.ceil(sorted.length * q) - 1]
          return sorted.length < 5 ? [] : [{ from, to: from + 100, p50Ms: rank(0.5), p95Ms: rank(0.95) }]
        })
        expect(trendSteps(list, edges)).toEqual(wanted)
      }),
    )
  })

  it('is none where a stretch holds a few', () => {
    const list = RunList.EMPTY.with([10, 110, 120, 210].map(at => listed(`${at}`, at)))
    expect(trendSteps(list, edges)).toBeUndefined()
  })
})

describe('filtering and sorting', () => {
  it('give the runs asked for, each once, in the order asked for', () => {
    fc.assert(
      fc.property(
        ...([randomRuns, fc.constantFrom(...RUN_ORDERS), fc.boolean(), fc.nat(5_000_000_000)] as const),
        (runs, by, ascending, from) => {
          const list = RunList.EMPTY.with(runs)
          const filter = { namePrefix: 'b', from, leastMs: 10, startedBy: '', outcomes: ['failed', 'running'] } as const
          const positions = filteredRuns(list, filter, NOW)
          const wanted = runs.filter(
            ({ name, status, startedAt = 0, stoppedAt = NOW, startedBy }) =>
              /^b/i.test(name) &&
              startedBy === undefined &&
              (status === 'FAILED' || status === 'RUNNING') &&
              startedAt >= from &&
              stoppedAt - startedAt >= 10,
          )
          const names = (found: Uint32Array) => [...found].map(position => list.nameAt(position))
          expect(new Set(names(positions))).toEqual(new Set(wanted.map(({ name }) => name)))
          const sorted = sortedRuns(list, positions, { by, ascending }, NOW)
          expect(names(sorted).toSorted()).toEqual(names(positions).toSorted())
          const durations = [...sorted].map(position => list.durationAt(position, NOW))
          if (by === 'duration') expect(durations).toEqual(durations.toSorted((a, b) => (ascending ? a - b : b - a)))
        },
      ),
    )
  })

  it('put what is not known last, either way', () => {
    const unknown = listed('x', 5, { status: 'NEW_ONE', stoppedAt: undefined })
    const list = RunList.EMPTY.with([listed('a', 1), unknown])
    for (const ascending of [true, false]) {
      expect([...sortedRuns(list, all(list), { by: 'duration', ascending }, NOW)]).toEqual([1, 0])
    }
    expect(filteredRuns(list, { mostMs: 1e12 }, NOW)).toEqual(Uint32Array.of(1))
  })
})
