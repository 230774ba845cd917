import type { HistoryEvent } from '../history/events.ts'
import type { ExecutionSummary } from '../history/execution-summary.ts'
import { HistoryFormatError } from '../history/history-format-error.ts'
import type { ParsedExecution } from '../history/parsed-history.ts'
import { type ReadFiles, readHistoryFiles } from '../history/read-history-file.ts'
import type { FileBytes, FileCalls, FileExecution } from './calls.ts'
import { sha256Hex } from './sha256.ts'
import { type HistoryPage, SourceError } from './source.ts'
import { STATUS_AFTER } from './status-after.ts'

/** A page of a file is small enough to be cloned and appended within a frame, and large files do not take for ever. */
const SMALLEST_PAGE = 2_000
const MOST_PAGES = 100

/** Parsed, a file takes some times its size: beyond this sum the files opened longest ago are let go. */
const KEPT_BYTES = 256 * 1024 * 1024

/** Reading files, in the worker: each is parsed once and kept, the latest ones at least. */
export function fileCalls(keptBytes: number = KEPT_BYTES): FileCalls {
  const opened = new Map<string, ReadFiles & { readonly sizeBytes: number }>()

  function keep(hash: string, read: ReadFiles & { readonly sizeBytes: number }): void {
    opened.delete(hash)
    opened.set(hash, read)
    let sum = [...opened.values()].reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0)
    for (const [oldest, { sizeBytes }] of opened) {
      if (sum <= keptBytes || oldest === hash) break
      opened.delete(oldest)
      sum -= sizeBytes
    }
  }

  return {
    openBytes: async files => {
      const hash = await hashOf(files)
      const sizeBytes = files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
      const read = opened.get(hash) ?? { ...(await readAll(files)), sizeBytes }
      keep(hash, read)
      return { hash, executions: (read.history?.executions ?? []).map(executionOf), definitions: read.definitions }
    },
    readFilePage: async ({ hash, execution, request }) => {
      const events = opened.get(hash)?.history?.executions[execution]?.events
      if (!events) throw new SourceError('FileGone', 'The file is no longer in memory.', { whatToDo: 'Open it again.' })
      return pageOf(events, request.token)
    },
  }
}

/**
 * The nth page of a history that is whole already, front to back.
 * `token`: where it begins, as the page before said.
 */
function pageOf(events: readonly HistoryEvent[], token: string | undefined): HistoryPage {
  const size = Math.max(SMALLEST_PAGE, Math.ceil(events.length / MOST_PAGES))
  const from = Number(token ?? 0)
  const to = from + size
  return { events: events.slice(from, to), ...(to < events.length && { nextToken: String(to) }) }
}

/** Names play no part: a link finds its files again under others. */
async function hashOf(files: readonly FileBytes[]): Promise<string> {
  const hashes = await Promise.all(files.map(({ bytes }) => sha256Hex(new Uint8Array(bytes))))
  const [only = ''] = hashes
  return hashes.length === 1 ? only : sha256Hex(new TextEncoder().encode(hashes.toSorted().join()))
}

async function readAll(files: readonly FileBytes[]): Promise<ReadFiles> {
  try {
    return await readHistoryFiles(
      files.map(({ bytes, fileName }) => ({ name: fileName, bytes: new Uint8Array(bytes) })),
    )
  } catch (error) {
    const [first] = files
    throw asFileError(error, files.length === 1 && first !== undefined ? first.fileName : 'What you chose')
  }
}

/** What is wrong with a file, in words. */
export function asFileError(error: unknown, fileName: string): SourceError {
  if (error instanceof SourceError) return error
  if (error instanceof HistoryFormatError) {
    const { executionArn } = error
    return new SourceError('NotAHistory', `${fileName} cannot be opened.`, {
      why: error.message,
      whatToDo: error.whatToDo,
      ...(executionArn !== undefined && { executionArn }),
      cause: error,
    })
  }
  return new SourceError('NotAHistory', `${fileName} cannot be opened.`, { why: String(error), cause: error })
}

/** A parsed execution as a list offers it, and as DescribeExecution would tell of it. */
function executionOf(execution: ParsedExecution): FileExecution {
  const { events, definition } = execution
  return {
    summary: summaryOf(execution),
    ...(definition !== undefined && { definition }),
    eventCount: events.length,
    lastEventId: events.at(-1)?.id ?? 0,
  }
}

function summaryOf(execution: ParsedExecution): ExecutionSummary {
  const { events, executionArn, partial, notices } = execution
  const end = events.findLast(event => STATUS_AFTER.has(event.type))
  const status = end ? STATUS_AFTER.get(end.type) : undefined
  const ended = status !== undefined && status !== 'RUNNING'
  const start = events.find(event => event.type === 'ExecutionStarted')
  const told = (member: string) => textOf(end?.details?.[member])
  const [input, output, error, cause] = [
    textOf(start?.details?.['input']),
    told('output'),
    told('error'),
    told('cause'),
  ]
  return {
    stateMachineName: execution.stateMachineName ?? '',
    name: execution.name ?? '',
    status,
    startedAt: start?.timestamp ?? events[0]?.timestamp,
    stoppedAt: ended ? end?.timestamp : undefined,
    redriveCount: execution.redriveCount,
    ...(executionArn !== undefined && { executionArn }),
    ...(partial !== undefined && { partial }),
    ...(notices.length > 0 && { notices }),
    ...(input !== undefined && { input }),
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
