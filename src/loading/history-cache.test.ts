import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import type { HistorySource } from '../source/source.ts'
import { createHistoryCache, type KeyValueStore } from './history-cache.ts'
import { createFaultySource } from './testing-faulty-source.ts'

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run'
const signal = new AbortController().signal

/** IndexedDB as a Map, with structured clones and, if told, no room. */
function memoryStore(room = Number.POSITIVE_INFINITY): KeyValueStore & { readonly map: Map<string, unknown> } {
  const map = new Map<string, unknown>()
  return {
    map,
    get: async key => structuredClone(map.get(key)),
    set: async (key, value) => {
      if (map.size >= room) throw new DOMException('The disk is full', 'QuotaExceededError')
      map.set(key, structuredClone(value))
    },
    delete: async keys => keys.forEach(key => map.delete(key)),
    keys: async () => [...map.keys()],
  }
}

async function finished(total: number, redriveCount = 0) {
  const source = createFaultySource({ total, pageSize: () => total })
  const builder = createTreeBuilder()
  let token: string | undefined
  do {
    const request = { direction: 'forward', withPayloads: true, ...(token !== undefined && { token }) } as const
    const page = await source.readPage(request, signal)
    builder.append(page.events)
    token = page.nextToken
  } while (token !== undefined)
  const summary = { ...(await source.describe(signal)), redriveCount }
  return { arn: ARN, tree: builder.tree, summary, definition: '{"StartAt":"S2"}' }
}

async function idsOf(source: HistorySource | undefined): Promise<number[]> {
  const ids: number[] = []
  let token: string | undefined
  do {
    const request = { direction: 'forward', withPayloads: true, ...(token !== undefined && { token }) } as const
    const page = await source?.readPage(request, signal)
    ids.push(...(page?.events.map(event => event.id) ?? []))
    token = page?.nextToken
  } while (token !== undefined)
  return ids
}

describe('kept histories', () => {
  it('come back whole, with summary and definition', async () => {
    const cache = createHistoryCache(memoryStore())
    await cache.save(await finished(5_000), 1)
    const source = await cache.find(ARN)
    expect(await idsOf(source)).toEqual(Array.from({ length: 5_000 }, (_, index) => index + 1))
    expect(await source?.describe(signal)).toMatchObject({ name: 'run', status: 'SUCCEEDED' })
    expect(await source?.definition(signal)).toBe('{"StartAt":"S2"}')
    expect(source?.live).toBe(false)
  })

  it('are listed with their size, newest first', async () => {
    const cache = createHistoryCache(memoryStore())
    await cache.save(await finished(10), 1)
    await cache.save({ ...(await finished(20)), arn: `${ARN}2` }, 2)
    const list = await cache.list()
    expect(list.map(({ arn, eventCount }) => [arn, eventCount])).toEqual([
      [`${ARN}2`, 20],
      [ARN, 10],
    ])
    expect(list[0]?.sizeBytes).toBeGreaterThan(20 * 100)
  })

  it('are replaced by a later redrive', async () => {
    const cache = createHistoryCache(memoryStore())
    await cache.save(await finished(10, 0), 1)
    await cache.save(await finished(14, 1), 2)
    expect(await idsOf(await cache.find(ARN))).toHaveLength(14)
    expect(await cache.list()).toHaveLength(1)
  })

  it('are forgotten one by one and all at once, leaving nothing behind', async () => {
    const store = memoryStore()
    const cache = createHistoryCache(store)
    await cache.save(await finished(10), 1)
    await cache.save({ ...(await finished(10)), arn: `${ARN}2` }, 1)
    await cache.forget(ARN)
    expect(await cache.find(ARN)).toBeUndefined()
    expect(await cache.list()).toHaveLength(1)
    await cache.forgetAll()
    expect(store.map.size).toBe(0)
  })

  it('that do not fit leave nothing half-written, and say so', async () => {
    const store = memoryStore(2)
    const cache = createHistoryCache(store)
    await expect(cache.save(await finished(9_000), 1)).rejects.toMatchObject({ code: 'CacheFull' })
    expect(store.map.size).toBe(0)
  })

  it('with a piece missing are as good as none', async () => {
    const store = memoryStore()
    const cache = createHistoryCache(store)
    await cache.save(await finished(5_000), 1)
    store.map.delete(`v1 piece ${ARN} 0 1`)
    expect(await cache.find(ARN)).toBeUndefined()
  })

  it('with a damaged piece or head are refused, not misread', async () => {
    const store = memoryStore()
    const cache = createHistoryCache(store)
    await cache.save(await finished(5_000), 1)
    store.map.set(`v1 piece ${ARN} 0 1`, [{ nonsense: true }])
    await expect(idsOf(await cache.find(ARN))).rejects.toMatchObject({ code: 'CacheBroken' })
    store.map.set(`v1 head ${ARN} 0`, 'garbage')
    expect(await cache.find(ARN)).toBeUndefined()
    expect(await cache.list()).toEqual([])
  })

  it('of another version are not read', async () => {
    const store = memoryStore()
    store.map.set(`v0 head ${ARN} 0`, { arn: ARN })
    expect(await createHistoryCache(store).find(ARN)).toBeUndefined()
  })
})
