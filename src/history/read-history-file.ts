import { type FoundInstead, HistoryFormatError } from './history-format-error.ts'
import { addOtherNotation } from './other-notations.ts'
import type { ParsedExecution, ParsedHistory } from './parsed-history.ts'
import { createReading, type Reading } from './reading.ts'
import { decodeText } from './text-encoding.ts'
import { MAX_HISTORY_FILE_BYTES, tooLarge } from './too-large.ts'
import type { NamedBytes } from './unpack.ts'

/** Amazon States Language that stood in a file of its own. */
export interface DefinitionFile {
  readonly fileName: string
  readonly text: string
}

/** What several files hold together. */
export interface ReadFiles {
  /** Undefined where there were definitions alone. */
  readonly history: ParsedHistory | undefined
  readonly definitions: readonly DefinitionFile[]
}

/**
 * Reads one history file: text in any encoding that tools write, or such text compressed (gzip, ZIP).
 * @throws HistoryFormatError naming the file, what it is instead of a history, and what to do.
 */
export async function readHistoryFile(bytes: Uint8Array, name: string): Promise<ParsedHistory> {
  const { history, definitions } = await readHistoryFiles([{ name, bytes }])
  if (history === undefined) throw definitionAlone(definitions)
  return history
}

/**
 * Reads files that belong together: pages of one history are joined, several executions stand side by side, and a definition
 * goes with them. A file that cannot be read is told in the notices where others can.
 * @throws HistoryFormatError where none of them can be read.
 */
export async function readHistoryFiles(files: readonly NamedBytes[]): Promise<ReadFiles> {
  const reading = createReading()
  const opening = new Opening(reading)
  const inOrder = files.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  for (const file of inOrder) await opening.add(file, 0)
  return opening.finish()
}

/** Unpacking in unpacked files goes so deep and no deeper. */
const MAX_NESTING = 3

class Opening {
  private readonly reading: Reading
  private readonly definitions: DefinitionFile[] = []
  private readonly problems: { name: string; error: HistoryFormatError }[] = []
  private found = 0
  private bytesLeft = MAX_HISTORY_FILE_BYTES

  constructor(reading: Reading) {
    this.reading = reading
  }

  async add(file: NamedBytes, depth: number): Promise<void> {
    try {
      const packed = depth < MAX_NESTING ? await this.unpacked(file) : undefined
      if (packed === undefined) await this.addFile(file)
      else for (const inner of packed) await this.add(inner, depth + 1)
    } catch (error) {
      if (!(error instanceof HistoryFormatError)) throw error
      this.problems.push({ name: file.name, error })
    }
  }

  finish(): ReadFiles {
    const [problem, ...others] = this.problems
    if (this.found === 0 && problem !== undefined) throw others.length === 0 ? problem.error : allRefused(this.problems)
    if (this.found === 0 && this.definitions.length > 0) return { history: undefined, definitions: this.definitions }
    for (const { name, error } of this.problems) this.reading.notice(`${name} was not opened: ${error.message}`)
    const history = this.reading.finish()
    const [definition] = this.definitions.length === 1 ? this.definitions : []
    const executions = definition === undefined ? history.executions : withDefinition(history.executions, definition)
    return { history: { ...history, executions }, definitions: this.definitions }
  }

