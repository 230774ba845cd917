import type { EventId, HistoryEvent } from '../history/events.ts'
import type { KeptEvents, LoadState } from './load-state.ts'

/** Members that may have 256 KiB each (AWS's limit for a payload); names, errors and causes are kept. */
const PAYLOADS = new Set(['input', 'output', 'parameters', 'assignedVariables'])

/**
 * What of a page is kept: all, until there are as many payloads as is borne. Then new events come without theirs, what is here
 * stays as it is, and of what was read on the way to a wanted event only that one is taken whole.
 */
export function keptOf(load: LoadState, events: readonly HistoryEvent[], budgetBytes: number): KeptEvents {
  if (load.payloadBytes < budgetBytes) return { whole: events, bare: [] }
  const isHere = (id: EventId) => load.loaded.some(({ from, to }) => from <= id && id <= to)
  return {
    whole: events.filter(({ id }) => id === load.wanted),
    bare: events.filter(({ id }) => id !== load.wanted && !isHere(id)).map(bareOf),
  }
}

function bareOf(event: HistoryEvent): HistoryEvent {
  const { details } = event
  if (details === undefined) return event
  return { ...event, details: Object.fromEntries(Object.entries(details).filter(([name]) => !PAYLOADS.has(name))) }
}
