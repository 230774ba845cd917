import type { DefinitionFile } from '../history/read-history-file.ts'
import type { SharedFile } from '../history/shared-file.ts'
import { MAX_HISTORY_FILE_BYTES, tooLarge } from '../history/too-large.ts'
import { within } from '../waits/within.ts'
import type { FileExecution, WorkerCalls } from './calls.ts'
import { asFileError } from './file-errors.ts'
import type { Remote } from './remote-calls.ts'
import { type HistorySource, SourceError, type SourceRef } from './source.ts'

type FileRef = Extract<SourceRef, { kind: 'file' }>

/** One of a file's executions, with the reference that a link to it holds. */
export interface FileChoice extends FileExecution {
  readonly ref: FileRef
}

interface OpenFile {
  readonly executions: readonly FileExecution[]
  readonly isForest: boolean
}

/** Files opened in this session, by content hash. Nothing of them is kept beyond it. */
const open = new Map<string, OpenFile>()

/** What the files that a person dropped or chose hold together. */
export interface OpenedFiles {
  /** Those that none of the others started. Where there are several, the person chooses. */
  readonly choices: readonly FileChoice[]
  /** All executions, those below others too. */
  readonly all: readonly FileChoice[]
  readonly definitions: readonly DefinitionFile[]
  /** Where they were made to be shared. */
  readonly shared: SharedFile | undefined
}

/**
 * Reads the files a person dropped or chose: pages of one history, several executions, definitions.
 * @throws SourceError saying what they are instead of histories.
 */
export async function openFiles(
  files: readonly File[],
  calls: Remote<WorkerCalls>,
  signal: AbortSignal,
): Promise<OpenedFiles> {
  const name = nameOf(files)
  const size = files.reduce((sum, file) => sum + file.size, 0)
  if (size > MAX_HISTORY_FILE_BYTES) throw asFileError(tooLarge(size, name), name)
  const read = await Promise.all(files.map(async file => ({ bytes: await bytesOf(file), fileName: file.name })))
  const { hash, executions, roots, isForest, definitions, shared } = await calls('openBytes', read, signal)
  open.set(hash, { executions, isForest })
  const all = executions.map(execution => ({ ...execution, ref: refOf(hash, name, executions, execution) }))
  return { choices: roots.flatMap(at => all[at] ?? []), all, definitions, shared }
}

/** Whether files that are open hold executions below others. */
export function isFileForest(hash: string): boolean {
  return open.get(hash)?.isForest ?? false
}

export function isFileOpen(hash: string): boolean {
  return open.has(hash)
}

function nameOf(files: readonly File[]): string {
  const first = files[0]?.name ?? ''
  return files.length > 1 ? `${first} and ${files.length - 1} more` : first
}

/** A file opened in this session, as a source. Undefined for one that is not here: ask for it by name and hash. */
export function fileSource(ref: FileRef, calls: Remote<WorkerCalls>): HistorySource | undefined {
  const executions = open.get(ref.hash)?.executions
  if (!executions) return undefined
  return sourceAt(ref.hash, indexOf(executions, ref), ref, calls)
}

/** The execution of an ARN in the files of a hash; undefined where its history is in none of them. */
export function fileSourceOfArn(hash: string, arn: string, calls: Remote<WorkerCalls>): HistorySource | undefined {
  const index = open.get(hash)?.executions.findIndex(({ summary }) => summary.executionArn === arn) ?? -1
  return sourceAt(hash, index, { kind: 'aws', arn }, calls)
}

function sourceAt(hash: string, index: number, ref: SourceRef, calls: Remote<WorkerCalls>): HistorySource | undefined {
  const execution = open.get(hash)?.executions[index]
  if (!execution) return undefined
  return {
    ref,
    live: false,
    describe: async () => execution.summary,
    readPage: (request, signal) => calls('readFilePage', { hash, execution: index, request }, signal),
    definition: async () => execution.definition,
  }
}

/** The message for a link to a file that is not open here. */
export function fileMissing(ref: FileRef): SourceError {
  return new SourceError('FileMissing', `This link is about the file “${ref.fileName}”.`, {
    why: `A link names a file but does not hold it (SHA-256 ${ref.hash.slice(0, 12)}…).`,
    whatToDo: 'Drop the file here or choose it; the link then opens where its sender was.',
    copy: ref.hash,
  })
}

/** A file of a drive that is no longer there may never come. */
const FILE_MS = 120_000

async function bytesOf(file: File): Promise<ArrayBuffer> {
  const tooLate = () => new Error(`Its drive gave no answer within ${FILE_MS / 1000} seconds.`)
  try {
    return await within({ ms: FILE_MS, tooLate }, () => file.arrayBuffer())
  } catch (error) {
    throw new SourceError('FileUnreadable', `${file.name} cannot be read.`, {
      why: error instanceof Error ? error.message : String(error),
      whatToDo: 'It may have been moved or changed; choose it again.',
      retryable: true,
      cause: error,
    })
  }
}

/** An ARN tells executions of one file apart; where the file names none, their order does. */
function refOf(hash: string, fileName: string, all: readonly FileExecution[], one: FileExecution): FileRef {
  const file = { kind: 'file', hash, fileName } as const
  if (all.length === 1) return file
  return { ...file, executionArn: one.summary.executionArn ?? `#${all.indexOf(one) + 1}` }
}

function indexOf(executions: readonly FileExecution[], { executionArn }: FileRef): number {
  if (executionArn === undefined) return 0
  if (executionArn.startsWith('#')) return Number(executionArn.slice(1)) - 1
  return executions.findIndex(({ summary }) => summary.executionArn === executionArn)
}
