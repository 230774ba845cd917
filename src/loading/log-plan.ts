import type { EventId, HistoryEvent, Millis } from '../history/events.ts'

/**
 * Where in a log an Express execution is looked for, and when to look again. Pure: what to ask next follows from what is here.
 *
 * AWS gives lines in no order, and writes them 2 to 12 s after they happened. An Express execution runs for five minutes at
 * most. So what is known of its times bounds the window; where nothing is, the newest part of a range is searched first.
 */
export interface LogWindow {
  readonly fromMs: Millis
  readonly toMs: Millis
}

/** One chain of pages through a window. */
export interface LogChain extends LogWindow {
  /** `search`: nothing is known of when it ran. `read`: all that can be of it. `late`: what has not come yet. */
  readonly why: 'search' | 'read' | 'late'
  readonly token: string | undefined
  /** Pages in a row that brought nothing. */
  readonly emptyPages: number
}

/** What is known of a log and of the execution in it. Immutable. */
export interface LogReading {
  /** Told by a link or a list. */
  readonly startedAt: Millis | undefined
  /** How far back a person lets it be searched, from the time the search began. */
  readonly reachMs: Millis
  readonly begunAt: Millis
  /** Searched down to here, newest first. */
  readonly searchedTo: Millis
  /** Read up to here: the window around what was found. */
  readonly read: boolean
  readonly chain: LogChain | undefined
  /** When lines were looked for last that might have come late. */
  readonly lookedAt: Millis | undefined
  readonly looks: number
  readonly found: LogFinds
}

/** Of the events here. */
export interface LogFinds {
  readonly count: number
  readonly lastId: EventId
  readonly earliestAt: Millis
  readonly latestAt: Millis
  /** Before the first missing one; 0 before any. */
  readonly wholeTo: EventId
  readonly wholeToAt: Millis | undefined
  readonly endedAt: Millis | undefined
}

export type LogPlan =
  | { readonly kind: 'ask'; readonly chain: LogChain }
  | { readonly kind: 'wait'; readonly untilMs: Millis }
  /** `whole`: every event is here. `settled`: no more will come. `nothing`: none was found. */
  | { readonly kind: 'over'; readonly why: 'whole' | 'settled' | 'nothing' }

const MINUTE = 60_000
/** Clocks differ: so much before and after. */
const BEFORE = MINUTE
/** An Express execution runs for five minutes at most; a minute for clocks and the like. */
const LONGEST = 6 * MINUTE
/** Lines come seconds late; after a minute nothing is waited for. */
const LATE = MINUTE
/** The gateway lets no longer window through. */
const LONGEST_WINDOW = 7 * 24 * 60 * MINUTE
const FIRST_LOOK_MS = 2_000
const SLOWEST_LOOK_MS = 10_000

const NO_FINDS: LogFinds = {
  ...{ count: 0, lastId: 0, earliestAt: Number.POSITIVE_INFINITY, latestAt: Number.NEGATIVE_INFINITY },
  ...{ wholeTo: 0, wholeToAt: undefined, endedAt: undefined },
}

const ENDS: ReadonlySet<string> = new Set([
  ...['ExecutionSucceeded', 'ExecutionFailed', 'ExecutionTimedOut', 'ExecutionAborted'],
])

/** How far back is searched at first, and, each time a person asks for more, from then on. */
const LOG_REACHES: readonly Millis[] = [3 * 60, 24 * 60, 7 * 24 * 60, 30 * 24 * 60].map(minutes => minutes * MINUTE)

export function beginReading(startedAt: Millis | undefined, now: Millis): LogReading {
  const [reachMs = LONGEST_WINDOW] = LOG_REACHES
  const nothing = { read: false, chain: undefined, lookedAt: undefined, looks: 0, found: NO_FINDS }
  return { ...nothing, startedAt, reachMs, begunAt: now, searchedTo: now + BEFORE }
}

/** The facts of the events that are here, by id. */
export function findsOf(events: ReadonlyMap<EventId, HistoryEvent>): LogFinds {
  let { lastId, earliestAt, latestAt, endedAt }: LogFinds = NO_FINDS
  for (const { id, type, timestamp } of events.values()) {
    lastId = Math.max(lastId, id)
    earliestAt = Math.min(earliestAt, timestamp)
    latestAt = Math.max(latestAt, timestamp)
    if (ENDS.has(type)) endedAt = timestamp
  }
  let wholeTo = 0
  while (events.has(wholeTo + 1)) wholeTo++
  const wholeToAt = events.get(wholeTo)?.timestamp
  return { count: events.size, lastId, earliestAt, latestAt, wholeTo, wholeToAt, endedAt }
}

