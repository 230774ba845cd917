import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../history/events.ts'
import type { HistorySource, SourceRef } from '../source/source.ts'
import type { SourceFinder } from './execution-store.ts'
import { createFleet } from './fleet.ts'
import { createQueryClient } from './query-client.ts'
import { createFaultySource } from './testing-faulty-source.ts'
import { createVirtualTime, type VirtualTime } from './testing-virtual-time.ts'

const PARENT = 'arn:aws:states:eu-west-1:123456789012:execution:Parent:p'
const STARTED = 'arn:aws:states:eu-west-1:123456789012:execution:Child:c'
const CHILD = 1

const RESOURCE = { resourceType: 'states', resource: 'startExecution.sync:2' }
const PARENT_EVENTS: readonly HistoryEvent[] = [
  { id: 1, previousEventId: 0, type: 'ExecutionStarted', timestamp: 1, details: undefined },
  { id: 2, previousEventId: 0, type: 'TaskStateEntered', timestamp: 1, details: { name: 'Start' } },
  { id: 3, previousEventId: 2, type: 'TaskScheduled', timestamp: 1, details: RESOURCE },
  { id: 4, previousEventId: 3, type: 'TaskStarted', timestamp: 1, details: RESOURCE },
  {
    ...{ id: 5, previousEventId: 4, type: 'TaskSubmitted', timestamp: 1 },
    details: { ...RESOURCE, output: JSON.stringify({ ExecutionArn: STARTED }) },
  },
  { id: 6, previousEventId: 5, type: 'TaskFailed', timestamp: 2, details: { ...RESOURCE, error: 'States.TaskFailed' } },
  { id: 7, previousEventId: 6, type: 'ExecutionFailed', timestamp: 2, details: { error: 'States.TaskFailed' } },
]

/** An execution and the one that it started; every request about the latter, in order. */
async function worldOf(childEvents: number) {
  const time = createVirtualTime()
  const asked: string[] = []
  const find = async (ref: SourceRef): Promise<HistorySource> => {
    const source = createFaultySource({ total: childEvents, status: 'FAILED' })
    const isParent = ref.kind === 'aws' && ref.arn === PARENT
    return {
      ...{ ref, live: true, definition: async () => undefined },
      describe: signal => (isParent || asked.push('describe'), source.describe(signal)),
      readPage: async (request, signal) => {
        if (isParent) return { events: request.direction === 'forward' ? PARENT_EVENTS : PARENT_EVENTS.toReversed() }
        asked.push('page')
        await time.sleep(1_000, signal)
        return source.readPage(request, signal)
      },
    }
  }
  const finder: SourceFinder = { find, findFresh: find, dropCopy: async () => {}, onView: () => {} }
  const nothing = async () => {
    throw new Error('nobody asks for lists here')
  }
  const childSource = { describeMapRun: nothing, listChildren: nothing }
  const parts = { finder, childSource, client: createQueryClient(), surroundings: time }
  const fleet = createFleet({ ref: { kind: 'aws', arn: PARENT }, ...parts })
  await settled(time, fleet.open(0))
  expect(fleet.addStarted(fleet.view.forest.graftsOf(0)[0]?.at ?? 0)).toBe(CHILD)
  return { time, fleet, asked }
}

/** Lets time pass until the promise settles; fails where nothing is left that could settle it. */
async function settled(time: VirtualTime, promise: Promise<unknown>): Promise<void> {
  let done = false
  void promise.finally(() => {
    done = true
  })
  expect(await time.until(() => done)).toBe(true)
}

describe('the end of an execution', () => {
  it('reads the end of a member with one call, and the rest when it is opened', async () => {
    const { time, fleet, asked } = await worldOf(2_500)
    await settled(time, Promise.all([fleet.readEnd(CHILD), fleet.readEnd(CHILD)]))
    expect(asked).toEqual(['page'])
    const end = fleet.view.forest.member(CHILD)
    expect(end).toMatchObject({ state: { kind: 'endRead' }, tree: { eventCount: 1_000, lastEventId: 2_500 } })
    await settled(time, fleet.open(CHILD))
    const whole = fleet.view.forest.member(CHILD)
    expect(whole).toMatchObject({ state: { kind: 'read' }, tree: { eventCount: 2_500 } })
    expect(asked).toEqual(['page', 'page', 'page'])
  })

  it('reads on where somebody opens what was asked for its end alone, at any moment of it', async () => {
    for (const waitMs of [0, 1, 999, 1_000, 1_001, 5_000]) {
      const { time, fleet } = await worldOf(2_500)
      const end = fleet.readEnd(CHILD)
      await settled(time, time.sleep(waitMs, new AbortController().signal))
      await settled(time, Promise.all([end, fleet.open(CHILD)]))
      expect(fleet.view.forest.member(CHILD)).toMatchObject({ state: { kind: 'read' }, tree: { eventCount: 2_500 } })
    }
  })

  it('takes a history of one page for read, and asks for it once', async () => {
    const { time, fleet, asked } = await worldOf(10)
    await settled(time, fleet.readEnd(CHILD))
    expect(fleet.view.forest.member(CHILD)?.state).toEqual({ kind: 'read' })
    await settled(time, fleet.open(CHILD))
    expect(asked).toEqual(['page'])
  })
})
