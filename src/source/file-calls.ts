import { decodeTextFile } from '../history/decode-history-file.ts'
import type { HistoryEvent } from '../history/events.ts'
import type { ExecutionSummary } from '../history/execution-summary.ts'
import { HistoryFormatError } from '../history/history-format-error.ts'
import { type ParsedExecution, parseHistory } from '../history/parse-history.ts'
import type { FileCalls, FileExecution } from './calls.ts'
import { sha256Hex } from './sha256.ts'
import { type HistoryPage, SourceError } from './source.ts'
import { STATUS_AFTER } from './status-after.ts'

/** A page of a file is small enough to be cloned and appended within a frame, and large files do not take for ever. */
const SMALLEST_PAGE = 2_000
const MOST_PAGES = 100

/** Reading files, in the worker: each is parsed once and kept for the session. */
export function fileCalls(): FileCalls {
  const opened = new Map<string, readonly ParsedExecution[]>()
  return {
    openBytes: async ({ bytes, fileName }) => {
      const data = new Uint8Array(bytes)
      const hash = await sha256Hex(data)
      const executions = opened.get(hash) ?? parse(data, fileName)
      opened.set(hash, executions)
      return { hash, executions: executions.map(executionOf) }
    },
    readFilePage: async ({ hash, execution, request }) => {
      const events = opened.get(hash)?.[execution]?.events
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

function parse(data: Uint8Array, fileName: string): readonly ParsedExecution[] {
  try {
    return parseHistory(decodeTextFile(data, fileName)).executions
  } catch (error) {
    throw asFileError(error, fileName)
  }
}

/** What is wrong with a file, in words. */
export function asFileError(error: unknown, fileName: string): SourceError {
  if (error instanceof SourceError) return error
  if (error instanceof HistoryFormatError) {
    const code = error.found === 'definition' ? 'StateMachineDefinition' : 'NotAHistory'
    return new SourceError(code, `${fileName} cannot be opened.`, {
      why: error.message,
      whatToDo: error.whatToDo,
      cause: error,
    })
  }
  return new SourceError('NotAHistory', `${fileName} cannot be opened.`, { why: String(error), cause: error })
}

/** A parsed execution as a list offers it, and as DescribeExecution would tell of it. */
function executionOf(execution: ParsedExecution): FileExecution {
  const { events } = execution
  return { summary: summaryOf(execution), eventCount: events.length, lastEventId: events.at(-1)?.id ?? 0 }
}

function summaryOf(execution: ParsedExecution): ExecutionSummary {
  const { events, executionArn, partial } = execution
  const end = events.findLast(event => event.type in STATUS_AFTER)
  const status = end ? STATUS_AFTER[end.type] : undefined
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
    ...(input !== undefined && { input }),
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
