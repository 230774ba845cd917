import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import type { HistoryPage, HistorySource } from '../source/source.ts'
import { createExecutionLoader } from './execution-loader.ts'
import { DEFAULT_LOAD_SETTINGS } from './load-settings.ts'
import { createQueryClient } from './query-client.ts'
import { createFaultySource } from './testing-faulty-source.ts'
import { createVirtualTime } from './testing-virtual-time.ts'

const PAYLOAD_CHARS = 1_000
const BUDGET_CHARS = 200 * PAYLOAD_CHARS

const TOTAL = 2_000
const PAGE_SIZE = 20

/** 2,000 events with a payload each, twenty a page. */
function heavySource(): HistorySource & { readonly pagesAsked: () => number } {
  const source = createFaultySource({ total: TOTAL, pageSize: () => PAGE_SIZE })
  return {
    ...source,
    pagesAsked: () => source.asked.length,
    readPage: async (request, signal): Promise<HistoryPage> => {
      const page = await source.readPage(request, signal)
      if (!request.withPayloads) return page
      const input = 'x'.repeat(PAYLOAD_CHARS)
      const events = page.events.map(event => ({ ...event, details: { ...event.details, input } }))
      return { ...page, events, payloadBytes: events.length * PAYLOAD_CHARS }
    },
  }
}

it('payloads beyond the budget stay away, however far a wanted one lies', async () => {
  const time = createVirtualTime()
  const settings = { ...DEFAULT_LOAD_SETTINGS, heavyPageBytes: 5_000, payloadBudgetBytes: BUDGET_CHARS }
  const parts = { source: heavySource(), client: createQueryClient(), surroundings: time, settings }
  const loader = createExecutionLoader({ ...parts, builder: createTreeBuilder() })
  loader.start()
  const isDone = () => loader.view.progress.phase === 'complete'
  const payloads = () => {
    const { tree } = loader.view
    const ids = Array.from({ length: 2_000 }, (_, at) => at + 1)
    return ids.filter(id => tree?.event(id)?.details?.['input'] !== undefined).length
  }
  expect(await time.until(isDone)).toBe(true)
  const before = payloads()
  expect(before * PAYLOAD_CHARS).toBeLessThanOrEqual(BUDGET_CHARS + 3 * 20 * PAYLOAD_CHARS)
  const inputOf = (id: number) => loader.view.tree?.event(id)?.details?.['input']
  for (const [wanted, sum] of [
    [1_000, before + 1],
    [700, before + 2],
    [1_301, before + 3],
  ] as const) {
    expect(inputOf(wanted)).toBeUndefined()
    loader.view.loadUntil([wanted])
    expect(await time.until(() => inputOf(wanted) !== undefined)).toBe(true)
    expect(await time.until(isDone)).toBe(true)
    expect(payloads()).toBe(sum)
  }
  expect(loader.view.tree?.loaded).toEqual([{ from: 1, to: 2_000 }])
  loader.dispose()
})

it('whatever is wanted one after another, wherever the passes stand, comes from the nearer end', async () => {
  const together = fc.uniqueArray(fc.integer({ min: 1, max: TOTAL }), { minLength: 1, maxLength: 3 })
  const ids = fc.array(together, { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(ids, async wantedIds => {
      const time = createVirtualTime()
      const settings = { ...DEFAULT_LOAD_SETTINGS, heavyPageBytes: 5_000, payloadBudgetBytes: BUDGET_CHARS }
      const source = heavySource()
      const parts = { source, client: createQueryClient(), surroundings: time, settings }
      const loader = createExecutionLoader({ ...parts, builder: createTreeBuilder() })
      loader.start()
      const isDone = () => loader.view.progress.phase === 'complete'
      expect(await time.until(isDone)).toBe(true)
      for (const wanted of wantedIds) {
        const before = source.pagesAsked()
        loader.view.loadUntil(wanted)
        const isHere = () => wanted.every(id => loader.view.tree?.event(id)?.details?.['input'] !== undefined)
        expect(await time.until(() => isHere() || loader.view.error !== undefined)).toBe(true)
        expect(loader.view.error).toBeUndefined()
        expect(await time.until(isDone)).toBe(true)
        expect(source.pagesAsked() - before).toBeLessThanOrEqual(wanted.length * (TOTAL / 2 / PAGE_SIZE + 1))
      }
      loader.dispose()
    }),
    { numRuns: 30 },
  )
})

it('of a history that is read as a skeleton payloads come for what is wanted alone, and none is asked for before', async () => {
  const time = createVirtualTime()
  const settings = { ...DEFAULT_LOAD_SETTINGS, skeletonAlone: true }
  const source = heavySource()
  const asked: boolean[] = []
  const told: HistorySource = {
    ...source,
    readPage: (request, signal) => {
      asked.push(request.withPayloads)
      return source.readPage(request, signal)
    },
  }
  const parts = { source: told, client: createQueryClient(), surroundings: time, settings }
  const loader = createExecutionLoader({ ...parts, builder: createTreeBuilder() })
  loader.start()
  const isDone = () => loader.view.progress.phase === 'complete'
  expect(await time.until(isDone)).toBe(true)
  expect(loader.view.tree?.loaded).toEqual([{ from: 1, to: TOTAL }])
  expect(asked.includes(true)).toBe(false)
  const inputOf = (id: number) => loader.view.tree?.event(id)?.details?.['input']
  loader.view.loadUntil([40, 700])
  expect(await time.until(() => inputOf(40) !== undefined && inputOf(700) !== undefined)).toBe(true)
  expect(await time.until(isDone)).toBe(true)
  expect(inputOf(41)).toBeUndefined()
})
