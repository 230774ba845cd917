import { MAX_HISTORY_FILE_BYTES, tooLarge } from '../history/decode-history-file.ts'
import type { FileExecution, WorkerCalls } from './calls.ts'
import { asFileError } from './file-calls.ts'
import type { Remote } from './remote-calls.ts'
import { type HistorySource, SourceError, type SourceRef } from './source.ts'

type FileRef = Extract<SourceRef, { kind: 'file' }>

/** One of a file's executions, with the reference that a link to it holds. */
export interface FileChoice extends FileExecution {
  readonly ref: FileRef
}

interface OpenFile {
  readonly executions: readonly FileExecution[]
}

/** Files opened in this session, by content hash. Nothing of them is kept beyond it. */
const openFiles = new Map<string, OpenFile>()

/**
 * Reads a file a person dropped or chose. Returns its executions (at least one); where there are several, the person chooses.
 * @throws SourceError saying what the file is instead of a history.
 */
export async function openFile(
  file: File,
  calls: Remote<WorkerCalls>,
  signal: AbortSignal,
): Promise<readonly FileChoice[]> {
  if (file.size > MAX_HISTORY_FILE_BYTES) throw asFileError(tooLarge(file.size, file.name), file.name)
  const bytes = await bytesOf(file)
  const { hash, executions } = await calls('openBytes', { bytes, fileName: file.name }, signal)
  openFiles.set(hash, { executions })
  return executions.map(execution => ({ ...execution, ref: refOf(hash, file.name, executions, execution) }))
}

/** A file opened in this session, as a source. Undefined for one that is not here: ask for it by name and hash. */
export function fileSource(ref: FileRef, calls: Remote<WorkerCalls>): HistorySource | undefined {
  const executions = openFiles.get(ref.hash)?.executions
  if (!executions) return undefined
  const index = indexOf(executions, ref)
  const execution = executions[index]
  if (!execution) return undefined
  return {
    ref,
    live: false,
    describe: async () => execution.summary,
    readPage: (request, signal) => calls('readFilePage', { hash: ref.hash, execution: index, request }, signal),
    definition: async () => undefined,
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

async function bytesOf(file: File): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer()
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
