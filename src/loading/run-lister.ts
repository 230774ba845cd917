import type { Millis } from '../history/events.ts'
import type { ExecutionListItem, KnownStatus } from '../history/execution-summary.ts'
import type { RunSource } from '../source/run-source.ts'
import { SourceError } from '../source/source.ts'
import { askPatiently } from './ask-patiently.ts'
import type { LoadSettings } from './load-settings.ts'
import { type Surroundings, withinTime } from './surroundings.ts'

export interface RunListerParts {
  readonly source: RunSource
  readonly surroundings: Surroundings
  readonly settings: Pick<LoadSettings, 'attempts' | 'requestLimitMs'>
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
  const tokens = new Set<string>()
  let token: string | undefined
  for (;;) {
    const page = await askForPage(parts, { machineArn, token, ...(status !== undefined && { status }) }, signal)
    onPage(page.executions)
    token = page.nextToken
    if (token === undefined) return 'whole'
    if (tokens.has(token)) throw circle(machineArn)
    tokens.add(token)
    if (since === undefined || isBefore(page.executions, since)) return 'reached'
    if (!mayAsk()) return 'held'
  }
}

/**
 * Whether a page lies before the time. All of it must: a run that was redriven may stand among newer ones than itself. A page of
 * none says nothing.
 */
function isBefore(runs: readonly ExecutionListItem[], since: Millis): boolean {
  return runs.length > 0 && runs.every(({ startedAt }) => startedAt !== undefined && startedAt < since)
}

async function askForPage(
  { source, surroundings, settings }: RunListerParts,
  request: Parameters<RunSource['listRuns']>[0],
  signal: AbortSignal,
): ReturnType<RunSource['listRuns']> {
  try {
    return await askPatiently({
      ...{ surroundings, signal, attempts: settings.attempts, wait: surroundings.sleep, onTrouble: () => true },
      run: () => withinTime(surroundings, { ms: settings.requestLimitMs, signal }, s => source.listRuns(request, s)),
    })
  } catch (error) {
    throw error instanceof SourceError ? ofMachine(error, request.machineArn) : error
  }
}

/** What AWS says of a state machine reads otherwise than of an execution. */
function ofMachine(error: SourceError, arn: string): SourceError {
  switch (error.code) {
    case 'StateMachineTypeNotSupported':
      return new SourceError(error.code, 'This is an Express state machine: its runs are in its log alone.', {
        why: `Step Functions lists no runs of ${arn}.`,
        whatToDo: 'Find the log group in its configuration, and look for its runs there.',
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
