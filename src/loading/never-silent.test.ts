import { afterEach, describe, expect, it, vi } from 'vitest'
import type { TreeBuilder } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { type HistorySource, SourceError } from '../source/source.ts'
import { createExecutionLoader } from './execution-loader.ts'
import type { ExecutionLoader } from './loader-parts.ts'
import { createQueryClient } from './query-client.ts'
import { createFaultySource, type FaultySource, type FaultySourceOptions } from './testing-faulty-source.ts'
import { createVirtualTime } from './testing-virtual-time.ts'

const started: ExecutionLoader[] = []
afterEach(() => {
  for (const loader of started.splice(0)) loader.dispose()
})

function load(
  options: FaultySourceOptions,
  change: (source: FaultySource) => HistorySource = source => source,
  builder: TreeBuilder = createTreeBuilder(),
) {
  const source = createFaultySource(options)
  const time = createVirtualTime()
  const parts = { source: change(source), builder, client: createQueryClient(), surroundings: time }
  const loader = createExecutionLoader(parts)
  started.push(loader)
  loader.start()
  return { loader, source, time }
}

const phase = (loader: ExecutionLoader) => loader.view.progress.phase
const isDone = (loader: ExecutionLoader) => () => phase(loader) === 'complete'

describe('one end that is refused while the other is tried again', () => {
  it.each(['forward', 'backward'] as const)('is told until Retry: %s', async refused => {
    let failures = 0
    const isAllowed = () => failures >= 8
    const { loader, source, time } = load({
      total: 300,
      pageSize: () => 20,
      faultOf: (request, { direction }) => {
        if (request === 0 || isAllowed()) return undefined
        if (direction === refused) return 'denied'
        return ++failures < 8 ? 'broken' : undefined
      },
    })
    const tells = () => ({ code: loader.view.error?.code, retryAt: loader.view.progress.nextRetryAt })
    expect(await time.until(() => tells().code === 'AccessDeniedException')).toBe(true)
    const told: object[] = []
    loader.subscribe(() => told.push(tells()))
    const pages = source.asked.length
    expect(await time.until(() => isAllowed() && source.asked.length > pages)).toBe(true)
    await time.settle()
    expect(told.filter(one => JSON.stringify(one) !== '{"code":"AccessDeniedException"}')).toEqual([])
    loader.view.retry()
    expect(await time.until(isDone(loader))).toBe(true)
    expect(loader.view.tree?.loaded).toEqual([{ from: 1, to: 300 }])
  })
})

describe('an empty history', () => {
  it('of a running execution is looked at again until there is something', async () => {
    const { loader, source, time } = load({ total: 0, status: 'RUNNING' })
    expect(await time.until(() => phase(loader) === 'following')).toBe(true)
    expect(loader.view).toMatchObject({ tree: undefined, error: undefined })
    source.grow(7)
    expect(await time.until(() => loader.view.tree?.eventCount === 7)).toBe(true)
    source.grow(9, 'SUCCEEDED')
    expect(await time.until(isDone(loader))).toBe(true)
    expect(loader.view.tree?.loaded).toEqual([{ from: 1, to: 9 }])
  })

  it('of an ended one is looked at once more, then told, and read again by Retry', async () => {
    const { loader, source, time } = load({ total: 0, status: 'FAILED', terminalEvent: 'ExecutionFailed' })
    expect(await time.until(() => phase(loader) === 'failed')).toBe(true)
    expect(loader.view.error).toMatchObject({ code: 'HistoryEmpty' })
    expect(source.asked).toHaveLength(2)
    loader.view.retry()
    expect(await time.until(() => phase(loader) === 'failed' && source.asked.length > 2)).toBe(true)
    source.grow(5, 'FAILED')
    loader.view.retry()
    expect(await time.until(isDone(loader))).toBe(true)
    expect(loader.view).toMatchObject({ error: undefined, tree: { eventCount: 5 } })
  })

  it('is followed where DescribeExecution is refused', async () => {
    const refuse = async () => Promise.reject(new SourceError('AccessDeniedException', 'No.'))
    const { loader, time } = load({ total: 0 }, source => ({ ...source, describe: refuse }))
    expect(await time.until(() => phase(loader) === 'following')).toBe(true)
  })

  it('of a file is told', async () => {
    const { loader, time } = load({ total: 0 }, source => ({ ...source, live: false }))
    expect(await time.until(() => phase(loader) === 'failed')).toBe(true)
    expect(loader.view.error?.code).toBe('HistoryEmpty')
  })
})

describe('what throws where nobody would hear it', () => {
  const broken = () => {
    throw new Error('invariant')
  }

  it('while a tree is made is told, and goes on with Retry', async () => {
    const builder = createTreeBuilder()
    let throws = true
    const appending: TreeBuilder['appending'] = events => (throws ? broken() : builder.appending(events))
    const rig = load({ total: 50 }, source => source, { ...builder, appending })
    const { loader, time } = rig
    expect(await time.until(() => phase(loader) === 'failed')).toBe(true)
    expect(loader.view.error).toMatchObject({ code: 'Unexpected', why: 'Error: invariant' })
    throws = false
    loader.view.retry()
    expect(await time.until(isDone(loader))).toBe(true)
    expect(loader.view.tree?.eventCount).toBe(50)
  })

  it.each(['describe', 'readPage'] as const)('in %s is told', async name => {
    const { loader, time } = load({ total: 50 }, source => ({ ...source, [name]: broken }))
    expect(await time.until(() => loader.view.error !== undefined)).toBe(true)
    expect(loader.view.error?.why).toBe('Error: invariant')
  })

  it('in a timer is told', async () => {
    const { loader, source, time } = load({ total: 50, status: 'RUNNING' })
    await time.until(() => phase(loader) === 'following')
    vi.spyOn(time, 'visible').mockImplementationOnce(broken)
    expect(await time.until(() => phase(loader) === 'failed')).toBe(true)
    loader.view.retry()
    source.grow(60, 'SUCCEEDED')
    expect(await time.until(isDone(loader))).toBe(true)
  })
})
