import type { Millis } from '../history/events.ts'
import type { ExecutionListItem, KnownStatus } from '../history/execution-summary.ts'
import type { ExecutionList } from '../source/calls.ts'
import type { RunSource, RunsRequest } from '../source/run-source.ts'
import { SourceError } from '../source/source.ts'
import { askPatiently, type Trouble } from './ask-patiently.ts'
import type { LoadSettings } from './load-settings.ts'
import { createPages, type Pages } from './pages.ts'
import { type Surroundings, withinTime } from './surroundings.ts'

export interface RunListerParts {
  readonly source: Pick<RunSource, 'listRuns'>
  readonly surroundings: Surroundings
  readonly settings: Pick<LoadSettings, 'attempts' | 'requestLimitMs'>
  /** How waits between attempts are spent; slept through by default. */
  readonly wait?: Surroundings['sleep']
  /** Told of each attempt that failed and is made again. */
  readonly onTrouble?: (trouble: Trouble) => void
}

export interface WantedRuns {
  readonly machineArn: string
  /** Of this status alone. */
  readonly status?: KnownStatus | undefined
  /** Runs that started then or later; undefined: the newest page. */
  readonly since: Millis | undefined
  /** Asked before each page but the first. */
  readonly mayAsk: () => boolean
  readonly onPage: (runs: readonly ExecutionListItem[]) => void
}

/**
 * How a list ended. `whole`: there are no more runs; `reached`: what is left is older than was asked for; `held`: more may be there,
 * and no more may be asked.
 */
export type RunsEnd = 'whole' | 'reached' | 'held'

/**
 * The runs of a state machine, page by page from the newest on.
 * @throws SourceError, pages before it stay told; the signal's reason when aborted.
 */
export async function listRuns(parts: RunListerParts, wanted: WantedRuns, signal: AbortSignal): Promise<RunsEnd> {
  const { machineArn, status, since, mayAsk, onPage } = wanted
  const pages = pagesOfRuns(parts, { machineArn, ...(status !== undefined && { status }) })
  let end: RunsEnd = 'held'
  await pages.read(page => {
    onPage(page.executions)
    const isReached = since === undefined || isBefore(page.executions, since)
    if (isReached) end = 'reached'
    return !isReached && mayAsk()
  }, signal)
  return pages.isWhole ? 'whole' : end
}

/** The runs of a state machine, asked for patiently, newest first. */
export function pagesOfRuns(parts: RunListerParts, wanted: Omit<RunsRequest, 'token'>): Pages<ExecutionList> {
  return createPages({
    ask: (token, signal) => askForPage(parts, { ...wanted, token }, signal),
    circle: () => circle(wanted.machineArn),
  })
}

/**
 * Whether a page lies before the time. All of it must: a run that was redriven may stand among newer ones than itself. A page of
 * none says nothing.
 */
export function isBefore(runs: readonly ExecutionListItem[], since: Millis): boolean {
  return runs.length > 0 && runs.every(({ startedAt }) => startedAt !== undefined && startedAt < since)
}

async function askForPage(
  parts: RunListerParts,
  request: Parameters<RunSource['listRuns']>[0],
  signal: AbortSignal,
): Promise<ExecutionList> {
  return askOfMachine(parts, { arn: request.machineArn, ask: s => parts.source.listRuns(request, s) }, signal)
}

/**
 * Asks patiently about a state machine.
 * @throws SourceError in words that fit a machine; the signal's reason when aborted.
 */
export async function askOfMachine<T>(
  { surroundings, settings, wait, onTrouble }: RunListerParts,
  { arn, ask }: { readonly arn: string; readonly ask: (signal: AbortSignal) => Promise<T> },
  signal: AbortSignal,
): Promise<T> {
  try {
    return await askPatiently({
      ...{ surroundings, signal, attempts: settings.attempts, wait: wait ?? surroundings.sleep },
      onTrouble: trouble => {
        onTrouble?.(trouble)
        return true
      },
      run: () => withinTime(surroundings, { ms: settings.requestLimitMs, signal }, ask),
    })
  } catch (error) {
    throw error instanceof SourceError ? ofMachine(error, arn) : error
  }
}

/** What AWS says of a state machine reads otherwise than of an execution. */
function ofMachine(error: SourceError, arn: string): SourceError {
  switch (error.code) {
    case 'StateMachineTypeNotSupported':
      return new SourceError(error.code, 'This is an Express state machine: its runs are in its log alone.', {
        why: `Step Functions lists no runs of ${arn}.`,
        whatToDo: 'Its log tells them: it is read where a person lets logs be read (--logs).',
        cause: error,
      })
    case 'StateMachineDoesNotExist':
      return new SourceError(error.code, 'There is no such state machine.', {
        why: `AWS knows no ${arn}.`,
        whatToDo: 'Check name, region and account; one that was deleted lists nothing.',
        cause: error,
      })
    default:
      return error
  }
}

function circle(arn: string): SourceError {
  return new SourceError('RepeatedToken', 'The list of runs leads round in a circle.', {
    why: `A page of ${arn} names one already read as the next.`,
    whatToDo: 'Ask again.',
  })
}
