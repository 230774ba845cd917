import { causeLine, readCause } from '../../analysis/cause.ts'
import type { EventId, HistoryEvent } from '../../history/events.ts'
import { memberOf } from '../../history/json-value.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Outcome } from '../../model/span.ts'

/** What the Events tab lists. */
export interface EventFilter {
  readonly text: string
  /** An event type, or '' for all. */
  readonly type: string
  /** The outcome of the span an event belongs to, or '' for all. */
  readonly outcome: Outcome | ''
  readonly newestFirst: boolean
}

/** Ids of the events that pass, in the order asked for. */
export function filterEvents(
  tree: ExecutionTree,
  filter: EventFilter,
  pathOf: (id: EventId) => string,
): readonly EventId[] {
  const wanted = filter.text.trim().toLowerCase()
  const ids: EventId[] = []
  for (const id of loadedIds(tree)) {
    const event = tree.event(id)
    if (event === undefined || (filter.type !== '' && event.type !== filter.type)) continue
    if (filter.outcome !== '' && tree.spanOfEvent(id)?.outcome !== filter.outcome) continue
    if (wanted !== '' && !holds(event, wanted, pathOf)) continue
    ids.push(id)
  }
  return filter.newestFirst ? ids.reverse() : ids
}

function* loadedIds(tree: ExecutionTree): Generator<EventId> {
  for (const range of tree.loaded) for (let id = range.from; id <= range.to; id++) yield id
}

function holds(event: HistoryEvent, wanted: string, pathOf: (id: EventId) => string): boolean {
  if (wanted === String(event.id) || wanted === `#${event.id}`) return true
  if (event.type.toLowerCase().includes(wanted) || pathOf(event.id).toLowerCase().includes(wanted)) return true
  return event.details !== undefined && textIn(event.details, wanted)
}

/** Looks through the texts of the details without writing them out as JSON: 50 MB of payloads answer at once. */
function textIn(details: unknown, wanted: string): boolean {
  const pending = [details]
  while (pending.length > 0) {
    const value = pending.pop()
    if (typeof value === 'string' && value.toLowerCase().includes(wanted)) return true
    if ((typeof value === 'number' || typeof value === 'boolean') && String(value) === wanted) return true
    // One by one: a million arguments are more than a call can take.
    if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) pending.push(member)
  }
  return false
}

/** Types in the history with how often, most common first. */
export function typeCounts(tree: ExecutionTree): readonly { readonly type: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const id of loadedIds(tree)) {
    const type = tree.event(id)?.type
    if (type !== undefined) counts.set(type, (counts.get(type) ?? 0) + 1)
  }
  return [...counts]
    .map(([type, count]) => ({ type, count }))
    .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1))
}

/** The members told first: what went wrong, then what was called, then data. */
const TOLD_FIRST = [
  'error',
  'cause',
  'resource',
  'name',
  'index',
  'length',
  'mapRunArn',
  'output',
  'input',
  'parameters',
]
const SHOWN_CHARACTERS = 160

/** An event's details in one line. */
export function detailsExcerpt(event: HistoryEvent): string {
  const details = event.details
  if (details === undefined) return ''
  const parts = TOLD_FIRST.filter(name => details[name] !== undefined).map(
    name => `${name}: ${oneLine(told(name, details))}`,
  )
  const text = parts.length > 0 ? parts.join(' · ') : oneLine(details)
  return text.length > SHOWN_CHARACTERS * 2 ? `${text.slice(0, SHOWN_CHARACTERS * 2)}…` : text
}

/** A cause that is JSON is told by its message. */
function told(name: string, details: Readonly<Record<string, unknown>>): unknown {
  const value = memberOf(details, name)
  return name === 'cause' && typeof value === 'string' ? causeLine(readCause(value), details['error']) : value
}

function oneLine(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return (text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text).replace(/\s+/g, ' ')
}
