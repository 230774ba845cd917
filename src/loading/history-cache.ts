import * as v from 'valibot'
import type { HistoryEvent, Millis } from '../history/events.ts'
import type { ExecutionSummary } from '../history/execution-summary.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { type HistoryPage, type HistorySource, SourceError } from '../source/source.ts'

/**
 * Finished histories kept on this machine, by the person's choice: they open with no request at all and outlive AWS's 90
 * days. A redrive makes a history grow again, so `redriveCount` is part of the key and the newest counts.
 *
 * A history is stored in pieces: writing or reading one must not cost the page a frame.
 */
export interface KeyValueStore {
  get(key: string): Promise<unknown>
  set(key: string, value: unknown): Promise<void>
  delete(keys: readonly string[]): Promise<void>
  keys(): Promise<readonly string[]>
}

/** One kept history, as the list shows it. */
export interface CachedHistory {
  readonly arn: string
  readonly name: string
  readonly stateMachineName: string
  readonly status: string | undefined
  readonly redriveCount: number
  readonly eventCount: number
  /** Estimated from the text in it. */
  readonly sizeBytes: number
  readonly savedAt: Millis
}

/** What is saved. */
export interface FinishedHistory {
  readonly arn: string
  readonly tree: ExecutionTree
  readonly summary: ExecutionSummary
  readonly definition: string | undefined
}

export interface HistoryCache {
  list(): Promise<readonly CachedHistory[]>
  /** The newest kept history of an execution, as a source; undefined if there is none that is whole. */
  find(arn: string): Promise<HistorySource | undefined>
  /** @throws SourceError `CacheFull` where this machine has no room; what was half written is gone then. */
  save(history: FinishedHistory, savedAt: Millis): Promise<void>
  forget(arn: string): Promise<void>
  forgetAll(): Promise<void>
}

/** The form of what is stored. Another version's entries are not read, only deleted. */
const VERSION = 1
const PIECE_EVENTS = 2_000

const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const TIME = v.pipe(v.number(), v.finite())

const SUMMARY = v.object({
  executionArn: v.optional(v.string()),
  stateMachineArn: v.optional(v.string()),
  stateMachineName: v.string(),
  name: v.string(),
  status: v.optional(v.string()),
  startedAt: v.optional(TIME),
  stoppedAt: v.optional(TIME),
  redriveCount: COUNT,
  mapRunArn: v.optional(v.string()),
  input: v.optional(v.string()),
  output: v.optional(v.string()),
  error: v.optional(v.string()),
  cause: v.optional(v.string()),
  partial: v.optional(v.string()),
  notices: v.optional(v.array(v.string())),
})

/** A head that contradicts itself is none: so many events make so many pieces. */
const META = v.pipe(
  v.object({
    arn: v.string(),
    name: v.string(),
    stateMachineName: v.string(),
    status: v.optional(v.string()),
    redriveCount: COUNT,
    eventCount: v.pipe(COUNT, v.minValue(1)),
    sizeBytes: COUNT,
    savedAt: TIME,
    pieces: COUNT,
    definition: v.optional(v.string()),
    summary: v.custom<ExecutionSummary>(value => v.is(SUMMARY, value)),
  }),
  v.check(({ pieces, eventCount }) => pieces === Math.ceil(eventCount / PIECE_EVENTS)),
  v.check(({ redriveCount, summary }) => redriveCount === summary.redriveCount),
)
const PIECE = v.array(v.custom<HistoryEvent>(isEvent))

type Meta = v.InferOutput<typeof META>

const headKey = (arn: string, redriveCount: number) => `v${VERSION} head ${arn} ${redriveCount}`
const piecePrefix = ({ arn, redriveCount }: Pick<Meta, 'arn' | 'redriveCount'>) =>
  `v${VERSION} piece ${arn} ${redriveCount} `
const pieceKey = (meta: Pick<Meta, 'arn' | 'redriveCount'>, piece: number) => `${piecePrefix(meta)}${piece}`

