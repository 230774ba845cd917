import { describe, expect, it } from 'vitest'
import type { HistorySource, SourceRef } from '../source/source.ts'
import { createEndReader } from './end-reader.ts'
import type { SourceFinder } from './execution-store.ts'
import { createQueryClient } from './query-client.ts'
import { readEnd } from './read-end.ts'
import { createFaultySource, type FaultySource } from './testing-faulty-source.ts'
import { createVirtualTime } from './testing-virtual-time.ts'

const arnOf = (n: number) => `arn:aws:states:eu-west-1:123456789012:execution:Nightly:night-${n}`

/** Failed executions of 2,500 events; the end of each takes a second. `refused` are denied. */
function nights({ refused = [] as readonly number[] } = {}) {
  const time = createVirtualTime()
  const sources = new Map<string, FaultySource>()
  let [atOnce, most] = [0, 0]
  const find = async (ref: SourceRef): Promise<HistorySource> => {
    const arn = ref.kind === 'aws' ? ref.arn : ''
    const denied = refused.some(n => arnOf(n) === arn)
    const own = createFaultySource({ total: 2500, status: 'FAILED', ...(denied && { faultOf: () => 'denied' }) })
    sources.set(arn, own)
    return {
      ...own,
      ref,
      readPage: async (request, signal) => {
        most = Math.max(most, ++atOnce)
        try {
          await time.sleep(1_000, signal)
          return await own.readPage(request, signal)
        } finally {
          atOnce--
        }
      },
    }
  }
  const finder: SourceFinder = { find, findFresh: find, dropCopy: async () => {}, onView: () => {} }
  const parts = { finder, client: createQueryClient(), surroundings: time }
  const reader = createEndReader({
    readEnd: (arn, signal) => readEnd({ kind: 'aws', arn }, parts, signal),
    tell: tree => tree.eventCount,
  })
  return { time, reader, sources, most: () => most, done: () => time.until(() => reader.view.reading === 0) }
}

describe('the ends of executions', () => {
  it('are read with one call each, four at a time, each once', async () => {
    const { done, reader, sources, most } = nights()
    const arns = [1, 2, 3, 4, 5, 6].map(arnOf)
    const whole = reader.read(arns)
    void reader.read(arns)
    expect(reader.view).toMatchObject({ reading: 6, asked: 6 })
    await done()
    await whole
    expect(reader.view).toMatchObject({ reading: 0, asked: 6, isCancelled: false })
    expect(arns.map(arn => reader.view.ends.get(arn))).toEqual(arns.map(() => ({ kind: 'read', told: 1000 })))
    expect(most()).toBe(4)
    for (const { asked, described } of sources.values()) {
      expect(asked.map(({ direction }) => direction)).toEqual(['backward'])
      expect(described).toBe(0)
    }
  })

  it('that cannot be read say why, and are asked for again only on wish', async () => {
    const { done, reader, sources } = nights({ refused: [2] })
    void reader.read([1, 2].map(arnOf))
    await done()
    expect(reader.view.ends.get(arnOf(1))?.kind).toBe('read')
    expect(reader.view.ends.get(arnOf(2))).toMatchObject({ kind: 'failed', error: { code: 'AccessDeniedException' } })
    const before = sources.get(arnOf(2))
    void reader.read([arnOf(2)])
    await done()
    expect(sources.get(arnOf(2))).toBe(before)
    void reader.read([arnOf(2)], { again: true })
    await done()
    expect(sources.get(arnOf(2))).not.toBe(before)
    expect(reader.view.asked).toBe(3)
  })

  it('are given up where nobody waits: what is here stays, the rest can be asked for again', async () => {
    const { time, done, reader } = nights()
    void reader.read([1, 2, 3, 4, 5, 6, 7].map(arnOf))
    await time.until(() => reader.view.reading < 7)
    reader.cancel()
    await time.settle()
    expect([...reader.view.ends.values()].map(({ kind }) => kind)).toEqual(['read'])
    expect(reader.view).toMatchObject({ reading: 0, isCancelled: true })
    void reader.read([6, 7].map(arnOf))
    await done()
    expect(reader.view.ends.size).toBe(3)
    expect(reader.view.isCancelled).toBe(false)
  })
})
