import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { EventId } from '../history/events.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { createExecutionLoader } from './execution-loader.ts'
import type { ExecutionLoader } from './loader-parts.ts'
import { createQueryClient } from './query-client.ts'
import { createFaultySource, type FaultySource, type FaultySourceOptions } from './testing-faulty-source.ts'
import { createVirtualTime, type VirtualTime } from './testing-virtual-time.ts'

interface Rig {
  readonly loader: ExecutionLoader
  readonly source: FaultySource
  readonly time: VirtualTime
}

const started: ExecutionLoader[] = []
afterEach(() => {
  for (const loader of started.splice(0)) loader.dispose()
})

function load(options: FaultySourceOptions): Rig {
  const source = createFaultySource(options)
  const time = createVirtualTime()
  const loader = createExecutionLoader({
    source,
    builder: createTreeBuilder(),
    client: createQueryClient(),
    surroundings: time,
  })
  started.push(loader)
  loader.start()
  return { loader, source, time }
}

const phase = (loader: ExecutionLoader) => loader.view.progress.phase
const isDone = (loader: ExecutionLoader) => () => phase(loader) === 'complete'

/** Loads to the end, pressing Retry (at most 20 times) where only a person can go on. */
async function toTheEnd({ loader, time }: Rig): Promise<boolean> {
  for (let retries = 0; retries < 20; retries++) {
    if (
      await time.until(
        () =>
          phase(loader) === 'complete' ||
          (phase(loader) === 'failed' && loader.view.progress.nextRetryAt === undefined),
      )
    ) {
      if (phase(loader) === 'complete') return true
    }
    loader.view.retry()
  }
  return false
}

function idsReadTwice(source: FaultySource): EventId[] {
  const seen = new Set<EventId>()
  return source.asked.flatMap(({ ids }) => ids).filter(id => (seen.has(id) ? true : (seen.add(id), false)))
}

describe('both ends', () => {
  it('reads a short history with one page and one DescribeExecution', async () => {
    const { loader, source, time } = load({ total: 800 })
    expect(await time.until(isDone(loader))).toBe(true)
    expect(source.asked).toHaveLength(1)
    expect(source.described).toBe(1)
    expect(loader.view.tree?.eventCount).toBe(800)
    expect(loader.view.progress).toMatchObject({ totalEvents: 800, loadedEvents: 800, payloadShare: 1 })
  })

  it('reads 25 pages in 13 rounds, each event once', async () => {
    const { loader, source, time } = load({ total: 25_000 })
    expect(await time.until(isDone(loader))).toBe(true)
    const forward = source.asked.filter(({ direction }) => direction === 'forward').length
    expect([forward, source.asked.length - forward]).toEqual([12, 13])
    expect(idsReadTwice(source)).toEqual([])
    expect(loader.view.tree?.loaded).toEqual([{ from: 1, to: 25_000 }])
  })

  it('knows the total, the status and the end after one round trip', async () => {
    const { loader, time } = load({
      total: 5_000,
      status: 'FAILED',
      terminalEvent: 'ExecutionFailed',
      faultOf: n => (n > 0 ? 'never' : undefined),
    })
    await time.settle()
    expect(loader.view.progress).toMatchObject({
      phase: 'loading',
      totalEvents: 5_000,
      loaded: [{ from: 4_001, to: 5_000 }],
    })
    expect(loader.view.summary?.status).toBe('FAILED')
  })

  it('has every id once, whatever the page sizes and faults', async () => {
    const fault = fc.constantFrom(
      'throttled',
      'broken',
      'never',
      'invalidToken',
      'empty',
      undefined,
      undefined,
      undefined,
    )
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        fc.array(fault, { maxLength: 40 }),
        async (total, sizes, faults) => {
          const rig = load({
            total,
            pageSize: n => sizes[n % sizes.length] ?? 1,
            faultOf: n => faults[n] ?? undefined,
          })
          expect(await toTheEnd(rig)).toBe(true)
          expect(rig.loader.view.tree?.loaded).toEqual([{ from: 1, to: total }])
          expect(rig.loader.view.tree?.eventCount).toBe(total)
          rig.loader.dispose()
        },
      ),
      { numRuns: 60 },
    )
  }, 60_000)

  it('asks for nothing more once it is complete', async () => {
    const { loader, source, time } = load({ total: 3_000 })
    await time.until(isDone(loader))
    const before = source.asked.length + source.described
    for (let step = 0; step < 20; step++) await time.next()
    expect(source.asked.length + source.described).toBe(before)
  })
})

