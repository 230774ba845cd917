import type { EventId } from '../history/events.ts'
import type { IdRange } from '../model/execution-tree.ts'

const PAGE_BITS = 12
const PAGE_MASK = (1 << PAGE_BITS) - 1

/** A small number per event, 0 at first, in pages: ids may have large gaps. */
export class EventMarks {
  private readonly pages: Uint8Array[] = []

  get(id: EventId): number {
    return this.pages[id >> PAGE_BITS]?.[id & PAGE_MASK] ?? 0
  }

  set(id: EventId, mark: number): void {
    const number = id >> PAGE_BITS
    const page = (this.pages[number] ??= new Uint8Array(1 << PAGE_BITS))
    page[id & PAGE_MASK] = mark
  }

  /** The ids among these that have a mark, ascending as they are. */
  marked(ranges: readonly IdRange[]): readonly EventId[] {
    const ids: EventId[] = []
    for (const { from, to } of ranges) for (let id = from; id <= to; id++) if (this.get(id) > 0) ids.push(id)
    return ids
  }
}
