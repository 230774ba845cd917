import { afterEach, describe, expect, it } from 'vitest'
import { type HistorySource, SourceError, type SourceRef } from '../source/source.ts'
import { createExecutionStore, type ExecutionStore } from './execution-store.ts'
import { createQueryClient } from './query-client.ts'
import { createFaultySource } from './testing-faulty-source.ts'
import { createVirtualTime } from './testing-virtual-time.ts'

const ref: SourceRef = { kind: 'aws', arn: 'arn:aws:states:eu-west-1:111122223333:execution:M:e' }

const started: ExecutionStore[] = []
afterEach(() => {
  for (const store of started.splice(0)) store.dispose()
})

interface Opened {
  readonly copy?: HistorySource
  readonly fresh: HistorySource
  readonly beforeFresh?: () => Promise<never> | undefined
  readonly onView?: () => void
}

/** A page that opens a kept copy of 20 events; AWS is asked only on refresh. */
async function openCopy({ copy = keptCopy(), fresh, beforeFresh, onView = () => {} }: Opened) {
  const time = createVirtualTime()
  const dropped: SourceRef[] = []
  const finder = {
    find: async () => copy,
    findFresh: async () => {
      await beforeFresh?.()
      return fresh
    },
    dropCopy: async (what: SourceRef) => void dropped.push(what),
    onView,
  }
  const store = createExecutionStore({ ref, finder, client: createQueryClient(), surroundings: time })
  started.push(store)
  store.start()
  await time.settle()
  return { store, time, dropped }
}

const keptCopy = (): HistorySource => ({ ...createFaultySource({ total: 20 }), ref, live: false })
const gone = new SourceError('ExecutionDoesNotExist', 'AWS no longer has it.')

describe('refreshing a kept copy', () => {
  it('shows the copy until all of the new reading is there', async () => {
    const { store, time } = await openCopy({ fresh: createFaultySource({ total: 3_000 }) })
    const counts = new Set<number | undefined>()
    store.subscribe(() => counts.add(store.view.tree?.eventCount))
    store.view.refresh()
    expect(await time.until(() => store.view.tree?.eventCount === 3_000)).toBe(true)
    expect([...counts]).toEqual([20, 3_000])
    expect(store.view.progress).toMatchObject({ phase: 'complete', loadedEvents: 3_000 })
  })

  it('keeps the copy, and says why, where AWS has deleted the history', async () => {
    const refuse = async () => Promise.reject(gone)
    const fresh = { ...createFaultySource({ total: 20 }), describe: refuse, readPage: refuse }
    const { store, time, dropped } = await openCopy({ fresh })
    store.view.refresh()
    await time.until(() => store.view.error !== undefined)
    expect(store.view.error?.code).toBe('ExecutionDoesNotExist')
    expect(store.view.tree?.eventCount).toBe(20)
    expect(dropped).toEqual([])
  })

  it('says why where there is no way to AWS, and tries again with Retry', async () => {
    let down = true
    const fresh = createFaultySource({ total: 30 })
    const { store, time } = await openCopy({ fresh, beforeFresh: () => (down ? Promise.reject(gone) : undefined) })
    store.view.refresh()
    expect(await time.until(() => store.view.error !== undefined)).toBe(true)
    expect(store.view).toMatchObject({ error: { code: 'ExecutionDoesNotExist' }, tree: { eventCount: 20 } })
    down = false
    store.view.retry()
    expect(await time.until(() => store.view.tree?.eventCount === 30)).toBe(true)
    expect(store.view.error).toBeUndefined()
  })

  it('tells what goes wrong where a view is remembered', async () => {
    const onView = () => {
      throw new Error('the disk is full')
    }
    const { store, time } = await openCopy({ fresh: createFaultySource({ total: 30 }), onView })
    expect(await time.until(() => store.view.error !== undefined)).toBe(true)
    expect(store.view.error?.why).toBe('Error: the disk is full')
    expect(store.view.tree?.eventCount).toBe(20)
  })

  it('drops a damaged copy by itself and asks AWS', async () => {
    const damaged = { ...keptCopy(), readPage: async () => Promise.reject(new SourceError('CacheBroken', 'Damaged.')) }
    const { store, time, dropped } = await openCopy({ copy: damaged, fresh: createFaultySource({ total: 30 }) })
    expect(await time.until(() => store.view.tree?.eventCount === 30)).toBe(true)
    expect(dropped).toEqual([ref])
  })
})
