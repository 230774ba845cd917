import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { globalKey } from '../forest/keys.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import type { ChildSource } from '../source/child-source.ts'
import { callOver, type Port } from '../source/remote-calls.ts'
import { type HistorySource, SourceError } from '../source/source.ts'
import { createExecutionStore, type SourceFinder } from './execution-store.ts'
import { createFleet } from './fleet.ts'
import { createHistoryCache, type KeyValueStore } from './history-cache.ts'
import { createKeptCopies } from './kept-copies.ts'
import { createQueryClient } from './query-client.ts'
import { isSettled } from './settled.ts'
import { createFaultySource } from './testing-faulty-source.ts'
import { createVirtualTime, type VirtualTime } from './testing-virtual-time.ts'

const never = () => new Promise<never>(() => undefined)

/** Everything outside that loading waits for. */
const OUTSIDE = ['find', 'describe', 'readPage', 'definition', 'copies'] as const
type Outside = (typeof OUTSIDE)[number]

const silentStore: KeyValueStore = { get: never, set: never, delete: never, keys: never }

function finderOver(source: HistorySource, silent: ReadonlySet<Outside>, time: VirtualTime): SourceFinder {
  const patched = {
    ...source,
    ...(silent.has('describe') && { describe: never }),
    ...(silent.has('readPage') && { readPage: never }),
    ...(silent.has('definition') && { definition: never }),
  }
  const copies = createKeptCopies(createHistoryCache(silentStore), time)
  return {
    find: async () => {
      if (silent.has('copies')) await copies.find('arn')
      return silent.has('find') ? never() : patched
    },
    findFresh: silent.has('find') ? never : async () => patched,
    dropCopy: never,
    onView: () => {},
  }
}

const AT = globalKey(0, 8)
const refusal = new SourceError('AccessDeniedException', 'No.')
const PARENT_EVENTS = eventsOf(`
  1<0 ExecutionStarted        2<0 MapStateEntered Fan      3<2 MapStateStarted length=0
  4<3 MapRunStarted mapRunArn=arn:aws:states:eu-west-1:123456789012:mapRun:Orders/Fan:run
  5<4 MapRunFailed error=Broken   6<5 MapStateFailed    7<6 ExecutionFailed error=Broken`)
const parentSource: HistorySource = {
  ...createFaultySource({ total: 0 }),
  live: false,
  readPage: async () => ({ events: PARENT_EVENTS }),
}

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run'
const ref = { kind: 'aws', arn: ARN } as const

describe('whatever outside never answers', () => {
  it('loading comes to an end: with the history, or with a message that says what to do', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray([...OUTSIDE]), fc.boolean(), async (silentOnes, live) => {
        const silent = new Set(silentOnes)
        const time = createVirtualTime()
        const source = { ...createFaultySource({ total: 40 }), live }
        const finder = finderOver(source, silent, time)
        const store = createExecutionStore({ ref, finder, client: createQueryClient(), surroundings: time })
        store.start()
        const isTold = () => isSettled(store.view) || (store.view.error !== undefined && store.view.tree === undefined)
        expect(await time.until(isTold)).toBe(true)
        const { error, tree } = store.view
        if (silent.has('find') || silent.has('readPage')) {
          expect(error).toMatchObject({ code: 'NoAnswer', whatToDo: expect.stringMatching(/.{10,}/) })
        } else expect(tree?.loaded).toEqual([{ from: 1, to: 40 }])
        store.dispose()
      }),
    )
  })

  it('what the fleet promised settles, each silence with a message', async () => {
    const silences = fc.subarray(['find', 'describeMapRun', 'listChildren', 'definition'] as const)
    await fc.assert(
      fc.asyncProperty(silences, async silentOnes => {
        const time = createVirtualTime()
        const silent = new Set<string>(silentOnes)
        const definition = silent.has('definition') ? never : async () => undefined
        const find = silent.has('find') ? never : async () => ({ ...parentSource, definition })
        const childSource: ChildSource = {
          describeMapRun: silent.has('describeMapRun') ? never : async () => Promise.reject(refusal),
          listChildren: silent.has('listChildren') ? never : async () => ({ executions: [] }),
        }
        const finder: SourceFinder = { find, findFresh: find, dropCopy: never, onView: () => {} }
        const fleet = createFleet({ ref, finder, childSource, client: createQueryClient(), surroundings: time })
        const settles = async (promise: Promise<void>) => {
          let settled = false
          void promise.then(() => (settled = true))
          return time.until(() => settled)
        }
        expect(await settles(fleet.open(0))).toBe(true)
        expect(await settles(fleet.define(0))).toBe(true)
        if (silent.has('find')) {
          const told = fleet.view.forest.member(0)?.state
          expect(told).toMatchObject({ kind: 'trouble', trouble: { code: 'NoAnswer' } })
          return
        }
        expect(await settles(fleet.describeMapRun(AT))).toBe(true)
        const toldOfRun = silent.has('describeMapRun') ? 'NoAnswer' : refusal.code
        expect(fleet.view.graftTroubles.get(AT)).toMatchObject({ code: toldOfRun })
        expect(await settles(fleet.list(AT, 'ALL'))).toBe(true)
        const toldOfList = silent.has('listChildren') ? 'NoAnswer' : toldOfRun
        expect(fleet.view.graftTroubles.get(AT)).toMatchObject({ code: toldOfList })
        fleet.dispose()
      }),
    )
  })

  it('a worker is given up, and the signal of who asks comes first', async () => {
    const sent: unknown[] = []
    const port: Port = { postMessage: message => void sent.push(message), addEventListener: () => undefined }
    type Calls = { ask: (input: string, signal: AbortSignal) => Promise<string> }
    const asked = callOver<Calls>(port, 1)('ask', 'anything', new AbortController().signal)
    const error = await asked.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(SourceError)
    expect(error).toMatchObject({ code: 'NoAnswer', whatToDo: expect.stringContaining('Reload the page') })
    expect(sent).toContainEqual({ kind: 'abort', number: 1 })
    const left = callOver<Calls>(port)('ask', 'anything', AbortSignal.abort(new Error('left')))
    await expect(left).rejects.toThrow('left')
  })
})
