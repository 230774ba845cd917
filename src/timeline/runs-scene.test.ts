import fc from 'fast-check'
import { expect, it } from 'vitest'
import { RunList } from '../runs/run-list.ts'
import { listed, randomRuns } from '../runs/testing-runs.ts'
import { durationScale } from './duration-scale.ts'
import { runFolds } from './run-boxes.ts'
import { packRuns } from './run-lanes.ts'
import { pointAt, shownPoints } from './run-points.ts'
import { LEAST_STEP_PX } from './run-trend-lines.ts'
import { lanesScene, runsScene } from './runs-scene.ts'

const NOW = 6_000_000_000
const HOUR = 3_600_000
const pictureOf = (list: RunList) =>
  ({ list, now: NOW, zone: 'utc', isWhole: true, wanted: new Uint8Array(list.count).fill(1) }) as const

it('every run with a start and a duration in sight is a point, in its place, found there', () => {
  fc.assert(
    fc.property(randomRuns, fc.boolean(), fc.nat(5_000_000_000), (runs, isLog, from) => {
      const list = RunList.EMPTY.with(runs)
      const extent = { from, to: NOW }
      const { points } = runsScene(pictureOf(list), { extent, widthPx: 900, heightPx: 150, isLog })
      const known = runs.filter(({ startedAt = -1 }) => startedAt >= from)
      expect(points.count).toBe(known.length)
      for (let index = 0; index < points.count; index++) {
        const [xPx = -1, yPx = -1] = [points.x[index], points.y[index]]
        expect(xPx >= 0 && xPx <= 900 && yPx >= 0 && yPx <= 150).toBe(true)
        const found = pointAt(points, { xPx, yPx }, 1)
        const at = points.position.indexOf(found)
        expect(points.redriven[index]).toBe(list.redriveCountAt(points.position[index] ?? -1) > 0 ? 1 : 0)
        expect(Math.hypot((points.x[at] ?? 0) - xPx, (points.y[at] ?? 0) - yPx)).toBeLessThan(0.01)
      }
      expect(shownPoints(points, 3).length).toBeLessThanOrEqual(points.count)
    }),
  )
})

it('longer is never lower, and gridlines lie on the scale', () => {
  const lengths = fc.integer({ min: 0, max: 90_000_000 })
  fc.assert(
    fc.property(lengths, lengths, fc.boolean(), (a, b, isLog) => {
      const range = { shortest: Math.min(a, b), longest: Math.max(a, b) }
      const scale = durationScale(range, 200, isLog)
      expect(scale.project(range.longest)).toBeLessThanOrEqual(scale.project(range.shortest))
      expect(scale.ticks.length).toBeLessThan(12)
      for (const { durationMs, yPx } of scale.ticks) expect(yPx).toBe(scale.project(durationMs))
    }),
  )
})

it('bars of a lane do not lie over one another, and stand for every run in the window', () => {
  fc.assert(
    fc.property(randomRuns, runs => {
      const list = RunList.EMPTY.with(runs)
      const { boxes } = lanesScene(pictureOf(list), packRuns(list, NOW), { window: { from: 0, to: NOW }, widthPx: 800 })
      expect(boxes.runs.reduce((sum, count) => sum + count, 0)).toBe(runs.length)
      const ends = new Map<number, number>()
      for (let index = 0; index < boxes.count; index++) {
        const lane = boxes.lane[index] ?? -1
        // The least width of a short bar may reach into its neighbour.
        expect((boxes.x0[index] ?? 0) + 2.01).toBeGreaterThanOrEqual(ends.get(lane) ?? 0)
        ends.set(lane, boxes.x1[index] ?? 0)
      }
    }),
  )
})

it('one that failed among thousands does not colour the others', () => {
  const runs = Array.from({ length: 4000 }, (_, n) =>
    listed(`r${n}`, n * HOUR, { stoppedAt: n * HOUR + 1000, status: n === 2000 ? 'FAILED' : 'SUCCEEDED' }),
  )
  const list = RunList.EMPTY.with(runs)
  const window = { from: 0, to: 4000 * HOUR }
  const { boxes } = lanesScene(pictureOf(list), packRuns(list, NOW), { window, widthPx: 800 })
  const failed = Array.from({ length: boxes.count }, (_, n) => n).filter(
    n => list.statusAt(boxes.position[n] ?? 0) === 'FAILED',
  )
  expect(failed.length).toBe(1)
  for (const n of failed) expect((boxes.x1[n] ?? 0) - (boxes.x0[n] ?? 0)).toBeLessThan(7)
})

