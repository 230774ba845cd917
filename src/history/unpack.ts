import { Gunzip, unzipSync } from 'fflate'
import { HistoryFormatError } from './history-format-error.ts'

/** A file by its name, or one of an archive's. */
export interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
  /** The compressed data break off: this is what came before. */
  readonly cut?: boolean
}

/** Pushed at once: what a bomb can become in one step stays bearable (1032 times as much at the most). */
const STEP_BYTES = 16 * 1024

/** Header and trailer alone. */
const SHORTEST_GZIP = 18

const MOST_FILES = 1_000

/**
 * What gzip holds, also several members one after another, as Firehose writes them.
 * @throws HistoryFormatError where it becomes more than `maxBytes`, or is no gzip after all.
 */
export function gunzip(bytes: Uint8Array, name: string, maxBytes: number): NamedBytes {
  if (bytes.length < SHORTEST_GZIP) throw broken(name, 'gzip')
  const chunks: Uint8Array[] = []
  let size = 0
  const stream = new Gunzip(chunk => {
    size += chunk.length
    if (size > maxBytes) throw tooMuch(name, maxBytes)
    chunks.push(chunk)
  })
  let memberStart = 0
  stream.onmember = () => {
    memberStart = size
  }
  let cut = false
  try {
    for (let at = 0; at < bytes.length; at += STEP_BYTES) stream.push(bytes.subarray(at, at + STEP_BYTES))
    stream.push(new Uint8Array(), true)
  } catch (error) {
    if (error instanceof HistoryFormatError) throw error
    cut = true
  }
  // The last four bytes say how long the last member was; a cut at a block's end goes unnoticed otherwise.
  cut ||= size - memberStart !== new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true)
  if (cut && size === 0) throw broken(name, 'gzip')
  return { name, bytes: joined(chunks, size), ...(cut ? { cut } : {}) }
}

/**
 * The files in a ZIP archive, by name.
 * @throws HistoryFormatError for an Excel workbook, for more than `maxBytes` or 1,000 files, and for a broken archive.
 */
export function unzip(bytes: Uint8Array, name: string, maxBytes: number): readonly NamedBytes[] {
  let size = 0
  let files = 0
  const isBook = { found: false }
  let entries: Record<string, Uint8Array>
  try {
    entries = unzipSync(bytes, {
      filter: entry => {
        if (/^(?:xl|word|ppt)\//.test(entry.name)) isBook.found = true
        if (isBook.found || /(?:^|\/)(?:__MACOSX\/|\.)|\/$/.test(entry.name)) return false
        files++
        // Room is made for the size that the archive's directory tells, and no more is written.
        size += entry.originalSize
        if (size > maxBytes || files > MOST_FILES) throw tooMuch(name, maxBytes)
        return true
      },
    })
  } catch (error) {
    if (error instanceof HistoryFormatError) throw error
    throw broken(name, 'ZIP')
  }
  if (isBook.found) throw workbook(name)
  return Object.entries(entries)
    .map(([entry, content]) => ({ name: entry, bytes: content }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = chunks
  if (chunks.length === 1 && only !== undefined) return only
  const all = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

function tooMuch(name: string, maxBytes: number): HistoryFormatError {
  return new HistoryFormatError(
    `${name} holds more than ${Math.round(maxBytes / 1024 / 1024)} MB or ${MOST_FILES} files when it is unpacked.`,
    'too large',
    'Unpack it and open the file you need.',
  )
}

function broken(name: string, format: string): HistoryFormatError {
  return new HistoryFormatError(
    `${name} begins like ${format}, but cannot be unpacked: it is damaged or cut.`,
    'archive',
    'Download or export it again.',
  )
}

function workbook(name: string): HistoryFormatError {
  return new HistoryFormatError(
    `${name} is an Excel workbook or another Office document.`,
    'archive',
    'Save the sheet as CSV, or export the results of Logs Insights as CSV or JSON.',
  )
}
