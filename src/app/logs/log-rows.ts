import type { Millis } from '../../history/events.ts'
import { isRecord } from '../../history/json-value.ts'
import type { LineLevel } from '../../logs/line-level.ts'
import { LEVELS } from '../../logs/line-level.ts'
import type { OwnedLine } from '../../logs/lines-of-requests.ts'
import { firstShownLine, shownLines } from '../../logs/plain-line.ts'

/** A row of the list: a line, or a part of what an unfolded line holds. All are one line high. */
export interface LogRow {
  readonly kind: 'line' | 'detail'
  readonly line: OwnedLine
  readonly text: string
  /** Of a JSON line: some of its other members, in a few words. */
  readonly beside: string
  readonly fold: 'open' | 'closed' | undefined
}

export interface LineFilter {
  readonly text: string
  readonly hidden: ReadonlySet<LineLevel>
}

/** The lines that a filter leaves, in order. */
export function filteredLines(lines: readonly OwnedLine[], { text, hidden }: LineFilter): readonly OwnedLine[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '' && hidden.size === 0) return lines
  return lines.filter(({ level, line }) => {
    return !hidden.has(level) && (wanted === '' || line.message.toLowerCase().includes(wanted))
  })
}

/** Those that tell of an error before all others, each in order. */
export function withErrorsFirst(lines: readonly OwnedLine[]): readonly OwnedLine[] {
  const isError = ({ level }: OwnedLine) => level === 'error'
  return [...lines.filter(isError), ...lines.filter(line => !isError(line))]
}

/** Of lines in order of time the one printed nearest to a moment, be it before or after; undefined where none has a time. */
export function nearestLine(lines: readonly OwnedLine[], at: Millis): OwnedLine | undefined {
  // Those without a time come last.
  const timeOf = (index: number) => lines[index]?.line.at ?? Infinity
  let [from, to] = [0, lines.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (timeOf(middle) < at) from = middle + 1
    else to = middle
  }
  const nearest = from > 0 && at - timeOf(from - 1) <= timeOf(from) - at ? from - 1 : from
  return timeOf(nearest) === Infinity ? undefined : lines[nearest]
}

/** The rows of a list of lines. Each is worked out when it is asked for: of a hundred thousand a few dozen are in sight. */
export interface LogRows {
  readonly count: number
  at(row: number): LogRow | undefined
  /** The row of a line, by its id; -1 where it has none. */
  rowOf(lineId: string | undefined): number
}

interface Unfolded {
  /** Of its line. */
  readonly index: number
  readonly row: number
  readonly inside: readonly string[]
}

/** Rows of lines, with what is inside those that are unfolded (by their ids). */
export function logRows(lines: readonly OwnedLine[], unfolded: ReadonlySet<string>): LogRows {
  const places = placesOf(lines)
  const open: Unfolded[] = []
  let added = 0
  const indexes = [...unfolded].map(id => places.get(id) ?? -1).toSorted((a, b) => a - b)
  for (const index of indexes) {
    const line = lines[index]
    if (line === undefined || !canFold(line)) continue
    const inside = insideOf(line)
    open.push({ index, row: index + added, inside })
    added += inside.length
  }
  const addedBefore = (index: number) => open.reduce((sum, one) => sum + (one.index < index ? one.inside.length : 0), 0)
  return {
    count: lines.length + added,
    at: row => {
      const above = open.findLast(one => one.row < row)
      const detail = above?.inside[row - above.row - 1]
      const inside = above && lines[above.index]
      if (inside !== undefined && detail !== undefined) return detailRow(inside, detail)
      const index = above === undefined ? row : above.index + row - above.row - above.inside.length
      const line = lines[index]
      return (
        line &&
        lineRow(
          line,
          open.some(one => one.index === index),
        )
      )
    },
    rowOf: id => {
      const index = id === undefined ? undefined : places.get(id)
      return index === undefined ? -1 : index + addedBefore(index)
    },
  }
}

const known = new WeakMap<readonly OwnedLine[], ReadonlyMap<string, number>>()

/** The place of each line by its id: unfolding one changes none. */
function placesOf(lines: readonly OwnedLine[]): ReadonlyMap<string, number> {
  const places = known.get(lines) ?? new Map(lines.map(({ line }, index) => [line.id, index]))
  known.set(lines, places)
  return places
}

function detailRow(line: OwnedLine, text: string): LogRow {
  return { kind: 'detail', line, text, beside: '', fold: undefined }
}

function lineRow(line: OwnedLine, isOpen: boolean): LogRow {
  const fold = canFold(line) ? (isOpen ? 'open' : 'closed') : undefined
  return { kind: 'line', line, text: headOf(line), beside: isOpen ? '' : besideOf(line), fold }
}

function canFold({ json, text }: OwnedLine): boolean {
  return json !== undefined || text.length > 200 || /\n./.test(text)
}

function headOf(line: OwnedLine): string {
  return firstShownLine(line.text.trimStart())
}

function insideOf({ json, text }: OwnedLine): readonly string[] {
  if (json === undefined) return shownLines(text)
  // A long text in it is broken where it breaks itself: a stack is read line by line.
  return JSON.stringify(json, undefined, 2)
    .split('\n')
    .flatMap(one => shownLines(one.replaceAll('\\n', '\n  ').replaceAll('\\"', '"')))
}

/** What stands in columns of its own, or is the same on every line. */
const TOLD = new Set([
  ...['timestamp', 'time', 'level', 'severity', 'message', 'msg', 'requestId', 'type', 'record', 'service', 'logger'],
  ...['function_request_id', 'AWSRequestId', 'awsRequestId', 'aws_request_id', 'xray_trace_id', 'hostname', 'pid', 'v'],
])
const MOST_BESIDE = 4

function besideOf({ json }: OwnedLine): string {
  if (json === undefined) return ''
  const members = Object.entries(json).filter(([name, value]) => !TOLD.has(name) && isScalar(value))
  return members
    .slice(0, MOST_BESIDE)
    .map(([name, value]) => firstShownLine(`${name} ${String(value).slice(0, 60)}`))
    .join(' · ')
}

function isScalar(value: unknown): boolean {
  return value !== null && !isRecord(value) && !Array.isArray(value)
}

/** How many lines there are of each level, worst first; without those that there are none of. */
export function levelCounts(
  lines: readonly OwnedLine[],
): readonly { readonly level: LineLevel; readonly count: number }[] {
  const counts = new Map<LineLevel, number>()
  for (const { level } of lines) counts.set(level, (counts.get(level) ?? 0) + 1)
  return LEVELS.map(level => ({ level, count: counts.get(level) ?? 0 })).filter(({ count }) => count > 0)
}

export const LEVEL_NAMES: Readonly<Record<LineLevel, string>> = {
  error: 'Error',
  warn: 'Warn',
  info: 'Info',
  debug: 'Debug',
  platform: 'Lambda',
  none: 'No level',
}