/** What to do next at the time `now`. */
export function planLog(reading: LogReading, now: Millis): LogPlan {
  const { found, chain } = reading
  if (isWhole(found)) return { kind: 'over', why: 'whole' }
  const isFound = found.count > 0
  // Found: what lies further back than it can have run need not be searched.
  const isPast = chain?.why === 'search' && isFound && chain.emptyPages > 0
  if (chain !== undefined && !isPast) return { kind: 'ask', chain }
  if (!reading.read) {
    const window = windowOf(reading, now)
    if (window !== undefined) return { kind: 'ask', chain: { ...window, why: 'read', token: undefined, emptyPages: 0 } }
    const part = nextPart(reading)
    return part === undefined
      ? { kind: 'over', why: 'nothing' }
      : { kind: 'ask', chain: { ...part, why: 'search', token: undefined, emptyPages: 0 } }
  }
  return planLook(reading, now)
}

/** The lines that may still come: looked for until a minute after the last of them can have happened. */
function planLook(reading: LogReading, now: Millis): LogPlan {
  const { found, looks, lookedAt } = reading
  const until = lastMoment(reading) + LATE
  if (lookedAt !== undefined && lookedAt >= until) {
    return { kind: 'over', why: found.count > 0 ? 'settled' : 'nothing' }
  }
  const pauseMs = Math.min(SLOWEST_LOOK_MS, FIRST_LOOK_MS * 1.3 ** looks)
  const due = Math.min((lookedAt ?? 0) + pauseMs, Math.max(until, (lookedAt ?? 0) + 1))
  if (now < due) return { kind: 'wait', untilMs: due }
  const fromMs = (found.wholeToAt ?? firstMoment(reading)) - (found.wholeToAt === undefined ? BEFORE : 1_000)
  const toMs = Math.min(now, lastMoment(reading)) + BEFORE
  return { kind: 'ask', chain: { fromMs, toMs, why: 'late', token: undefined, emptyPages: 0 } }
}

/** Where all of it must lie, as far as that is known. */
function windowOf(reading: LogReading, now: Millis): LogWindow | undefined {
  const { startedAt, found } = reading
  if (startedAt === undefined && found.count === 0) return undefined
  const fromMs = (found.wholeToAt ?? firstMoment(reading)) - (found.wholeToAt === undefined ? BEFORE : 1_000)
  return {
    fromMs,
    toMs: Math.max(fromMs, Math.min(now + BEFORE, lastMoment(reading) + (found.endedAt === undefined ? 0 : 1_000))),
  }
}

function firstMoment({ startedAt, found }: LogReading): Millis {
  if (found.wholeTo > 0) return found.earliestAt
  return startedAt ?? found.latestAt - LONGEST
}

/** When its last event can have happened. */
function lastMoment(reading: LogReading): Millis {
  const { startedAt, found } = reading
  if (found.endedAt !== undefined) return found.endedAt
  const startsAt = found.wholeTo > 0 ? found.earliestAt : (startedAt ?? found.earliestAt)
  return startsAt + LONGEST
}

/** The next part of the range that is not searched yet, newest first. */
function nextPart({ begunAt, reachMs, searchedTo }: LogReading): LogWindow | undefined {
  const end = begunAt - reachMs
  if (searchedTo <= end) return undefined
  return { fromMs: Math.max(end, searchedTo - LONGEST_WINDOW), toMs: searchedTo }
}

/** The reading after a page of the chain. */
export function withLogPage(
  reading: LogReading,
  chain: LogChain,
  page: { readonly nextToken?: string; readonly brought: number; readonly found: LogFinds; readonly now: Millis },
): LogReading {
  const { found, now, nextToken, brought } = page
  if (nextToken !== undefined) {
    const emptyPages = brought === 0 ? chain.emptyPages + 1 : 0
    return { ...reading, found, chain: { ...chain, token: nextToken, emptyPages } }
  }
  const over = { ...reading, found, chain: undefined }
  switch (chain.why) {
    case 'search':
      return { ...over, searchedTo: chain.fromMs }
    case 'read':
      return { ...over, read: true, lookedAt: now }
    case 'late':
      return { ...over, lookedAt: now, looks: brought === 0 ? reading.looks + 1 : 0 }
  }
}

/** The range that a person is offered next; undefined where it cannot grow, or nothing is searched for. */
export function widerReach({ startedAt, found, reachMs }: LogReading): Millis | undefined {
  if (found.count > 0 && startedAt !== undefined) return undefined
  return found.count > 0 ? undefined : LOG_REACHES.find(reach => reach > reachMs)
}

/** Every event up to the end is here. */
function isWhole({ count, lastId, endedAt }: LogFinds): boolean {
  return endedAt !== undefined && count === lastId
}
