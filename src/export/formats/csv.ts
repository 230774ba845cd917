import type { Forest } from '../../forest/forest.ts'
import { errorOf, stateNameOf } from '../../history/event-fields.ts'
import type { HistoryEvent, Millis } from '../../history/events.ts'
import { formatTimestamp } from '../../history/timestamps.ts'
import { spanId } from '../../model/keys.ts'
import { membersTold, ownError, pathText, stretchesTold, type ToldMember, type ToldStretch } from './told-spans.ts'

type Cell = string | number | undefined

/** Columns of `spansCsv`, in order. */
export const SPAN_COLUMNS = [
  ...['execution', 'span', 'parent', 'kind', 'name', 'path', 'index', 'attempt', 'redrive', 'outcome'],
  ...['start', 'end', 'duration_ms', 'start_event', 'end_event', 'events', 'error', 'cause'],
] as const

/** Columns of `eventsCsv`, in order. */
export const EVENT_COLUMNS = [
  ...[
    'execution',
    'id',
    'previous_event_id',
    'timestamp',
    'type',
    'span',
    'path',
    'state',
    'error',
    'cause',
    'details',
  ],
] as const

/**
 * One line a stretch of activity of a span: one a span, but for those that a redrive took up again. Times are UTC in ISO 8601; `end`
 * and `duration_ms` are empty while it is open. RFC 4180, with a `'` before text that a spreadsheet would take for a formula.
 */
export function* spansCsv(forest: Forest): Generator<string, void> {
  yield csvLine(SPAN_COLUMNS)
  for (const told of membersTold(forest)) {
    for (const one of stretchesTold(told)) yield csvLine(spanCells(one))
  }
}

/** One line an event; `details` is JSON and holds the payloads. */
export function* eventsCsv(forest: Forest): Generator<string, void> {
  yield csvLine(EVENT_COLUMNS)
  for (const told of membersTold(forest)) {
    for (const { from, to } of told.tree.loaded) {
      for (let id = from; id <= to; id++) {
        const event = told.tree.event(id)
        if (event !== undefined) yield csvLine(eventCells(told, event))
      }
    }
  }
}

function spanCells(one: ToldStretch): readonly Cell[] {
  const { told, span, round, from, to, outcome, stretch } = one
  const { tree } = told
  const parent = span.parentKey === undefined ? undefined : tree.span(span.parentKey)
  const error = ownError(one)
  return [
    ...[told.arn, spanId(span), parent === undefined ? undefined : spanId(parent), span.kind],
    ...['name' in span ? span.name : undefined, pathText(tree, span)],
    ...['index' in span ? span.index : undefined, 'attempt' in span ? span.attempt : undefined, round],
    ...[outcome, formatTimestamp(from), timeOf(to), to === undefined ? undefined : to - from],
    ...[stretch.startEventId, stretch.endEventId ?? undefined, span.events.length, error?.error, error?.cause],
  ]
}

function eventCells({ tree, arn }: ToldMember, event: HistoryEvent): readonly Cell[] {
  const span = tree.spanOfEvent(event.id)
  const error = errorOf(event)
  return [
    ...[arn, event.id, event.previousEventId, formatTimestamp(event.timestamp), event.type],
    ...[span === undefined ? undefined : spanId(span), span === undefined ? undefined : pathText(tree, span)],
    ...[stateNameOf(event), error?.error, error?.cause],
    event.details === undefined ? undefined : JSON.stringify(event.details),
  ]
}

function timeOf(at: Millis | undefined): string | undefined {
  return at === undefined ? undefined : formatTimestamp(at)
}

function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** A name or a cause is hostile text: what begins so is a formula to a spreadsheet, and may send data away. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

function csvCell(cell: Cell): string {
  if (cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
