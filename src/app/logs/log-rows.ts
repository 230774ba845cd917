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

/** The line printed nearest to a moment, be it before or after; undefined where none has a time. */
export function nearestLine(lines: readonly OwnedLine[], at: Millis): OwnedLine | undefined {
  let nearest: OwnedLine | undefined
  let leastMs = Infinity
  for (const line of lines) {
    const apartMs = line.line.at === undefined ? Infinity : Math.abs(line.line.at - at)
    if (apartMs >= leastMs) continue
    nearest = line
    leastMs = apartMs
  }
  return nearest
}

/** Rows of lines, with what is inside those that are unfolded (by their ids). */
export function logRows(lines: readonly OwnedLine[], unfolded: ReadonlySet<string>): readonly LogRow[] {
  const rows: LogRow[] = []
  for (const line of lines) {
    const canFold = line.json !== undefined || /\n./.test(line.text) || line.text.length > 200
    const isOpen = canFold && unfolded.has(line.line.id)
    const fold = canFold ? (isOpen ? 'open' : 'closed') : undefined
    const beside = isOpen ? '' : besideOf(line)
    rows.push({ kind: 'line', line, text: headOf(line), beside, fold })
    if (!isOpen) continue
    for (const text of insideOf(line)) rows.push({ kind: 'detail', line, text, beside: '', fold: undefined })
  }
  return rows
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