export function createHistoryCache(store: KeyValueStore): HistoryCache {
  async function metas(arn?: string): Promise<readonly Meta[]> {
    const prefix = arn === undefined ? `v${VERSION} head ` : `v${VERSION} head ${arn} `
    const keys = (await store.keys()).filter(key => key.startsWith(prefix))
    const found = await Promise.all(keys.map(async key => ({ key, meta: await store.get(key) })))
    return found.flatMap(({ key, meta }) =>
      v.is(META, meta) && key === headKey(meta.arn, meta.redriveCount) ? [meta] : [],
    )
  }

  async function find(arn: string): Promise<HistorySource | undefined> {
    const [newest] = (await metas(arn)).toSorted((a, b) => b.redriveCount - a.redriveCount)
    if (!newest) return undefined
    const keys = new Set((await store.keys()).filter(key => key.startsWith(piecePrefix(newest))))
    // With a piece more than the head tells of, more was kept than it tells of.
    const whole =
      keys.size === newest.pieces &&
      Array.from({ length: newest.pieces }, (_, piece) => keys.has(pieceKey(newest, piece))).every(Boolean)
    return whole ? cachedSource(store, newest) : undefined
  }

  async function save(history: FinishedHistory, savedAt: Millis): Promise<void> {
    await forget(history.arn)
    try {
      const { pieces, sizeBytes } = await writePieces(store, history)
      const { arn, summary, definition, tree } = history
      const { name, stateMachineName, status, redriveCount } = summary
      const meta = { arn, name, stateMachineName, status, redriveCount, definition, summary }
      // The head comes last: without it the pieces are no history.
      await store.set(headKey(arn, redriveCount), { ...meta, eventCount: tree.eventCount, sizeBytes, savedAt, pieces })
    } catch (error) {
      await forget(history.arn).catch(() => undefined)
      throw new SourceError('CacheFull', 'This history could not be kept on this machine.', {
        why: String(error),
        whatToDo: 'Forget some kept histories, or free space on the disk.',
        cause: error,
      })
    }
  }

  async function forget(arn: string): Promise<void> {
    const keys = await store.keys()
    await store.delete(
      keys.filter(key => key.startsWith(`v${VERSION} head ${arn} `) || key.startsWith(`v${VERSION} piece ${arn} `)),
    )
  }

  return {
    find,
    save,
    forget,
    list: async () => (await metas()).map(listed).toSorted((a, b) => b.savedAt - a.savedAt),
    forgetAll: async () => store.delete(await store.keys()),
  }
}

function listed({ status, ...meta }: Meta): CachedHistory {
  const { arn, name, stateMachineName, redriveCount, eventCount, sizeBytes, savedAt } = meta
  return { arn, name, stateMachineName, status, redriveCount, eventCount, sizeBytes, savedAt }
}

/** Asks nobody: everything comes from this machine. */
function cachedSource(store: KeyValueStore, meta: Meta): HistorySource {
  return {
    ref: { kind: 'aws', arn: meta.arn },
    live: false,
    describe: async () => meta.summary,
    definition: async () => meta.definition,
    readPage: async ({ token }): Promise<HistoryPage> => {
      const piece = Number(token ?? 0)
      const events = await store.get(pieceKey(meta, piece))
      if (!v.is(PIECE, events) || !isPiece(events, meta, piece)) throw broken()
      return { events, ...(piece + 1 < meta.pieces && { nextToken: String(piece + 1) }) }
    },
  }
}

/** The events that belong into a piece, each once and in order: ids are gapless, and a kept history is whole. */
function isPiece(events: readonly HistoryEvent[], { eventCount }: Meta, piece: number): boolean {
  const before = piece * PIECE_EVENTS
  const count = Math.min(PIECE_EVENTS, eventCount - before)
  return events.length === count && events.every(({ id }, at) => id === before + at + 1)
}

async function writePieces(store: KeyValueStore, { arn, tree, summary }: FinishedHistory) {
  let pieces = 0
  let sizeBytes = 0
  for (let from = 1; from <= tree.lastEventId; from += PIECE_EVENTS) {
    const events: HistoryEvent[] = []
    for (let id = from; id < from + PIECE_EVENTS; id++) {
      const event = tree.event(id)
      if (event) events.push(event)
    }
    sizeBytes += events.reduce((sum, event) => sum + sizeOf(event), 0)
    await store.set(pieceKey({ arn, redriveCount: summary.redriveCount }, pieces++), events)
  }
  return { pieces, sizeBytes }
}

/** Roughly what an event takes: its texts and a hundred bytes for the rest. */
function sizeOf({ details }: HistoryEvent): number {
  const texts = Object.values(details ?? {}).filter(value => typeof value === 'string')
  return texts.reduce((sum, text) => sum + text.length, 100)
}

function isEvent(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (!('id' in value && 'previousEventId' in value && 'type' in value && 'timestamp' in value)) return false
  const { id, previousEventId, type, timestamp } = value
  const details = 'details' in value ? value.details : undefined
  return (
    Number.isSafeInteger(id) &&
    Number.isSafeInteger(previousEventId) &&
    typeof type === 'string' &&
    Number.isFinite(timestamp) &&
    (details === undefined || (typeof details === 'object' && details !== null && !Array.isArray(details)))
  )
}

function broken(): SourceError {
  return new SourceError('CacheBroken', 'The copy kept on this machine is damaged.', {
    whatToDo: 'It is dropped, and the history is read from AWS again.',
  })
}
