import type { EventId, HistoryEvent } from './events.ts'

/** What is known about a gathered execution when its completeness is judged. */
export interface Gathered {
  /** Ascending by id. */
  readonly events: readonly HistoryEvent[]
  readonly logged: boolean
  /** The last page ended with a `nextToken`. */
  readonly moreFollows: boolean
  /** The file breaks off behind the last event. */
  readonly cut: boolean
}

/** What Step Functions logs at level FATAL, and no more (AWS's table of log levels). */
const FATAL_TYPES: ReadonlySet<string> = new Set(['ExecutionAborted', 'ExecutionFailed', 'ExecutionTimedOut'])

const LAST_TYPES: ReadonlySet<string> = new Set([...FATAL_TYPES, 'ExecutionSucceeded'])

/** What Step Functions logs at level ERROR: failures, aborts, time-outs and Fail states. */
const ERROR_TYPE = /(?:Failed|Aborted|TimedOut)$|^FailStateEntered$/

/** In words for the reader why the events cannot be the whole history; undefined where nothing is known to be missing. */
export function incompletenessOf(gathered: Gathered): string | undefined {
  const last = gathered.events.at(-1)
  if (last === undefined) return undefined
  const cut = gathered.cut ? `The file is cut after event ${last.id}` : undefined
  const missing = last.id - gathered.events.length
  if (missing > 0) return [missingWords(gathered, missing, last.id), cut].filter(Boolean).join('. ')
  // Behind the end of an execution there was nothing to lose.
  if (cut !== undefined) return LAST_TYPES.has(last.type) ? undefined : cut
  return gathered.moreFollows
    ? `Only the first ${last.id} events: the file ends where the next page would begin`
    : undefined
}

function missingWords({ events, logged }: Gathered, missing: number, lastId: EventId): string {
  const count = `${missing} of ${lastId} events are missing`
  if (logged && events.every(event => FATAL_TYPES.has(event.type))) return `Logged at level FATAL: ${count}`
  if (logged && events.every(event => ERROR_TYPE.test(event.type))) return `Logged at level ERROR: ${count}`
  return `${count} (${missingIds(events)})`
}

/** `ids 3–7, 9`, at most three stretches. */
function missingIds(events: readonly HistoryEvent[]): string {
  const gaps: string[] = []
  let expected: EventId = 1
  for (const { id } of events) {
    if (id > expected) gaps.push(expected === id - 1 ? `${expected}` : `${expected}–${id - 1}`)
    expected = id + 1
  }
  const shown = gaps.slice(0, 3).join(', ')
  return `ids ${shown}${gaps.length > 3 ? ', …' : ''}`
}
