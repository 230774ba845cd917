import { array, assert, asyncProperty, integer } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Clock, createTokenBucket } from './token-bucket.ts'

/** A clock that jumps to the end of each wait. */
function jumpingClock(): Clock & { nowMs: number } {
  const clock = {
    nowMs: 0,
    now: () => clock.nowMs,
    wait: async (ms: number) => {
      clock.nowMs += ms
    },
  }
  return clock
}

const NEVER = new AbortController().signal

describe('createTokenBucket', () => {
  it('lets a burst through, then one at a time', async () => {
    const bucket = createTokenBucket({ burst: 2, perSecond: 10 }, jumpingClock())
    const waits = [await bucket.take(1_000, NEVER), await bucket.take(1_000, NEVER), await bucket.take(1_000, NEVER)]
    expect(waits).toEqual([0, 0, 100])
  })

  it('does not wait for what is only a rounding of the clock', async () => {
    const starts = Array.from({ length: 1000 }, (_, index) => 123_456.789_123 * (index + 1) + index / 7)
    const waits = starts.map(startMs => {
      const clock: Clock = { now: () => startMs, wait: async () => undefined }
      return createTokenBucket({ burst: 1, perSecond: 0.7 }, clock).take(1_000, NEVER)
    })
    expect(new Set(await Promise.all(waits))).toEqual(new Set([0]))
  })

  it('lets those who wait at the same time go one after another', async () => {
    const clock: Clock = { now: () => 0, wait: async () => undefined }
    const bucket = createTokenBucket({ burst: 1, perSecond: 10 }, clock)
    const waits = await Promise.all([1, 2, 3].map(() => bucket.take(1_000, NEVER)))
    expect(waits).toEqual([0, 100, 200])
  })

  it('refuses at once what would wait too long, and that takes no token', async () => {
    const clock: Clock = { now: () => 0, wait: async () => undefined }
    const bucket = createTokenBucket({ burst: 1, perSecond: 10 }, clock)
    await bucket.take(0, NEVER)
    await expect(bucket.take(50, NEVER)).rejects.toMatchObject({ code: 'GatewayBusy' })
    expect(await bucket.take(100, NEVER)).toBe(100)
  })

  it('takes the token back from who leaves while waiting', async () => {
    const clock: Clock = {
      now: () => 0,
      wait: (_ms, signal) => (signal.aborted ? Promise.resolve() : Promise.reject(new Error('gone'))),
    }
    const bucket = createTokenBucket({ burst: 1, perSecond: 10 }, clock)
    await bucket.take(0, NEVER)
    await expect(bucket.take(1_000, NEVER)).rejects.toThrow('gone')
    await expect(bucket.take(99, NEVER)).rejects.toMatchObject({ code: 'GatewayBusy' })
    await expect(bucket.take(100, NEVER)).rejects.toThrow('gone')
  })

  it('pauses after throttling, longer each time, and starts small again after a success', async () => {
    const clock = jumpingClock()
    const bucket = createTokenBucket({ burst: 5, perSecond: 10 }, clock)
    const pauseMs = async () => {
      bucket.penalise()
      return bucket.take(60_000, NEVER)
    }
    expect([await pauseMs(), await pauseMs()]).toEqual([600, 1_100])
    bucket.forgive()
    expect(await pauseMs()).toBe(600)
  })

  it('never lets more through than burst + rate × time', async () => {
    await assert(
      asyncProperty(
        integer({ min: 1, max: 20 }),
        integer({ min: 1, max: 50 }),
        array(integer({ min: 0, max: 300 }), { maxLength: 80 }),
        async (burst, perSecond, pausesMs) => {
          const clock = jumpingClock()
          const bucket = createTokenBucket({ burst, perSecond }, clock)
          const sentAt: number[] = []
          for (const pauseMs of pausesMs) {
            clock.nowMs += pauseMs
            await bucket.take(Number.POSITIVE_INFINITY, NEVER)
            sentAt.push(clock.nowMs)
          }
          for (const [first, from] of sentAt.entries()) {
            for (const [last, to] of sentAt.entries()) {
              if (last < first) continue
              expect(last - first + 1).toBeLessThanOrEqual(burst + ((to - from) * perSecond) / 1000 + 1e-6)
            }
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})
