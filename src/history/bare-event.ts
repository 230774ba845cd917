import type { HistoryEvent } from './events.ts'

/** Members that may have 256 KiB each (AWS's limit for a payload); names, errors and causes are kept. */
const PAYLOADS = new Set(['input', 'output', 'parameters', 'assignedVariables'])

/** An event without its payloads. */
export function bareEvent(event: HistoryEvent): HistoryEvent {
  const { details } = event
  if (details === undefined) return event
  return { ...event, details: Object.fromEntries(Object.entries(details).filter(([name]) => !PAYLOADS.has(name))) }
}
