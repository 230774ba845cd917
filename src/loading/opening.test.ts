import fc from 'fast-check'
import { expect, it } from 'vitest'
import { globalKey, rootKeyOf } from '../forest/keys.ts'
import { memberAt } from '../forest/way.ts'
import type { ExecutionListItem } from '../history/execution-summary.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import type { ChildSource } from '../source/child-source.ts'
import type { HistorySource, SourceRef } from '../source/source.ts'
import type { SourceFinder } from './execution-store.ts'
import { createFleet, type FleetParts } from './fleet.ts'
import { createOpening } from './opening.ts'
import { createQueryClient } from './query-client.ts'
import { realSurroundings } from './surroundings.ts'

const RUN = 'arn:aws:states:eu-west-1:123456789012:mapRun:Parent/Fan:run'
const PARENT = 'arn:aws:states:eu-west-1:123456789012:execution:Parent:p'
const CHILD = 'arn:aws:states:eu-west-1:123456789012:execution:Parent/Fan:'
/** The Map Run's span in the parent. */
const AT = globalKey(0, 8)

const PARENT_EVENTS = eventsOf(`
  1<0 ExecutionStarted        2<0 MapStateEntered Fan      3<2 MapStateStarted length=0
  4<3 MapRunStarted mapRunArn=${RUN}    5<4 MapRunFailed error=States.ExceedToleratedFailureThreshold
  6<5 MapStateFailed    7<6 ExecutionFailed error=States.ExceedToleratedFailureThreshold`)
const CHILD_EVENTS = eventsOf('1<0 ExecutionStarted  2<1 ExecutionFailed error=Broken')

/** A Map Run of so many children, one in ten failed; every request in order. */
function worldOf(total: number, parts: Partial<Pick<FleetParts, 'keptEvents' | 'ref'>> = {}) {
  const asked: string[] = []
  const item = (n: number): ExecutionListItem => {
    const told = { startedAt: n, stoppedAt: n + 5, redriveCount: 0, itemCount: undefined }
    return { executionArn: `${CHILD}${n}`, name: `${n}`, status: n % 10 === 0 ? 'FAILED' : 'SUCCEEDED', ...told }
  }
  const childSource: ChildSource = {
    describeMapRun: async mapRunArn => {
      asked.push('describe the run')
      const executionCounts = { total, failed: total / 10, succeeded: total - total / 10 }
      const limits = { maxConcurrency: 0, redriveCount: 0, itemCounts: {} }
      return {
        mapRunArn,
        executionArn: PARENT,
        status: 'FAILED',
        startedAt: 0,
        stoppedAt: 9,
        executionCounts,
        ...limits,
      }
    },
    listChildren: async ({ status }) => {
      asked.push(`list ${status ?? 'ALL'}`)
      const all = Array.from({ length: total }, (_, n) => item(n))
      return { executions: status === undefined ? all : all.filter(one => one.status === status) }
    },
  }
  const find = async (ref: SourceRef): Promise<HistorySource> => {
    const arn = ref.kind === 'aws' ? ref.arn : PARENT
    return {
      ...{ ref, live: false, definition: async () => undefined },
      describe: async () => ({
        stateMachineName: '',
        name: '',
        status: 'FAILED',
        redriveCount: 0,
        executionArn: arn,
        startedAt: 0,
        stoppedAt: 9,
      }),
      readPage: async () => {
        asked.push(`read ${arn.split(':').at(-1)}`)
        return { events: arn === PARENT ? PARENT_EVENTS : CHILD_EVENTS }
      },
    }
  }
  const finder: SourceFinder = { find, findFresh: find, dropCopy: async () => {}, onView: () => {} }
  const shared = { client: createQueryClient(), surroundings: realSurroundings }
  const fleet = createFleet({ ref: { kind: 'aws', arn: PARENT }, finder, childSource, ...shared, ...parts })
  return { asked, fleet, opening: createOpening(fleet) }
}

it('lists a Map Run and reads a child of it, each once however often it is opened', async () => {
  const { asked, fleet, opening } = worldOf(20)
  await fleet.open(0)
  asked.length = 0
  await opening.open(AT)
  expect(asked).toEqual(['describe the run', 'list ALL'])
  const child = fleet.view.forest.memberOfArn(`${CHILD}10`)
  const key = rootKeyOf(child?.id ?? 0)
  await opening.open(key)
  expect(fleet.view.forest.member(child?.id ?? 0)).toMatchObject({ state: { kind: 'read' } })
  const soFar = asked.length
  opening.rest()
  opening.wake()
  await opening.open(key)
  expect(asked.slice(soFar)).toEqual([])
  fleet.dispose()
})

it('asks for nothing twice, whatever is opened, closed and opened again', async () => {
  const step = fc.record({ does: fc.constantFrom('show', 'hide', 'open', 'rest', 'wake'), child: fc.nat(5) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async steps => {
      const { asked, fleet, opening } = worldOf(20)
      await fleet.open(0)
      await opening.show(AT)
      const keys = [0, 1, 2, 3, 4].map(n => rootKeyOf(fleet.view.forest.memberOfArn(`${CHILD}${n}`)?.id ?? 0))
      for (const { does, child } of steps) {
        const key = keys[child] ?? AT
        if (does === 'show' || does === 'open') await opening[does](key)
        if (does === 'hide') opening.hide(key)
        if (does === 'rest' || does === 'wake') opening[does]()
      }
      for (const key of keys) await opening.show(key)
      expect(fleet.view.forest.knownMembers().map(({ state }) => state.kind)).toEqual(Array(6).fill('read'))
      expect(asked.filter(what => what.startsWith('list'))).toEqual(['list ALL'])
      expect(new Set(asked).size).toBe(asked.length)
      fleet.dispose()
    }),
    { numRuns: 30 },
  )
})