it('folds the idle time between nights, and none where runs fill the time', () => {
  const nights = RunList.EMPTY.with(
    Array.from({ length: 6 }, (_, night) =>
      listed(`${night}`, night * 24 * HOUR, { stoppedAt: night * 24 * HOUR + HOUR }),
    ),
  )
  const window = { from: 0, to: 121 * HOUR }
  const folds = runFolds(nights, window, { now: NOW, widthPx: 1000 })
  expect(folds.length).toBe(5)
  for (const { from, to } of folds) {
    for (let night = 0; night < 6; night++) {
      expect(to <= night * 24 * HOUR || from >= night * 24 * HOUR + HOUR).toBe(true)
    }
  }
  const full = RunList.EMPTY.with([
    listed('a', 0, { stoppedAt: 60 * HOUR }),
    listed('b', 70 * HOUR, { stoppedAt: NOW }),
  ])
  expect(runFolds(full, window, { now: NOW, widthPx: 1000 })).toEqual([])
})

it('thousands of runs are counted by place, none twice, and what is usual is a step a day', () => {
  const DAY = 24 * HOUR
  const runs = Array.from({ length: 3000 }, (_, n) =>
    listed(`r${n}`, n * 0.4 * HOUR, { stoppedAt: n * 0.4 * HOUR + 60_000 + (n % 7) * 1000 }),
  )
  const list = RunList.EMPTY.with(runs)
  const extent = { from: 0, to: 50 * DAY }
  const frame = { extent, widthPx: 1800, heightPx: 150, isLog: false }
  const { density, points, trend } = runsScene(pictureOf(list), frame)
  expect(points.count).toBe(3000)
  const cells = Array.from({ length: density?.count ?? 0 }, (_, n) => `${density?.x[n]} ${density?.y[n]}`)
  expect(new Set(cells).size).toBe(cells.length)
  expect(cells.length).toBeLessThan(1500)
  expect(Math.max(...(density?.share ?? []))).toBe(1)
  expect(trend.by).toEqual({ unit: 'day', count: 1 })
  expect(trend.lines.map(({ x }) => x.length)).toEqual([100])
  // By another version from the 20th day on: one line more.
  const versions = runs.map(run => ({ ...run, startedBy: (run.startedAt ?? 0) < 19.5 * DAY ? '1' : '2' }))
  const both = runsScene(pictureOf(RunList.EMPTY.with(versions)), frame)
  expect(both.trend.lines.map(({ x }) => x.length)).toEqual([40, 62])
})

it('what is usual is told of stretches as wide as can be read, and the lines end in their values', () => {
  const DAY = 24 * HOUR
  const runs = Array.from({ length: 3000 }, (_, n) =>
    listed(`r${n}`, n * 0.4 * HOUR, { stoppedAt: n * 0.4 * HOUR + 60_000 + (n % 10) * 1000 }),
  )
  const extent = { from: 0, to: 50 * DAY }
  for (const widthPx of [320, 900, 1400]) {
    const { trend } = runsScene(pictureOf(RunList.EMPTY.with(runs)), { extent, widthPx, heightPx: 150, isLog: false })
    const [line] = trend.lines
    const x = [...(line?.x ?? [])]
    const stepsPx = x.flatMap((to, at) => (at % 2 === 1 ? [to - (x[at - 1] ?? 0)] : []))
    // What is over stands at the oldest end.
    for (const stepPx of stepsPx.slice(1)) expect(stepPx).toBeGreaterThanOrEqual(LEAST_STEP_PX - 0.01)
    expect(trend.by).toEqual({ unit: 'day', count: Math.ceil((LEAST_STEP_PX * 50) / widthPx) })
    expect(line?.last).toMatchObject({ p50Ms: 64_000, p95Ms: 69_000 })
  }
})

it('marks have room for their glyphs or are drawn without, however wide the chart is', () => {
  const list = RunList.EMPTY.with(Array.from({ length: 60 }, (_, n) => listed(`${n}`, n * HOUR, { status: 'FAILED' })))
  const frame = { extent: { from: 0, to: 60 * HOUR }, heightPx: 150, isLog: false }
  expect(runsScene(pictureOf(list), { ...frame, widthPx: 900 }).hasGlyphs).toBe(true)
  expect(runsScene(pictureOf(list), { ...frame, widthPx: 300 }).hasGlyphs).toBe(false)
})

it('a few runs are points, however near', () => {
  const list = RunList.EMPTY.with(Array.from({ length: 40 }, (_, n) => listed(`${n}`, n)))
  const { density, trend } = runsScene(pictureOf(list), {
    ...{ extent: { from: 0, to: HOUR }, widthPx: 900, heightPx: 150, isLog: false },
  })
  expect(density).toBeUndefined()
  expect(trend.lines.length).toBeGreaterThan(0)
})
