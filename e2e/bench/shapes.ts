import type { HistoryEvent } from '../../src/history/events.ts'
import { normalizeEvent } from '../../src/history/normalize-event.ts'
import { manyAttempts, wideMap, wideParallel } from '../hostile/hostile-files.ts'

/** All that AWS allows. */
export const EVENTS = 25_000
/** Parallels in one another, as deep as the page draws. */
const TOWER = 490

/** A history of a shape that tempts into squares. */
export interface Shape {
  readonly name: string
  readonly events: readonly HistoryEvent[]
}

/** Wide, deep and much-retried histories of 25,000 events. */
export function shapesOfHistories(): readonly Shape[] {
  return [
    { name: 'a Parallel of 24,990 branches', events: eventsOf(wideParallel(EVENTS - 10)) },
    { name: 'a Map of 24,990 iterations', events: eventsOf(wideMap(EVENTS - 10)) },
    { name: 'a task of 8,330 attempts', events: eventsOf(manyAttempts(8_330)) },
    { name: '12,500 states in a row', events: chain() },
    { name: `Parallels ${TOWER} deep`, events: towers() },
  ]
}

function eventsOf(raw: readonly unknown[]): readonly HistoryEvent[] {
  return raw.map(event => normalizeEvent(event))
}

function event(id: number, previousEventId: number, type: string, name?: string): HistoryEvent {
  return {
    id,
    previousEventId,
    type,
    timestamp: 1_790_000_000_000 + id,
    details: name === undefined ? undefined : { name },
  }
}

function chain(): readonly HistoryEvent[] {
  return Array.from({ length: EVENTS }, (_, at) => {
    if (at === 0) return event(1, 0, 'ExecutionStarted')
    return event(at + 1, at, at % 2 === 1 ? 'PassStateEntered' : 'PassStateExited', `S${(at + 1) >> 1}`)
  })
}

/** One tower of Parallels after the other, each entered to its top and left again. */
function towers(): readonly HistoryEvent[] {
  const events = [event(1, 0, 'ExecutionStarted')]
  const add = (type: string, name?: string) => events.push(event(events.length + 1, events.length, type, name))
  while (events.length + 4 * TOWER <= EVENTS) {
    for (let level = 0; level < TOWER; level++) {
      add('ParallelStateEntered', `P${level}`)
      add('ParallelStateStarted')
    }
    for (let level = TOWER - 1; level >= 0; level--) {
      add('ParallelStateSucceeded')
      add('ParallelStateExited', `P${level}`)
    }
  }
  return events
}
