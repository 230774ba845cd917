import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { HistoryEvent } from '../history/events.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import type { HistorySource } from '../source/source.ts'
import { createHistoryCache, type KeyValueStore } from './history-cache.ts'
import { createFaultySource } from './testing-faulty-source.ts'

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run'
const TOTAL = 4_100
const HEAD = `v1 head ${ARN} 0`
const signal = new AbortController().signal

type Stored = Map<string, unknown>
type Damage = (stored: Stored) => void

const piece = fc.integer({ min: 0, max: 2 })
const place = fc.integer({ min: 0, max: 99 })
const junk = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, Number.NaN, -1, 1.5, 5e7, '', 'x', [], {}),
  fc.anything(),
)

const inPiece = (change: (events: HistoryEvent[]) => unknown) => (stored: Stored, at: number) => {
  const key = `v1 piece ${ARN} 0 ${at}`
  const events = stored.get(key)
  if (Array.isArray(events)) stored.set(key, change([...events]) ?? events)
}
const withoutOne = (at: number) => inPiece(events => events.toSpliced(at, 1))
const withMember = (at: number, member: string, value: unknown) =>
  inPiece(events => events.map((event, index) => (index === at ? { ...event, [member]: value } : event)))

/** What a disk, another program or another version may have done to what is stored. */
const damages: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(piece).map(
    ([at]): Damage =>
      stored =>
        void stored.delete(`v1 piece ${ARN} 0 ${at}`),
  ),
  fc.tuple(piece, junk).map(
    ([at, value]): Damage =>
      stored =>
        void stored.set(`v1 piece ${ARN} 0 ${at}`, value),
  ),
  fc.tuple(piece, place).map(
    ([p, at]): Damage =>
      stored =>
        withoutOne(at)(stored, p),
  ),
  fc.tuple(piece, place).map(
    ([p, at]): Damage =>
      stored =>
        inPiece(events => events.slice(0, at))(stored, p),
  ),
  fc.tuple(piece, place).map(
    ([p, at]): Damage =>
      stored =>
        inPiece(events => [...events, ...events.slice(at, at + 1)])(stored, p),
  ),
  piece.map(
    (p): Damage =>
      stored =>
        inPiece(events => events.toReversed())(stored, p),
  ),
  fc.tuple(piece, piece).map(
    ([from, to]): Damage =>
      stored =>
        void stored.set(`v1 piece ${ARN} 0 ${to}`, stored.get(`v1 piece ${ARN} 0 ${from}`)),
  ),
  fc
    .tuple(piece, place, fc.constantFrom('id', 'previousEventId', 'type', 'timestamp'), junk)
    .filter(([, , member, value]) => typeof value !== (member === 'type' ? 'string' : 'number'))
    .map(
      ([p, at, member, value]): Damage =>
        stored =>
          withMember(at, member, value)(stored, p),
    ),
  fc.tuple(fc.constantFrom('pieces', 'eventCount', 'redriveCount', 'arn', 'summary', 'savedAt'), junk).map(
    ([member, value]): Damage =>
      stored => {
        const head = stored.get(HEAD)
        if (typeof head === 'object') stored.set(HEAD, { ...head, [member]: value })
      },
  ),
  junk.map(
    (value): Damage =>
      stored =>
        void stored.set(HEAD, value),
  ),
)

it('a damaged copy is dropped, or read as what was kept: never as something else', async () => {
  const kept: Stored = new Map()
  const events = await keepOne(kept)
  await fc.assert(
    fc.asyncProperty(fc.array(damages, { minLength: 1, maxLength: 3 }), async list => {
      const stored = new Map(kept)
      for (const damage of list) damage(stored)
      const read = await readAll(await createHistoryCache(storeOf(stored)).find(ARN))
      if (read !== 'dropped') expect(read).toEqual(events)
    }),
    { numRuns: 150 },
  )
})

it.each([1, 2])(
  'a head that tells of %i of three pieces, and of no more events than these hold, is no head',
  async pieces => {
    const stored: Stored = new Map()
    await keepOne(stored)
    stored.set(HEAD, { ...Object(stored.get(HEAD)), pieces, eventCount: pieces * 2_000 })
    expect(await createHistoryCache(storeOf(stored)).find(ARN)).toBeUndefined()
  },
)

async function keepOne(stored: Stored): Promise<readonly HistoryEvent[]> {
  const source = createFaultySource({ total: TOTAL, pageSize: () => TOTAL })
  const events = await eventsIn(source)
  expect(events).toHaveLength(TOTAL)
  const tree = createTreeBuilder().append(events)
  const summary = { ...(await source.describe(signal)), redriveCount: 0 }
  await createHistoryCache(storeOf(stored)).save({ arn: ARN, tree, summary, definition: undefined }, 1)
  return events
}

function storeOf(stored: Stored): KeyValueStore {
  return {
    get: async key => stored.get(key),
    set: async (key, value) => void stored.set(key, value),
    delete: async keys => keys.forEach(key => stored.delete(key)),
    keys: async () => [...stored.keys()],
  }
}

/** As the loader does: page after page, and a copy that is refused is read from AWS instead. */
async function readAll(source: HistorySource | undefined): Promise<readonly HistoryEvent[] | 'dropped'> {
  if (source === undefined) return 'dropped'
  try {
    return await eventsIn(source)
  } catch (error) {
    expect(error).toMatchObject({ code: 'CacheBroken' })
    return 'dropped'
  }
}

async function eventsIn(source: HistorySource): Promise<readonly HistoryEvent[]> {
  const read: HistoryEvent[] = []
  let token: string | undefined
  do {
    const request = { direction: 'forward', withPayloads: true, ...(token !== undefined && { token }) } as const
    const page = await source.readPage(request, signal)
    read.push(...page.events)
    token = page.nextToken
  } while (token !== undefined)
  return read
}
