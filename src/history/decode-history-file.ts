import { type FoundInstead, HistoryFormatError } from './history-format-error.ts'
import { type ParsedHistory, parseHistory } from './parse-history.ts'

/** Larger files are refused: a string cannot hold them in every browser, and 25,000 events with payloads stay below. */
export const MAX_HISTORY_FILE_BYTES = 256 * 1024 * 1024

/** First bytes that tell what a file is. */
const SIGNATURES: readonly { bytes: readonly number[]; found: FoundInstead; what: string; whatToDo?: string }[] = [
  { bytes: [0x89, 0x50, 0x4e, 0x47], found: 'image', what: 'a PNG image' },
  { bytes: [0xff, 0xd8, 0xff], found: 'image', what: 'a JPEG image' },
  { bytes: [0x47, 0x49, 0x46, 0x38], found: 'image', what: 'a GIF image' },
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    found: 'archive',
    what: 'a ZIP archive or an Excel workbook',
    whatToDo: 'Unpack it and open the file inside; export Logs Insights results as CSV or JSON rather than XLSX.',
  },
  {
    bytes: [0x1f, 0x8b],
    found: 'gzip',
    what: 'compressed with gzip',
    whatToDo: 'Unpack it first (gunzip FILE) and open the result.',
  },
  {
    bytes: [0x28, 0xb5, 0x2f, 0xfd],
    found: 'archive',
    what: 'compressed with zstd',
    whatToDo: 'Unpack it first (unzstd FILE) and open the result.',
  },
  { bytes: [0x25, 0x50, 0x44, 0x46], found: 'pdf', what: 'a PDF document' },
]

/**
 * Reads a history file's bytes (UTF-8, or UTF-16 with a byte order mark as Windows PowerShell's `>` writes).
 * @throws HistoryFormatError naming the file, what it is instead of a history, and what to do.
 */
export function decodeHistoryFile(bytes: Uint8Array, fileName: string): ParsedHistory {
  return parseHistory(decodeTextFile(bytes, fileName))
}

/**
 * The text of a dropped file, before anyone asks what it says.
 * @throws HistoryFormatError for an empty, too large or binary file.
 */
export function decodeTextFile(bytes: Uint8Array, fileName: string): string {
  if (bytes.length === 0) throw new HistoryFormatError(`${fileName} is empty.`, 'nothing')
  if (bytes.length > MAX_HISTORY_FILE_BYTES) throw tooLarge(bytes.length, fileName)
  const signature = SIGNATURES.find(({ bytes: start }) => start.every((byte, index) => bytes[index] === byte))
  if (signature !== undefined) {
    throw new HistoryFormatError(
      `${fileName} is ${signature.what}, not a history.`,
      signature.found,
      signature.whatToDo,
    )
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.subarray(0, 8192).includes(0)) {
    throw new HistoryFormatError(`${fileName} is a binary file, not a history.`, 'binary')
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new HistoryFormatError(`${fileName} is no text in UTF-8.`, 'binary', 'Save it as UTF-8, or export it again.')
  }
}

/** The refusal of a file by its size alone, so that a caller need not read it first. */
export function tooLarge(sizeBytes: number, fileName: string): HistoryFormatError {
  const megabytes = (size: number) => `${Math.round(size / 1024 / 1024)} MB`
  return new HistoryFormatError(
    `${fileName} has ${megabytes(sizeBytes)}; more than ${megabytes(MAX_HISTORY_FILE_BYTES)} cannot be opened.`,
    'too large',
    'A log export of many executions: export fewer at a time. One execution: leave the payloads out with --no-include-execution-data.',
  )
}
