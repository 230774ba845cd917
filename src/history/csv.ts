import { setMember } from './json-value.ts'
import { plainName } from './spelling.ts'

/** Where a table begins in a text, and what separates its cells. */
export interface Table {
  readonly start: number
  readonly separator: string
}

/** What may stand before a table's header: an empty line, Excel's `sep=;`, a prompt. */
const HEADER_LINES = 10

/** The table that a text begins with, known by the names in its header, in any order; undefined where there is none. */
export function tableIn(head: string): Table | undefined {
  let start = 0
  for (const line of head.split('\n').slice(0, HEADER_LINES)) {
    const separator = /^\s*[{[]/.test(line) ? undefined : SEPARATORS.find(mark => isHeader(line, mark))
    if (separator !== undefined) return { start, separator }
    start += line.length + 1
  }
  return undefined
}

const SEPARATORS = ['\t', ';', ',', '|'] as const

/** Columns that hold the whole line. */
const MESSAGE_COLUMNS: ReadonlySet<string> = new Set(['message', '_raw', 'line', 'log', 'body', 'content', 'event'])
const OTHER_COLUMNS: ReadonlySet<string> = new Set([
  'id',
  'timestamp',
  'eventtimestamp',
  'previouseventid',
  'executionarn',
])

function isHeader(line: string, separator: string): boolean {
  const names = line
    .trim()
    .split(separator)
    .map(cell => plainName(cell.trim().replace(/^"|"$/g, '')))
  if (names.some(name => /[{}:]/.test(name))) return false
  const last = names.map(name => name.slice(name.lastIndexOf('.') + 1))
  if (last.some(name => MESSAGE_COLUMNS.has(name))) return names.length > 1 || /^"?@?message"?$/i.test(line.trim())
  return last.includes('type') && last.some(name => OTHER_COLUMNS.has(name))
}

/**
 * The rows of a CSV text (RFC 4180: quoted cells, doubled quotes, line ends inside quotes; CRLF or LF), each an object by
 * the header's names. Empty cells are left out; `cut` where a quoted cell does not end, and its row is left out. Linear time.
 */
export function parseCsv(text: string, separator = ','): { rows: Record<string, string>[]; cut: boolean } {
  const reader: CsvReader = { text, separator, at: 0, cut: false }
  const header = readRow(reader)
  const rows: Record<string, string>[] = []
  while (reader.at < text.length) {
    const cells = readRow(reader)
    if (reader.cut) break
    const row: Record<string, string> = {}
    header.forEach((name, column) => {
      const cell = cells[column]
      if (cell !== undefined && cell !== '') setMember(row, name.trim(), cell)
    })
    if (Object.keys(row).length > 0) rows.push(row)
  }
  return { rows, cut: reader.cut }
}

interface CsvReader {
  readonly text: string
  readonly separator: string
  at: number
  cut: boolean
}

function readRow(reader: CsvReader): string[] {
  const { text } = reader
  const cells: string[] = []
  for (;;) {
    cells.push(text[reader.at] === '"' ? readQuoted(reader) : readPlain(reader))
    const mark = text[reader.at]
    if (mark === reader.separator) {
      reader.at++
      continue
    }
    if (mark === '\r' && text[reader.at + 1] === '\n') reader.at++
    reader.at++
    return cells
  }
}

function readPlain(reader: CsvReader): string {
  const start = reader.at
  const { text, separator } = reader
  while (reader.at < text.length) {
    const mark = text[reader.at]
    if (mark === separator || mark === '\n' || (mark === '\r' && text[reader.at + 1] === '\n')) break
    reader.at++
  }
  return text.slice(start, reader.at)
}

function readQuoted(reader: CsvReader): string {
  const { text } = reader
  const pieces: string[] = []
  let start = reader.at + 1
  for (;;) {
    const quote = text.indexOf('"', start)
    if (quote === -1) {
      reader.cut = true
      reader.at = text.length
      return ''
    }
    pieces.push(text.slice(start, quote))
    if (text[quote + 1] !== '"') {
      reader.at = quote + 1
      // Anything up to the next comma or line end belongs to the cell (not RFC 4180, but seen).
      return pieces.join('"') + readPlain(reader)
    }
    start = quote + 2
  }
}
