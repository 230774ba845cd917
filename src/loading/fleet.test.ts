import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { globalKey } from '../forest/keys.ts'
import type { HistoryEvent } from '../history/events.ts'
import type { ExecutionListItem, KnownStatus } from '../history/execution-summary.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import type { ChildSource } from '../source/child-source.ts'
import { type HistorySource, SourceError, type SourceRef } from '../source/source.ts'
import type { SourceFinder } from './execution-store.ts'
import { createFleet, type FleetParts } from './fleet.ts'
import { URGENCY } from './fleet-view.ts'
import { createQueryClient } from './query-client.ts'
import { createFaultySource } from './testing-faulty-source.ts'
import { createVirtualTime, type VirtualTime } from './testing-virtual-time.ts'

const RUN = 'arn:aws:states:eu-west-1:123456789012:mapRun:Parent/Fan:run'
const PARENT = 'arn:aws:states:eu-west-1:123456789012:execution:Parent:p'
const CHILD = 'arn:aws:states:eu-west-1:123456789012:execution:Parent/Fan:'
/** The Map Run's span in the parent. */
const AT = globalKey(0, 8)

const PARENT_EVENTS = eventsOf(`
  1<0 ExecutionStarted        2<0 MapStateEntered Fan      3<2 MapStateStarted length=0
  4<3 MapRunStarted mapRunArn=${RUN}    5<4 MapRunFailed error=States.ExceedToleratedFailureThreshold
  6<5 MapStateFailed    7<6 ExecutionFailed error=States.ExceedToleratedFailureThreshold`)

interface World {
  readonly time: VirtualTime
  /** Executions asked for pages right now, and the most there ever were. */
  readonly busy: { now: number; most: number }
  /** Every request, in order. */
  readonly asked: string[]
  readonly fleet: ReturnType<typeof createFleet>
}

interface WorldOptions extends Partial<FleetParts> {
  readonly children?: number
  readonly childEvents?: number
  readonly childStatus?: KnownStatus
  readonly pageChildren?: number
  readonly fault?: (asked: string, time: number) => SourceError | undefined
}

function worldOf(options: WorldOptions = {}): World {
  const { children = 12, childEvents = 10, pageChildren = 5, fault = () => undefined, ...parts } = options
  const { childStatus = 'SUCCEEDED' } = options
  const time = createVirtualTime()
  const busy = { now: 0, most: 0 }
  const asked: string[] = []
  const times = new Map<string, number>()
  const ask = (what: string) => {
    asked.push(what)
    const before = times.get(what) ?? 0
    times.set(what, before + 1)
    const error = fault(what, before)
    if (error !== undefined) throw error
  }
  const statusOf = (n: number): KnownStatus => (n % 3 === 0 ? 'FAILED' : 'SUCCEEDED')
  const items = Array.from({ length: children }, (_, n): ExecutionListItem => {
    const told = { status: statusOf(n), startedAt: 1, stoppedAt: 2, redriveCount: 0, itemCount: undefined }
    return { executionArn: `${CHILD}${n}`, name: `${n}`, ...told }
  })

  const find = async (ref: SourceRef): Promise<HistorySource> => {
    const arn = ref.kind === 'aws' ? ref.arn : ''
    const name = arn.split(':').at(-1) ?? ''
    const source = createFaultySource({ total: childEvents, status: childStatus })
    return {
      ...{ ref, live: true },
      definition: signal => (ask(`definition ${name}`), source.definition(signal)),
      describe: signal => (ask(`describe ${name}`), source.describe(signal)),
      readPage: async (request, signal) => {
        ask(`page ${name}`)
        busy.most = Math.max(busy.most, ++busy.now)
        await time.sleep(1_000, signal).finally(() => busy.now--)
        return arn === PARENT ? { events: pageOf(request.direction) } : source.readPage(request, signal)
      },
    }
  }
  const finder: SourceFinder = { find, findFresh: find, dropCopy: async () => {}, onView: () => {} }
  const childSource: ChildSource = {
    describeMapRun: async arn => {
      ask('describe run')
      const counts = { total: children, failed: Math.ceil(children / 3) }
      const dates = { startedAt: 1, stoppedAt: 2 }
      const run = { mapRunArn: arn, executionArn: PARENT, status: 'FAILED', maxConcurrency: 0, redriveCount: 0 }
      return { ...run, ...dates, itemCounts: counts, executionCounts: counts }
    },
    listChildren: async ({ status, token }) => {
      ask(`list ${status ?? 'ALL'} ${token ?? 0}`)
      const all = items.filter(item => status === undefined || item.status === status)
      const from = Number(token ?? 0)
      const to = from + pageChildren
      return { executions: all.slice(from, to), ...(to < all.length && { nextToken: `${to}` }) }
    },
  }
  const ref = { kind: 'aws', arn: PARENT } as const
  const client = createQueryClient()
  const fleet = createFleet({ ref, finder, childSource, client, surroundings: time, ...parts })
  return { time, busy, asked, fleet }
}

