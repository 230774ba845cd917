import type { HistoryEvent } from './events.ts'
import { type EventSink, findEvents } from './find-events.ts'
import { HistoryFormatError } from './history-format-error.ts'
import { tryParse } from './json-value.ts'

/** An event as Step Functions logged it, and of which execution. */
export interface LoggedEvent {
  readonly executionArn: string
  readonly redriveCount: number
  readonly event: HistoryEvent
}

/** The event in a line of a log; undefined for any other line, whatever somebody else wrote there. */
export function loggedEventIn(message: string): LoggedEvent | undefined {
  const parsed = message.includes('execution_arn') ? tryParse(message) : undefined
  if (parsed === undefined) return undefined
  const found: LoggedEvent[] = []
  try {
    findEvents(parsed.value, undefined, sinkOf(found))
  } catch (error) {
    if (error instanceof HistoryFormatError) return undefined
    throw error
  }
  return found.length === 1 ? found[0] : undefined
}

/** What lines of a log say of one execution: whatever else is in them, by whomever, is left out. */
export function executionInLines(
  messages: readonly string[],
  executionArn: string,
): { readonly events: readonly HistoryEvent[]; readonly redriveCount: number } {
  const events: HistoryEvent[] = []
  let redriveCount = 0
  for (const message of messages) {
    const logged = message.includes(executionArn) ? loggedEventIn(message) : undefined
    if (logged?.executionArn !== executionArn) continue
    events.push(logged.event)
    redriveCount = Math.max(redriveCount, logged.redriveCount)
  }
  return { events, redriveCount }
}

function sinkOf(found: LoggedEvent[]): EventSink {
  const nothing = () => {}
  return {
    add: (events, { executionArn, redriveCount }) => {
      for (const event of events) if (executionArn !== undefined) found.push({ executionArn, redriveCount, event })
    },
    ...{ moreFollows: nothing, otherLine: nothing, definition: nothing, cut: nothing, packed: nothing },
    ...{ parsedPayload: nothing, notice: nothing },
    // A line of its own has an id of its own, or is none.
    nextId: () => Number.NaN,
  }
}
