import { hasPayload } from './event-fields.ts'
import type { EventId, HistoryEvent } from './events.ts'
import type { EventOrigin } from './find-events.ts'
import { HistoryFormatError } from './history-format-error.ts'

/** The events of one execution as they came in: any order, with repetitions. */
export interface ExecutionGroup {
  readonly executionArn: string | undefined
  /** The first file that it came from. */
  readonly fileName: string | undefined
  readonly logged: boolean
  readonly events: HistoryEvent[]
  redriveCount: number
  moreFollows: boolean
  /** The text breaks off behind its last event. */
  cut: boolean
  /** By id; built when a second page comes. */
  known: Map<EventId, HistoryEvent> | undefined
}

/** Sorts pages and log lines into executions. */
export interface ExecutionGroups {
  /** What is added from now on is of this file. */
  beginFile(name: string): void
  add(events: readonly HistoryEvent[], origin: EventOrigin): void
  moreFollows(): void
  /** The text breaks off behind what was added last. */
  cut(): void
  /** How much is here, to go `backTo`. */
  mark(): readonly number[]
  backTo(mark: readonly number[]): void
  readonly groups: readonly ExecutionGroup[]
}

/**
 * Log lines name their execution. A page of the API does not: it belongs to the unnamed execution whose times it is closest
 * to, unless it tells another story about an id that is there already; then it begins another execution.
 */
export function createExecutionGroups(): ExecutionGroups {
  const groups: ExecutionGroup[] = []
  const byArn = new Map<string, ExecutionGroup>()
  const unnamed: ExecutionGroup[] = []
  let latest: ExecutionGroup | undefined
  let fileName: string | undefined

  function groupFor(events: readonly HistoryEvent[], origin: EventOrigin): ExecutionGroup {
    if (origin.executionArn !== undefined) {
      const named = byArn.get(origin.executionArn) ?? newGroup(origin)
      byArn.set(origin.executionArn, named)
      return named
    }
    const fitting = unnamed.filter(group => !contradicts(group, events))
    if (fitting.length === 0 && unnamed.length > 0 && origin.logged) throw mixed()
    const [only] = fitting
    const group = fitting.length > 1 ? closest(fitting, events) : only
    if (group !== undefined) return group
    const fresh = newGroup(origin)
    unnamed.push(fresh)
    return fresh
  }

  function newGroup({ executionArn, logged, redriveCount }: EventOrigin): ExecutionGroup {
    const group = {
      ...{ executionArn, fileName, logged, events: [], redriveCount },
      ...{ moreFollows: false, cut: false, known: undefined },
    }
    groups.push(group)
    return group
  }

  return {
    groups,
    beginFile(name) {
      fileName = name
    },
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
    mark: () => groups.map(group => group.events.length),
    backTo(mark) {
      groups.forEach((group, index) => {
        group.events.length = mark[index] ?? 0
        group.known = undefined
      })
    },
    cut() {
      if (latest !== undefined) latest.cut = true
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

/** Of several executions that a page may go on with: the one with the least time between. */
function closest(groups: readonly ExecutionGroup[], events: readonly HistoryEvent[]): ExecutionGroup | undefined {
  const page = timesOf(events)
  const gaps = groups.map(group => {
    const times = timesOf(group.events)
    return Math.max(0, page.first - times.last, times.first - page.last)
  })
  return groups[gaps.indexOf(Math.min(...gaps))]
}

function timesOf(events: readonly HistoryEvent[]): { first: number; last: number } {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const { timestamp } of events) {
    first = Math.min(first, timestamp)
    last = Math.max(last, timestamp)
  }
  return { first, last }
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
