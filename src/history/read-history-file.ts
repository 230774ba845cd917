import { type DefinitionFit, definitionFit, isOfAnother } from './fitting-definition.ts'
import { type FoundInstead, HistoryFormatError } from './history-format-error.ts'
import { addOtherNotation } from './other-notations.ts'
import type { ParsedExecution, ParsedHistory } from './parsed-history.ts'
import { createReading, type Reading } from './reading.ts'
import { gatherMapRuns, type ParsedMapRun, type ResultPiecesOfFile } from './results/gather-map-runs.ts'
import { type SharedFile } from './shared-file.ts'
import { bytesOfBase64, sharedPageIn } from './shared-page.ts'
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
  /** Undefined where no event was found in any of them. */
  readonly history: ParsedHistory | undefined
  readonly definitions: readonly DefinitionFile[]
  /** Map Runs of which a ResultWriter's files, or a forest's, hold the children. */
  readonly mapRuns: readonly ParsedMapRun[]
  /** How they were read where that is worth telling, a sentence each. The executions have the same. */
  readonly notices: readonly string[]
  /** Where one of them was made to be shared. */
  readonly shared?: SharedFile | undefined
}

/**
 * Reads one history file: text in any encoding that tools write, or such text compressed (gzip, ZIP).
 * @throws HistoryFormatError naming the file, what it is instead of a history, and what to do.
 */
export async function readHistoryFile(bytes: Uint8Array, name: string): Promise<ParsedHistory> {
  return historyAlone(await readHistoryFiles([{ name, bytes }]), name)
}

/** @throws HistoryFormatError where what was read holds no history. */
export function historyAlone({ history, definitions, mapRuns }: ReadFiles, name: string): ParsedHistory {
  if (history !== undefined) return history
  throw mapRuns.length > 0 ? resultsAlone(name) : definitionAlone(definitions)
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
  private readonly results: ResultPiecesOfFile[] = []
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
    const { definitions } = this
    if (this.found === 0 && definitions.length === 0) throw this.reading.whyNothing()
    const notices = this.problems.map(({ name, error }) => `${name} was not opened: ${error.message}`)
    for (const words of notices) this.reading.notice(words)
    const mapRuns = gatherMapRuns(this.results)
    const history = this.reading.finish()
    if (history.executions.length === 0) {
      if (this.results.length > 0 && !mapRuns.some(hasChildren)) throw withoutChildren(this.results)
      return { history: undefined, definitions, mapRuns, notices }
    }
    const { executions, foreign } = withDefinitions(history.executions, definitions)
    for (const { fileName } of foreign) this.reading.notice(foreignDefinition(fileName))
    return { history: { ...history, executions }, definitions, mapRuns, notices, shared: this.reading.shared() }
  }

  /** The files inside, where it is compressed. */
  private async unpacked({ bytes, name }: NamedBytes): Promise<readonly NamedBytes[] | undefined> {
    const page = sharedPageIn(bytes)
    if (page !== undefined) return [{ name, bytes: page }]
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
    this.reading.beginFile(name)
    const found = (await addOtherNotation(this.reading, text)) + (await this.addPacked())
    const results = this.reading.takeResults()
    if (results !== undefined) this.results.push({ ...results, name, sizeBytes: bytes.length })
    this.found += found
    if (cut === true) this.reading.notice(`The compressed data in ${name} break off: what came before was read`)
    if (found > 0) return
    const reason = this.reading.whyNothing()
    const error = reason.found === 'other JSON' ? (outputsAlone(name, text) ?? reason) : reason
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

/** Each execution with the definition that knows most of the states it entered. */
function withDefinitions(executions: readonly ParsedExecution[], files: readonly DefinitionFile[]) {
  if (files.length === 0) return { executions, foreign: [] }
  const used = new Set<DefinitionFile>()
  const defined = executions.map(execution => {
    const fitting = files
      .map(file => ({ file, fit: definitionFit(file.text, execution.events) }))
      .filter(({ fit }) => fit !== undefined && !isOfAnother(fit))
      .toSorted((a, b) => knownIn(b) - knownIn(a))
    const [best] = fitting
    if (best === undefined) return execution
    used.add(best.file)
    return { definition: best.file.text, ...execution }
  })
  return { executions: defined, foreign: files.filter(file => !used.has(file)) }
}

function knownIn({ fit }: { readonly fit: DefinitionFit | undefined }): number {
  return fit?.known ?? 0
}

/** What is said of a definition that no execution here ran. */
function foreignDefinition(fileName: string): string {
  return `${fileName} is the definition of another state machine: none of the states that ran stands in it`
}

/** COMPACT and FLATTEN write what succeeded as bare outputs: nothing but the file's name tells what they are. */
function outputsAlone(name: string, text: string): HistoryFormatError | undefined {
  if (!/(?:^|[\\/])SUCCEEDED_\d+\.jsonl?(?:\.gz)?$/.test(name) || !/^\s*[[{"\d]/.test(text)) return undefined
  return new HistoryFormatError(
    `${name} holds the outputs of a Map Run's children without the executions they are of (ResultWriter with COMPACT or FLATTEN).`,
    'other JSON',
    'Failures are written in full: open FAILED_0.json, or the history of the execution that ran the Map.',
  )
}

function hasChildren({ children, summary }: ParsedMapRun): boolean {
  return children.length > 0 || summary?.startedAt !== undefined
}

/** A manifest, or items that were never started: there is nothing to show of them alone. */
function withoutChildren(files: readonly ResultPiecesOfFile[]): HistoryFormatError {
  const names = files.map(({ name }) => name).join(', ')
  return new HistoryFormatError(
    `${names} ${files.length === 1 ? 'tells' : 'tell'} of a Map Run, but of none of its children.`,
    'other JSON',
    'Drop the other files of the results too (SUCCEEDED_0.json, FAILED_0.json), or the history of the execution that ran the Map.',
  )
}

function resultsAlone(name: string): HistoryFormatError {
  return new HistoryFormatError(
    `${name} holds the results of a Map Run's children, not the history of an execution.`,
    'about an execution',
    'Open it in the page or with explain.',
  )
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