  /** The files inside, where it is compressed. */
  private async unpacked({ bytes, name }: NamedBytes): Promise<readonly NamedBytes[] | undefined> {
    const isGzip = startsWith(bytes, [0x1f, 0x8b])
    if (!isGzip && !startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return undefined
    // Loaded when first needed: most files are plain.
    const { gunzip, unzip } = await import('./unpack.ts')
    const files = isGzip ? [gunzip(bytes, name, this.bytesLeft)] : unzip(bytes, name, this.bytesLeft)
    for (const file of files) this.bytesLeft -= file.bytes.length
    return files
  }

  private async addFile({ bytes, name, cut }: NamedBytes): Promise<void> {
    const text = this.textOf(bytes, name)
    const found = (await addOtherNotation(this.reading, text)) + (await this.addPacked())
    this.found += found
    if (cut === true) this.reading.notice(`The compressed data in ${name} break off: what came before was read`)
    if (found > 0) return
    const error = this.reading.whyNothing()
    if (error.found !== 'definition') throw error
    this.definitions.push({ fileName: name, text })
  }

  private textOf(bytes: Uint8Array, name: string): string {
    refuseBinary(bytes, name)
    const decoded = decodeText(bytes)
    if (decoded === undefined) throw new HistoryFormatError(`${name} is a binary file, not a history.`, 'binary')
    if (decoded.notice !== undefined) this.reading.notice(decoded.notice)
    return decoded.text
  }

  /** What lay compressed inside the text (a subscription's `awslogs.data`). */
  private async addPacked(): Promise<number> {
    let found = 0
    for (let depth = 0; depth < MAX_NESTING; depth++) {
      const packed = this.reading.takePacked()
      if (packed.length === 0) break
      const { gunzip } = await import('./unpack.ts')
      for (const base64 of packed) {
        const bytes = bytesOfBase64(base64)
        const inner = bytes === undefined ? undefined : gunzip(bytes, 'The compressed data inside', this.bytesLeft)
        if (inner === undefined) continue
        this.bytesLeft -= inner.bytes.length
        found += this.reading.addText(this.textOf(inner.bytes, 'The compressed data inside'))
      }
    }
    return found
  }
}

/** First bytes that tell what a file is. */
const SIGNATURES: readonly { bytes: readonly number[]; found: FoundInstead; what: string; whatToDo?: string }[] = [
  { bytes: [0x89, 0x50, 0x4e, 0x47], found: 'image', what: 'a PNG image' },
  { bytes: [0xff, 0xd8, 0xff], found: 'image', what: 'a JPEG image' },
  { bytes: [0x47, 0x49, 0x46, 0x38], found: 'image', what: 'a GIF image' },
  { bytes: [0x25, 0x50, 0x44, 0x46], found: 'pdf', what: 'a PDF document' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], found: 'archive', what: 'compressed with zstd', whatToDo: unpackWith('unzstd') },
  { bytes: [0x42, 0x5a, 0x68], found: 'archive', what: 'compressed with bzip2', whatToDo: unpackWith('bunzip2') },
  { bytes: [0xfd, 0x37, 0x7a, 0x58], found: 'archive', what: 'compressed with xz', whatToDo: unpackWith('unxz') },
]

function unpackWith(command: string): string {
  return `Unpack it first (${command} FILE) and open the result.`
}

function refuseBinary(bytes: Uint8Array, name: string): void {
  if (bytes.length === 0) throw new HistoryFormatError(`${name} is empty.`, 'nothing')
  if (bytes.length > MAX_HISTORY_FILE_BYTES) throw tooLarge(bytes.length, name)
  const signature = SIGNATURES.find(({ bytes: start }) => startsWith(bytes, start))
  if (signature === undefined) return
  throw new HistoryFormatError(`${name} is ${signature.what}, not a history.`, signature.found, signature.whatToDo)
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte)
}

function withDefinition(executions: readonly ParsedExecution[], { text }: DefinitionFile): readonly ParsedExecution[] {
  return executions.map(execution => ({ definition: text, ...execution }))
}

function definitionAlone(definitions: readonly DefinitionFile[]): HistoryFormatError {
  return new HistoryFormatError(
    `${definitions[0]?.fileName ?? 'This'} is a state machine's definition (Amazon States Language), not the history of an execution.`,
    'definition',
    'Open a history first; a definition dropped beside it names its branches.',
  )
}

function allRefused(problems: readonly { name: string; error: HistoryFormatError }[]): HistoryFormatError {
  const words = problems.slice(0, 5).map(({ name, error }) => `${name}: ${error.message}`)
  return new HistoryFormatError(
    `None of ${problems.length} files is a history. ${words.join(' ')}`,
    'other JSON',
    problems[0]?.error.whatToDo,
  )
}

function bytesOfBase64(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(base64), character => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
