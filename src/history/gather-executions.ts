import type { EventOrigin } from './collect-events.ts'
import { hasPayload } from './event-fields.ts'
import type { EventId, HistoryEvent } from './events.ts'
import { HistoryFormatError } from './history-format-error.ts'

/** The events of one execution as they came in: any order, with repetitions. */
export interface ExecutionGroup {
  readonly executionArn: string | undefined
  readonly logged: boolean
  readonly events: HistoryEvent[]
  redriveCount: number
  moreFollows: boolean
  /** By id; built when a second page comes. */
  known: Map<EventId, HistoryEvent> | undefined
}

/** Sorts pages and log lines into executions. */
export interface ExecutionGroups {
  add(events: readonly HistoryEvent[], origin: EventOrigin): void
  moreFollows(): void
  readonly groups: readonly ExecutionGroup[]
}

/**
 * Log lines name their execution. A page of the API does not: it belongs to the execution before it, unless it tells
 * another story about an id that is already there; then it begins another execution.
 */
export function createExecutionGroups(): ExecutionGroups {
  const groups: ExecutionGroup[] = []
  const byArn = new Map<string, ExecutionGroup>()
  let unnamed: ExecutionGroup | undefined
  let latest: ExecutionGroup | undefined

  function groupFor(events: readonly HistoryEvent[], origin: EventOrigin): ExecutionGroup {
    if (origin.executionArn !== undefined) {
      const named = byArn.get(origin.executionArn) ?? newGroup(origin)
      byArn.set(origin.executionArn, named)
      return named
    }
    if (unnamed !== undefined && contradicts(unnamed, events)) {
      if (origin.logged) throw mixed()
      unnamed = undefined
    }
    unnamed ??= newGroup(origin)
    return unnamed
  }

  function newGroup({ executionArn, logged, redriveCount }: EventOrigin): ExecutionGroup {
    const group = { executionArn, logged, events: [], redriveCount, moreFollows: false, known: undefined }
    groups.push(group)
    return group
  }

  return {
    groups,
    add(events, origin) {
      const group = groupFor(events, origin)
      for (const event of events) {
        group.events.push(event)
        group.known?.set(event.id, event)
      }
      group.redriveCount = Math.max(group.redriveCount, origin.redriveCount)
      group.moreFollows = false
      latest = group
    },
    moreFollows() {
      if (latest !== undefined) latest.moreFollows = true
    },
  }
}

/** Ascending by id, each id once: of two, the one with execution data. */
export function inOrder(events: readonly HistoryEvent[]): readonly HistoryEvent[] {
  if (isAscending(events)) return events
  const sorted = events.toSorted((a, b) => a.id - b.id)
  const unique: HistoryEvent[] = []
  for (const event of sorted) {
    const before = unique.at(-1)
    if (before === undefined || before.id !== event.id) unique.push(event)
    else if (hasPayload(event) && !hasPayload(before)) unique[unique.length - 1] = event
  }
  return unique
}

function isAscending(events: readonly HistoryEvent[]): boolean {
  let before = 0
  for (const { id } of events) {
    if (id <= before) return false
    before = id
  }
  return true
}

function contradicts(group: ExecutionGroup, events: readonly HistoryEvent[]): boolean {
  group.known ??= new Map(group.events.map(event => [event.id, event]))
  const { known } = group
  return events.some(event => {
    const other = known.get(event.id)
    return other !== undefined && (other.type !== event.type || other.timestamp !== event.timestamp)
  })
}

function mixed(): HistoryFormatError {
  return new HistoryFormatError(
    'Log lines of several executions are mixed, and the export left out which execution each belongs to.',
    'mixed executions',
    'Export with @message, or add execution_arn to the fields of the query.',
  )
}