describe('faults', () => {
  it('waits longer after each throttling and goes on by itself', async () => {
    const { loader, source, time } = load({ total: 3_000, faultOf: n => (n > 0 && n < 8 ? 'throttled' : undefined) })
    const begun = time.now()
    expect(await time.until(isDone(loader))).toBe(true)
    expect(time.now() - begun).toBeGreaterThan(2_000)
    expect(idsReadTwice(source)).toEqual([])
  })

  it('shows a lasting failure, keeps what is loaded, and goes on after Retry', async () => {
    let broken = true
    const { loader, time } = load({ total: 3_000, faultOf: n => (broken && n > 0 ? 'broken' : undefined) })
    await time.until(() => phase(loader) === 'failed' && loader.view.progress.nextRetryAt === undefined)
    expect(loader.view.error?.code).toBe('AnswerBroken')
    expect(loader.view.tree?.eventCount).toBe(1_000)
    broken = false
    loader.view.retry()
    expect(await time.until(isDone(loader))).toBe(true)
    expect(loader.view.error).toBeUndefined()
  })

  it('aborts a page that never answers and asks again', async () => {
    const { loader, time } = load({ total: 10, faultOf: n => (n === 0 ? 'never' : undefined) })
    const begun = time.now()
    expect(await time.until(isDone(loader))).toBe(true)
    expect(time.now() - begun).toBeGreaterThan(60_000)
  })

  it('goes on from the other end when one token has expired, reading nothing twice', async () => {
    const { loader, source, time } = load({ total: 9_000, faultOf: n => (n === 3 ? 'invalidToken' : undefined) })
    expect(await time.until(isDone(loader))).toBe(true)
    expect(idsReadTwice(source)).toEqual([])
  })

  it('starts afresh at the end with less to read again when both tokens have expired', async () => {
    const { loader, source, time } = load({ total: 9_000 })
    const stop = loader.subscribe(() => {
      if (loader.view.progress.loadedEvents < 5_000) return
      stop()
      source.expireTokens()
    })
    expect(await time.until(isDone(loader))).toBe(true)
    expect(idsReadTwice(source).length).toBeLessThanOrEqual(2_000)
    expect(loader.view.tree?.eventCount).toBe(9_000)
  })

  it('ends when tokens are refused for ever', async () => {
    const { loader, source, time } = load({ total: 9_000, faultOf: () => 'invalidToken' })
    await time.until(() => phase(loader) === 'failed')
    expect(loader.view.error?.code).toBe('InvalidToken')
    expect(source.asked.length).toBeLessThan(20)
  })

  it('ends when pages stay empty for ever', async () => {
    const { loader, source, time } = load({ total: 9_000, faultOf: () => 'empty' })
    await time.until(() => phase(loader) === 'failed')
    expect(loader.view.error?.code).toBe('NoProgress')
    expect(source.asked.length).toBeLessThan(120)
  })
})

describe('pause', () => {
  it('stops asking, but for the event a person waits for, from the nearer end', async () => {
    const { loader, source, time } = load({ total: 20_000 })
    loader.view.pause()
    await time.settle()
    expect(source.asked).toHaveLength(1)
    loader.view.loadUntil([1_500])
    await time.settle()
    expect(source.asked.slice(1).map(({ direction }) => direction)).toEqual(['forward', 'forward'])
    expect(phase(loader)).toBe('paused')
    loader.view.resume()
    expect(await time.until(isDone(loader))).toBe(true)
    expect(idsReadTwice(source)).toEqual([])
  })

  it('cancels on stop and goes on where it was', async () => {
    const { loader, source, time } = load({ total: 9_000, faultOf: n => (n === 3 ? 'never' : undefined) })
    await time.settle()
    loader.stop()
    await time.settle()
    const asked = source.asked.length
    loader.start()
    expect(await time.until(isDone(loader))).toBe(true)
    expect(source.asked.length).toBeGreaterThan(asked)
    expect(idsReadTwice(source)).toEqual([])
  })
})

describe('a running execution', () => {
  it('is followed to its end, reading little twice', async () => {
    const { loader, source, time } = load({ total: 1_500, status: 'RUNNING' })
    await time.until(() => phase(loader) === 'following')
    source.grow(1_600)
    await time.until(() => loader.view.tree?.eventCount === 1_600)
    expect(phase(loader)).toBe('following')
    source.grow(1_640, 'SUCCEEDED')
    expect(await time.until(isDone(loader))).toBe(true)
    expect(loader.view.summary?.status).toBe('SUCCEEDED')
    expect(loader.view.tree?.loaded).toEqual([{ from: 1, to: 1_640 }])
  })

  it('is looked at more rarely while nothing happens, and not at all in a hidden tab', async () => {
    const { loader, source, time } = load({ total: 100, status: 'RUNNING' })
    await time.until(() => phase(loader) === 'following')
    const times: number[] = []
    for (let look = 0; look < 8; look++) {
      const asked = source.asked.length
      await time.until(() => source.asked.length > asked)
      times.push(time.now())
    }
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0))
    expect(gaps.at(-1)).toBeGreaterThan(4 * (gaps[0] ?? 0))
    time.setVisible(false)
    const asked = source.asked.length
    await time.until(() => source.asked.length > asked, 50)
    expect(source.asked.length).toBe(asked)
    time.setVisible(true)
    await time.settle()
    expect(source.asked.length).toBe(asked + 1)
  })

  it('is looked at once more when it ended between the page and DescribeExecution', async () => {
    const { loader, source, time } = load({ total: 100, status: 'RUNNING' })
    // The page was read while it ran; DescribeExecution answers after it has ended.
    source.grow(101, 'SUCCEEDED')
    expect(await time.until(isDone(loader))).toBe(true)
    expect(loader.view.tree?.eventCount).toBe(101)
  })

  it('goes on by itself when a failed one is redriven', async () => {
    const { loader, source, time } = load({ total: 100, status: 'FAILED', terminalEvent: 'ExecutionFailed' })
    await time.until(isDone(loader))
    source.grow(140, 'RUNNING')
    await time.until(() => phase(loader) === 'following' && loader.view.tree?.eventCount === 140)
    expect(loader.view.tree?.eventCount).toBe(140)
  })
})

describe('big payloads', () => {
  it('draws the skeleton first, then fills the payloads in, the wanted one first', async () => {
    const { loader, source, time } = load({ total: 12_000, payloadBytesOf: n => (n === 0 ? 10_000_000 : 0) })
    loader.view.loadUntil([11_500])
    await time.until(() => loader.view.progress.loadedEvents === 12_000)
    expect(source.asked.slice(1, 3).every(({ withPayloads }) => !withPayloads)).toBe(true)
    expect(await time.until(isDone(loader))).toBe(true)
    expect(loader.view.progress.payloadShare).toBe(1)
    const withPayloads = source.asked.filter(asked => asked.withPayloads).flatMap(({ ids }) => ids)
    expect(new Set(withPayloads).size).toBe(withPayloads.length)
  })
})
