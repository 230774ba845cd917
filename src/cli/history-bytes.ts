import { readFile, stat } from 'node:fs/promises'
import { HistoryFormatError } from '../history/history-format-error.ts'
import { MAX_HISTORY_FILE_BYTES, tooLarge } from '../history/too-large.ts'
import { SourceError } from '../source/source.ts'
import { type Limit, within } from '../waits/within.ts'

const DISK_MS = 5 * 60_000

/** A file's bytes; `-` is standard input. @throws what the system says; HistoryFormatError for one that is too large. */
export async function readBytes(file: string): Promise<Uint8Array> {
  if (file === '-') return readStandardInput()
  const { size } = await within(diskLimit(file), () => stat(file))
  if (size > MAX_HISTORY_FILE_BYTES) throw tooLarge(size, file)
  return within(diskLimit(file), signal => readFile(file, { signal }))
}

/** For what a disk may take its time with, and a network disk that is gone never answers. */
export function diskLimit(file: string): Limit {
  return {
    ms: DISK_MS,
    tooLate: () => new Error(`The disk did not answer within ${DISK_MS / 60_000} minutes: ${file}.`),
  }
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  // oxlint-disable-next-line waits/timed -- as long as the program before it takes; Ctrl+C ends it
  for await (const chunk of process.stdin) {
    if (!(chunk instanceof Uint8Array)) continue
    bytes += chunk.length
    if (bytes > MAX_HISTORY_FILE_BYTES) throw tooLarge(bytes, 'standard input')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Why a file could not be read, in one line. */
export function complaint(file: string, error: unknown): string {
  if (error instanceof HistoryFormatError) {
    const text = error.message.startsWith(file) ? error.message : `${file}: ${error.message}`
    return `${text} ${error.whatToDo}`.replaceAll('\n', ' ')
  }
  if (error instanceof SourceError) return `${error.message} ${[error.why, error.whatToDo].filter(Boolean).join(' ')}`
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return `${file}: there is no such file.`
  if (code === 'EISDIR') return `${file}: this is a folder; name the files in it.`
  if (code === 'EACCES') return `${file}: this user may not read it.`
  return `${file}: cannot be read (${error instanceof Error ? error.message : String(error)}).`
}
