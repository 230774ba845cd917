import type { HistoryEvent } from '../../src/history/events.ts'
import { toWireEvent } from '../../src/testing/endpoint/wire.ts'

/** The history as the API sends it, 1000 events a page. */
export function pagesOf(events: readonly HistoryEvent[]): string[] {
  const pages: string[] = []
  for (let from = 0; from < events.length; from += 1000) {
    pages.push(JSON.stringify({ events: events.slice(from, from + 1000).map(toWireEvent) }))
  }
  return pages
}
