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
  private readonly lastEnd: EventId

  constructor(draft: TreeDraft, ranges: readonly IdRange[]) {
    this.draft = draft
    let lastEnd = 0
    for (const event of eventsIn(draft, ranges)) {
      const family = familyOf(event)
      if (family === 'exited' || family === 'iterationStarted' || family === 'iterationEnd') {
        this.lastMention.set(nameOf(event), event.id)
      } else if (family === 'execution' && event.type !== 'ExecutionStarted') lastEnd = event.id
    }
    this.lastEnd = lastEnd
  }

  /** Whether a Map or Parallel entered before `id` is heard of later, or may be as the history stops midway. */
  isOpenAt(container: string, id: EventId): boolean {
    return (this.lastMention.get(container) ?? 0) > id || this.lastEnd < id
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