it('keeps what is shown, and lets go what nobody shows any more, by recency', async () => {
  const { fleet, opening } = worldOf(20, { keptEvents: 3 })
  await fleet.open(0)
  await opening.show(AT)
  const key = (n: number) => rootKeyOf(fleet.view.forest.memberOfArn(`${CHILD}${n}`)?.id ?? 0)
  const kindOf = (n: number) => fleet.view.forest.memberOfArn(`${CHILD}${n}`)?.state.kind
  for (const n of [1, 2, 3]) await opening.show(key(n))
  await opening.show(key(2))
  expect([1, 2, 3].map(kindOf)).toEqual(['read', 'read', 'read'])
  for (const n of [1, 2, 3]) opening.hide(key(n))
  // Two events each: what was closed went, oldest first; what is shown twice is closed twice.
  expect([1, 2, 3].map(kindOf)).toEqual(['listed', 'read', 'read'])
  opening.hide(key(2))
  // Whoever asked for it last has yet to look at it.
  expect(kindOf(2)).toBe('read')
  await opening.open(key(3))
  expect([1, 2, 3].map(kindOf)).toEqual(['listed', 'listed', 'read'])
  fleet.dispose()
})

it('leads down a way, to a child that no list told of', async () => {
  const { asked, fleet, opening } = worldOf(20_000)
  const way = [{ at: 8, name: '7' }]
  const lead = () => opening.lead(way, { read: true })
  await fleet.open(0)
  const done = new Promise<void>(resolve => {
    fleet.subscribe(() => {
      lead()
      if (fleet.view.forest.memberOfArn(`${CHILD}7`)?.state.kind === 'read') resolve()
    })
  })
  lead()
  await done
  expect(asked.filter(what => !what.startsWith('read p'))).toEqual(['describe the run', 'list FAILED', 'read 7'])
  expect(memberAt(fleet.view.forest, way)).toBe(fleet.view.forest.memberOfArn(`${CHILD}7`)?.id)
  fleet.dispose()
})

it.each([
  ['aws', 'listed'],
  ['file', 'read'],
] as const)('of a child that somebody only selects, in %s: it is %s', async (kind, state) => {
  const ref = kind === 'aws' ? { kind, arn: PARENT } : { kind, hash: 'h', fileName: 'f' }
  const { fleet, opening } = worldOf(20, { ref })
  await fleet.open(0)
  await opening.open(AT)
  const way = [{ at: 8, name: '7' }]
  const child = memberAt(fleet.view.forest, way) ?? 0
  opening.lead(way, { read: false })
  // Whoever opens it now waits for what is on its way; where nothing is, another is read.
  await opening.open(
    kind === 'file' ? rootKeyOf(child) : rootKeyOf(fleet.view.forest.memberOfArn(`${CHILD}8`)?.id ?? 0),
  )
  expect(fleet.view.forest.member(child)?.state.kind).toBe(state)
  fleet.dispose()
})

it('asks for failures first, and lists a hundred thousand only when told to', async () => {
  const middle = worldOf(5_000)
  await middle.fleet.open(0)
  middle.asked.length = 0
  await middle.opening.open(AT)
  expect(middle.asked).toEqual(['describe the run', 'list FAILED', 'list ALL'])
  const large = worldOf(20_000)
  await large.fleet.open(0)
  large.asked.length = 0
  await large.opening.open(AT)
  expect(large.asked).toEqual(['describe the run', 'list FAILED'])
  expect(large.fleet.view.forest.graft(AT)?.children.count).toBe(2_000)
  expect(large.opening.mapRuns()).toEqual([AT])
  await large.opening.listAll(AT)
  expect(large.fleet.view.forest.graft(AT)?.children.count).toBe(20_000)
  middle.fleet.dispose()
  large.fleet.dispose()
})

it('takes member 0 from whoever loads it, and is the same forest where nothing changed', async () => {
  const { fleet } = worldOf(20)
  const elsewhere = worldOf(20).fleet
  await elsewhere.open(0)
  const { tree, summary } = elsewhere.view.forest.member(0) ?? {}
  const nothing = () => {}
  const progress = { loaded: [], loadedEvents: 7, totalEvents: 7, payloadShare: 1, requests: 1, nextPollAt: undefined }
  const view = {
    ...{
      ref: { kind: 'aws', arn: PARENT } as const,
      live: true,
      tree,
      summary,
      definition: undefined,
      error: undefined,
    },
    ...{ pause: nothing, resume: nothing, retry: nothing, refresh: nothing, loadUntil: nothing },
    progress: { ...progress, phase: 'following' as const },
  }
  fleet.follow(view)
  const { forest } = fleet.view
  expect(forest.member(0)?.tree).toBe(tree)
  fleet.follow({ ...view, progress: { ...view.progress, requests: 2 } })
  expect(fleet.view.forest).toBe(forest)
  elsewhere.dispose()
})
