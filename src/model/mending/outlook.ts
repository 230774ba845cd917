import type { EventId, HistoryEvent } from '../../history/events.ts'
import type { IdRange } from '../execution-tree.ts'
import { type TreeDraft } from '../tree-draft.ts'
import { familyOf, nameOf } from './event-family.ts'

/** So far ahead the sign of whose turn it is can lie: what belongs together is written nearly at once. */
const SIGHT = 200

/** What the rest of a history will tell: of a whole file the end is known when its beginning is read. */
export class Outlook {
  private readonly draft: TreeDraft
  private readonly lastMention = new Map<string, EventId>()
  /** Where the execution ended well everything was left, heard of or not. */
  private readonly lastSuccess: EventId
  /** A file filtered down to entries and exits has all of these: what was not left is open. */
  private readonly exitsAreKept: boolean
  private readonly withIterations = new Set<string>()

  constructor(draft: TreeDraft, ranges: readonly IdRange[]) {
    this.draft = draft
    let lastSuccess = 0
    let [exits, others] = [0, 0]
    for (const event of eventsIn(draft, ranges)) {
      const family = familyOf(event)
      if (family === 'exited') exits++
      else if (family !== 'entered' && family !== 'execution') others++
      if (family === 'exited' || family === 'iterationStarted' || family === 'iterationEnd') {
        this.lastMention.set(nameOf(event), event.id)
        if (family !== 'exited') this.withIterations.add(nameOf(event))
      } else if (event.type === 'ExecutionSucceeded') lastSuccess = event.id
    }
    this.lastSuccess = lastSuccess
    this.exitsAreKept = exits > 0 && others === 0
  }

  /** Whether a Map or Parallel entered before `id` is heard of later, or may never have been left. */
  isOpenAt(container: string, id: EventId): boolean {
    return this.exitsAreKept || (this.lastMention.get(container) ?? 0) > id || this.lastSuccess < id
  }

  /** Whether any event of an iteration of a Map is in the history. A file filtered to entries and exits has none. */
  tellsIterations(map: string): boolean {
    return this.withIterations.has(map)
  }

  /** The first of the next events that is meant. */
  next(id: EventId, isMeant: (event: HistoryEvent) => boolean, sight = SIGHT): HistoryEvent | undefined {
    for (let at = id + 1; at <= id + sight; at++) {
      const event = this.draft.events.get(at)
      if (event !== undefined && isMeant(event)) return event
    }
    return undefined
  }
}

/** The events of some ranges in order. */
export function* eventsIn(draft: TreeDraft, ranges: readonly IdRange[]): Generator<HistoryEvent, void> {
  for (const { from, to } of ranges) {
    for (let id = from; id <= to; id++) {
      const event = draft.events.get(id)
      if (event !== undefined) yield event
    }
  }
}
