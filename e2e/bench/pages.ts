import { toWireEvent } from '../../src/fake-aws/wire.ts'
import type { HistoryEvent } from '../../src/history/events.ts'

/** The history as it arrives: 1000 events a page from the API, at most 100 pages from a file. */
export function pagesOf(events: readonly HistoryEvent[]): string[] {
  const size = Math.max(1000, Math.ceil(events.length / 100))
  const pages: string[] = []
  for (let from = 0; from < events.length; from += size) {
    pages.push(JSON.stringify({ events: events.slice(from, from + size).map(toWireEvent) }))
  }
  return pages
}
