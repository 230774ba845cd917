import type { HistoryEvent } from '../src/history/events.ts'
import { toApiEvent } from '../src/history/normalize-event.ts'
import { eventsOf } from '../src/simulator/event-notation.ts'

/** A task that fails and is tried again, then a step: 12 events, every word known. */
export const RETRIED: readonly HistoryEvent[] = eventsOf(`
  1<0 ExecutionStarted input={} @1767225600000
  2<0 TaskStateEntered Charge input={"card":"4711"} @1767225600010
  3<2 TaskScheduled resourceType=lambda resource=invoke @1767225600020
  4<3 TaskStarted @1767225600120
  5<4 TaskFailed error=Card.Declined cause="try later" @1767225602000
  6<5 TaskScheduled resourceType=lambda resource=invoke @1767225603000
  7<6 TaskStarted @1767225603100
  8<7 TaskSucceeded output={} @1767225604000
  9<8 TaskStateExited Charge output={} @1767225604010
  10<9 PassStateEntered Report input={} @1767225604010
  11<10 PassStateExited Report output={} @1767225604011
  12<11 ExecutionSucceeded output={} @1767225604020`)

/** A chain of steps, two events each, after the start: as many events as asked for. */
export function chain(count: number): readonly HistoryEvent[] {
  return Array.from({ length: count }, (_, index): HistoryEvent => {
    const id = index + 1
    const timestamp = 1_767_225_600_000 + index * 10
    if (id === 1) return { id, previousEventId: 0, type: 'ExecutionStarted', timestamp, details: { input: '{}' } }
    if (id === count) {
      return { id, previousEventId: id - 1, type: 'ExecutionSucceeded', timestamp, details: { output: '{}' } }
    }
    const name = `Step${Math.floor(id / 2)}`
    const type = id % 2 === 0 ? 'PassStateEntered' : 'PassStateExited'
    return { id, previousEventId: id === 2 ? 0 : id - 1, type, timestamp, details: { name } }
  })
}

/** A history file as `aws stepfunctions get-execution-history` writes it. */
export function fileOf(events: readonly HistoryEvent[]): string {
  return JSON.stringify({ events: events.map(toApiEvent) }, undefined, 4)
}

/** `1, 2, … n`. */
export function idsTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}
