import { HistoryFormatError } from './history-format-error.ts'

/**
 * The rows of a CSV text (RFC 4180: quoted cells, doubled quotes, line ends inside quotes; CRLF or LF), each an object by
 * the header's names. Empty cells are left out. Linear time.
 * @throws HistoryFormatError where a quoted cell does not end.
 */
export function parseCsv(text: string): Record<string, string>[] {
  const reader = { text, at: 0 }
  const header = readRow(reader)
  const rows: Record<string, string>[] = []
  while (reader.at < text.length) {
    const cells = readRow(reader)
    const row: Record<string, string> = {}
    header.forEach((name, column) => {
      const cell = cells[column]
      if (cell !== undefined && cell !== '') row[name.trim()] = cell
    })
    if (Object.keys(row).length > 0) rows.push(row)
  }
  return rows
}

interface CsvReader {
  readonly text: string
  at: number
}

function readRow(reader: CsvReader): string[] {
  const { text } = reader
  const cells: string[] = []
  for (;;) {
    cells.push(text[reader.at] === '"' ? readQuoted(reader) : readPlain(reader))
    const mark = text[reader.at]
    if (mark === ',') {
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
  const { text } = reader
  while (reader.at < text.length) {
    const mark = text[reader.at]
    if (mark === ',' || mark === '\n' || (mark === '\r' && text[reader.at + 1] === '\n')) break
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
      throw new HistoryFormatError(
        'The CSV breaks off inside a quoted cell.',
        'truncated JSON',
        'The file is cut short: download or export it again.',
      )
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
