import type { ExecutionSummary } from '../history/execution-summary.ts'
import { memberOf, textOf } from '../history/json-value.ts'
import type { ParsedExecution } from '../history/parsed-history.ts'
import { type ReadFiles, readHistoryFiles } from '../history/read-history-file.ts'
import type { ExecutionList, FileBytes, FileCalls, FileExecution } from './calls.ts'
import { asFileError, notInFiles } from './file-errors.ts'
import { type FileForest, type FileMapRun, fileForest } from './file-forest.ts'
import { sha256Hex } from './sha256.ts'
import { type HistoryPage, SourceError } from './source.ts'
import { STATUS_AFTER } from './status-after.ts'

/** A page of a file is small enough to be cloned and appended within a frame, and large files do not take for ever. */
const SMALLEST_PAGE = 2_000
const MOST_PAGES = 100

/** Parsed, a file takes three times its size: beyond this sum the files opened longest ago are let go. */
const KEPT_BYTES = 128 * 1024 * 1024

/** Reading files, in the worker: each is parsed once and kept, the latest ones at least. */
export function fileCalls(keptBytes: number = KEPT_BYTES): FileCalls {
  const opened = new Map<string, OpenedFiles>()

  function keep(hash: string, files: OpenedFiles): void {
    opened.delete(hash)
    opened.set(hash, files)
    let sum = [...opened.values()].reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0)
    for (const [oldest, { sizeBytes }] of opened) {
      if (sum <= keptBytes || oldest === hash) break
      opened.delete(oldest)
      sum -= sizeBytes
    }
  }

  function forestOf(hash: string): FileForest {
    const forest = opened.get(hash)?.forest
    if (forest === undefined) throw gone()
    return forest
  }

  function mapRunOf(hash: string, arn: string): FileMapRun {
    const run = forestOf(hash).mapRuns.get(arn)
    if (run === undefined) throw notInFiles('children of this Map Run')
    return run
  }

  return {
    openBytes: async files => {
      const hash = await hashOf(files)
      const known = opened.get(hash) ?? (await openedOf(files))
      keep(hash, known)
      const { executions, roots, mapRuns } = known.forest
      const isForest = mapRuns.size > 0 || roots.length < executions.length
      const told = withFileNames(executions).map(executionOf)
      return { hash, executions: told, roots, isForest, definitions: known.definitions, shared: known.shared }
    },
    readFilePage: async ({ hash, execution, request }) => {
      const { executions, child } = forestOf(hash)
      const found = typeof execution === 'number' ? executions[execution] : child(execution)?.execution
      if (found === undefined) throw gone()
      return pageOf(found, request.token)
    },
    describeFileChild: async ({ hash, arn }) => {
      const found = forestOf(hash).child(arn)
      return found && { ...summaryOf(found.execution), mapRunArn: found.mapRunArn }
    },
    describeFileMapRun: async ({ hash, arn }) => mapRunOf(hash, arn).summary,
    listFileChildren: async ({ hash, arn, status, token }) => childrenPage(mapRunOf(hash, arn), status, token),
  }
}

/** What was read of files that were opened together. */
interface OpenedFiles {
  readonly forest: FileForest
  readonly definitions: ReadFiles['definitions']
  readonly shared: ReadFiles['shared']
  readonly sizeBytes: number
}

async function openedOf(files: readonly FileBytes[]): Promise<OpenedFiles> {
  const read = await readAll(files)
  const sizeBytes = files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
  return { forest: fileForest(read), definitions: read.definitions, shared: read.shared, sizeBytes }
}

function gone(): SourceError {
  return new SourceError('FileGone', 'The file is no longer in memory.', { whatToDo: 'Open it again.' })
}

/** Of several files, the history of an execution that tells no name is called as its own file is. */
function withFileNames(executions: readonly ParsedExecution[]): readonly ParsedExecution[] {
  const files = new Set(executions.map(({ fileName }) => fileName))
  if (files.size < 2) return executions
  return executions.map(one => {
    const name = one.name ?? one.fileName
    return name === undefined ? one : { ...one, name }
  })
}

/** As many children as AWS lists at once. */
const CHILDREN_A_PAGE = 1000

function childrenPage(run: FileMapRun, status: string | undefined, token: string | undefined): ExecutionList {
  const { children, listed } = run
  if (listed !== undefined && !listed.includes('ALL') && !listed.includes(status ?? 'ALL')) {
    throw notInFiles(status === undefined ? 'whole list of these children' : `children that are ${status}`)
  }
  const wanted = status === undefined ? children : children.filter(child => child.status === status)
  const from = Number(token ?? 0)
  const to = from + CHILDREN_A_PAGE
  return { executions: wanted.slice(from, to), ...(to < wanted.length && { nextToken: String(to) }) }
}

/**
 * The nth page of a history that is whole already, front to back.
 * `token`: where it begins, as the page before said.
 */
function pageOf({ events, endsUntold }: ParsedExecution, token: string | undefined): HistoryPage {
  const size = Math.max(SMALLEST_PAGE, Math.ceil(events.length / MOST_PAGES))
  const from = Number(token ?? 0)
  const to = from + size
  return {
    events: events.slice(from, to),
    ...(endsUntold === true && { endsUntold }),
    ...(to < events.length && { nextToken: String(to) }),
  }
}

/** Names play no part: a link finds its files again under others. */
async function hashOf(files: readonly FileBytes[]): Promise<string> {
  const each = await Promise.all(files.map(({ bytes }) => sha256Hex(new Uint8Array(bytes))))
  // The same file twice is one.
  const hashes = [...new Set(each)]
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
  const { events, executionArn, partial, standIn, notices } = execution
  const end = events.findLast(event => STATUS_AFTER.has(event.type))
  const status = end ? STATUS_AFTER.get(end.type) : undefined
  const ended = status !== undefined && status !== 'RUNNING'
  const start = events.find(event => event.type === 'ExecutionStarted')
  const told = (member: string) => textOf(memberOf(end?.details, member))
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
    stoppedAt: ended ? end?.timestamp : execution.knownUntil,
    redriveCount: execution.redriveCount,
    ...(executionArn !== undefined && { executionArn }),
    ...(partial !== undefined && { partial }),
    ...(standIn !== undefined && { standIn }),
    ...(notices.length > 0 && { notices }),
    ...(input !== undefined && { input }),
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  }
}