const pageOf = (direction: 'forward' | 'backward'): readonly HistoryEvent[] =>
  direction === 'forward' ? PARENT_EVENTS : PARENT_EVENTS.toReversed()

/** Lets time pass until the promise settles; fails where nothing is left that could settle it. */
async function settled(time: VirtualTime, promise: Promise<unknown>): Promise<void> {
  let done = false
  void promise.finally(() => {
    done = true
  })
  expect(await time.until(() => done)).toBe(true)
}

async function opened(world: World): Promise<World> {
  await settled(world.time, world.fleet.open(0, URGENCY.link))
  await settled(world.time, world.fleet.list(AT, 'ALL'))
  return world
}

const throttling = () => new SourceError('ThrottlingException', 'Rate exceeded', { retryable: true })
const denied = () => new SourceError('AccessDeniedException', 'no', { retryable: false })

describe('a fleet', () => {
  it('reads the execution that a link names, and what its Map Run tells', async () => {
    const { time, fleet } = await opened(worldOf())
    await settled(time, fleet.describeMapRun(AT))
    const { forest } = fleet.view
    expect(forest.member(0)).toMatchObject({ state: { kind: 'read' }, summary: { stateMachineName: 'Orders' } })
    expect(forest.graft(AT)).toMatchObject({ kind: 'mapRun', run: { status: 'FAILED' }, listed: new Set(['ALL']) })
    expect(forest.graft(AT)?.children.count).toBe(12)
    expect(fleet.view.held).toBe(false)
  })

  it('lists the failures alone where those are asked for, each page once', async () => {
    const { time, fleet, asked } = worldOf({ children: 36 })
    await settled(time, fleet.open(0))
    const twice = [fleet.list(AT, 'FAILED'), fleet.list(AT, 'FAILED')]
    await settled(time, Promise.all(twice))
    await settled(time, fleet.list(AT, 'FAILED'))
    expect(asked.filter(what => what.startsWith('list'))).toEqual(['list FAILED 0', 'list FAILED 5', 'list FAILED 10'])
    const { children } = fleet.view.forest.graft(AT) ?? {}
    expect(children?.count).toBe(12)
  })

  it('loads four at once, and what is more urgent first', async () => {
    const { time, fleet, busy, asked } = await opened(worldOf())
    asked.length = 0
    const ids = Array.from({ length: 12 }, (_, n) => n + 1)
    await settled(time, Promise.all(ids.map(id => fleet.open(id, id === 12 ? URGENCY.selected : URGENCY.demand))))
    expect(busy.most).toBe(4)
    const pages = asked.filter(what => what.startsWith('page'))
    expect(pages.toSorted()).toEqual(ids.map(id => `page ${id - 1}`).toSorted())
    expect(pages.indexOf('page 11')).toBe(4)
    expect(fleet.view.forest.member(7)).toMatchObject({ state: { kind: 'read' }, tree: { eventCount: 10 } })
  })

  it('makes no request beyond the ceiling until a person lifts it', async () => {
    const { time, fleet, asked } = await opened(worldOf({ ceiling: 9 }))
    await settled(time, Promise.all([1, 2, 3, 4].map(id => fleet.open(id))))
    expect(asked).toHaveLength(9)
    expect(fleet.view).toMatchObject({ asked: 9, ceiling: 9, held: true })
    fleet.lift(50)
    await time.until(() => !fleet.view.held)
    await settled(time, Promise.all([1, 2, 3, 4].map(id => fleet.open(id))))
    for (const id of [1, 2, 3, 4]) expect(fleet.view.forest.member(id)?.state.kind).toBe('read')
  })

  it('keeps what was read last, and what is open whatever it costs', async () => {
    const { time, fleet, asked } = await opened(worldOf({ childEvents: 100, keptEvents: 250 }))
    for (const id of [1, 2, 3, 4]) await settled(time, fleet.open(id))
    for (const id of [0, 2, 3, 4]) fleet.close(id)
    const kindOf = (id: number) => fleet.view.forest.member(id)?.state.kind
    expect([1, 2, 3, 4].map(kindOf)).toEqual(['read', 'listed', 'listed', 'read'])
    expect(fleet.view.forest.member(2)).toMatchObject({ tree: undefined, summary: { status: 'SUCCEEDED' } })
    asked.length = 0
    await settled(time, fleet.open(4))
    expect(asked).toEqual([])
  })

  it('tells on the member what went wrong, and on the Map Run', async () => {
    const fault = (asked: string) => (/^page 1$|^list FAILED/.test(asked) ? denied() : undefined)
    const { time, fleet } = await opened(worldOf({ fault }))
    await settled(time, fleet.open(2))
    await settled(time, fleet.list(AT, 'FAILED'))
    await settled(time, fleet.list(AT, 'RUNNING'))
    expect(fleet.view.forest.member(2)?.state).toMatchObject({ trouble: { code: 'AccessDeniedException' } })
    expect(fleet.view.graftTroubles.get(AT)?.code).toBe('AccessDeniedException')
  })

  it('goes on where a person says so', async () => {
    let broken = true
    const fault = (asked: string) => (broken && asked === 'page 1' ? denied() : undefined)
    const { time, fleet } = await opened(worldOf({ fault }))
    await settled(time, fleet.open(2))
    broken = false
    await settled(time, fleet.retry(2))
    expect(fleet.view.forest.member(2)?.state).toEqual({ kind: 'read' })
  })

  it('is patient where AWS asks to slow down', async () => {
    const { time, fleet } = worldOf({ fault: (_, before) => (before < 2 ? throttling() : undefined) })
    await opened({ time, fleet, busy: { now: 0, most: 0 }, asked: [] })
    expect(fleet.view.forest.graft(AT)?.children.count).toBe(12)
  })

  it('follows no longer what is closed, and takes nothing back of what was read', async () => {
    const { time, fleet, asked } = await opened(worldOf({ childStatus: 'RUNNING' }))
    await settled(time, fleet.open(2))
    expect(fleet.view.forest.member(2)?.state).toEqual({ kind: 'read' })
    fleet.close(2)
    fleet.close(0)
    asked.length = 0
    for (let step = 0; step < 50; step++) await time.next()
    expect(asked).toEqual([])
    expect(fleet.view.forest.member(2)).toMatchObject({ state: { kind: 'read' }, tree: { eventCount: 10 } })
  })

  it('follows what is open and runs, but not in a hidden tab', async () => {
    const { time, fleet, asked } = await opened(worldOf({ childStatus: 'RUNNING' }))
    await settled(time, fleet.open(2))
    fleet.close(0)
    asked.length = 0
    for (let step = 0; step < 10; step++) await time.next()
    expect(asked).toContain('page 1')
    time.setVisible(false)
    // What is on the way comes in.
    for (let step = 0; step < 5; step++) await time.next()
    asked.length = 0
    for (let step = 0; step < 20; step++) await time.next()
    expect(asked).toEqual([])
    time.setVisible(true)
    expect(await time.until(() => asked.includes('page 1'))).toBe(true)
    fleet.dispose()
  })

  it('holds up what a person pauses, and goes on where it was', async () => {
    const { time, fleet, asked } = await opened(worldOf({ childEvents: 3_500 }))
    const reading = fleet.open(2)
    await time.until(() => (fleet.view.forest.member(2)?.tree?.eventCount ?? 0) > 0)
    fleet.pause(2)
    await settled(time, reading)
    expect(fleet.view.forest.member(2)?.state).toEqual({ kind: 'loading', paused: true })
    for (let step = 0; step < 20; step++) await time.next()
    const before = asked.length
    for (let step = 0; step < 20; step++) await time.next()
    expect(asked).toHaveLength(before)
    fleet.resume(2)
    expect(await time.until(() => fleet.view.forest.member(2)?.state.kind === 'read')).toBe(true)
    expect(fleet.view.forest.member(2)?.tree?.eventCount).toBe(3_500)
    expect(asked.filter(what => what === 'page 1')).toHaveLength(4)
  })

  it('gives up what is closed before it is read, so that it does not look as if it were on its way', async () => {
    const { time, fleet } = await opened(worldOf({ childEvents: 3_500 }))
    for (const isPaused of [false, true]) {
      const reading = fleet.open(2)
      await time.until(() => (fleet.view.forest.member(2)?.tree?.eventCount ?? 0) > 0)
      if (isPaused) {
        fleet.pause(2)
        await settled(time, reading)
      }
      fleet.close(2)
      await settled(time, reading)
      expect(fleet.view.forest.member(2)).toMatchObject({ state: { kind: 'listed' }, tree: undefined })
    }
  })

  it('leaves no promise hanging, whatever is closed, paused or thrown away, and when', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constantFrom('open', 'close', 'pause', 'resume', 'retry'), id: fc.nat(13) }),
      fc.record({ kind: fc.constantFrom('list', 'wait'), id: fc.nat(3) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.integer({ min: 3, max: 60 }), async (steps, ceiling) => {
        const fault = (asked: string, before: number) =>
          before === 0 && /[147]/.test(asked) ? throttling() : /page 5/.test(asked) ? denied() : undefined
        const { time, fleet, asked } = worldOf({ ceiling, fault, keptEvents: 30 })
        const promises: Promise<void>[] = [fleet.open(0)]
        for (const { kind, id } of steps) {
          if (kind === 'open') promises.push(fleet.open(id))
          if (kind === 'close') fleet.close(id)
          if (kind === 'pause') fleet.pause(id)
          if (kind === 'resume') fleet.resume(id)
          if (kind === 'retry') promises.push(fleet.retry(id))
          if (kind === 'list') promises.push(fleet.list(AT, (['ALL', 'FAILED', 'RUNNING'] as const)[id % 3] ?? 'ALL'))
          if (kind === 'wait') await time.next()
        }
        await settled(time, Promise.all(promises))
        expect(asked.length).toBeLessThanOrEqual(ceiling)
        const last = [1, 2, 3].map(id => fleet.open(id))
        fleet.dispose()
        await settled(time, Promise.all(last))
      }),
      { numRuns: 40 },
    )
  })
})
