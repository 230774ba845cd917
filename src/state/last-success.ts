import type { ExecutionListItem } from '../history/execution-summary.ts'
import { type AskingRun, findLastSuccess, findLastSuccesses, type WantedSuccesses } from '../loading/last-success.ts'
import { DEFAULT_LOAD_SETTINGS } from '../loading/load-settings.ts'
import type { RequestBudget } from '../loading/request-budget.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import { awsRunSource, type RunSource } from '../source/run-source.ts'
import { workerCalls } from '../source/worker-calls.ts'
import { awsConnection } from './connection.ts'

/**
 * Asks AWS for the success that came before a run.
 * @throws SourceError; the signal's reason when aborted.
 */
export function lastSuccess(asking: AskingRun, signal: AbortSignal): Promise<ExecutionListItem | undefined> {
  return findLastSuccess({ source: awsRuns(), ...REAL }, asking, signal)
}

/**
 * Asks AWS for the successes that came before a run.
 * @throws SourceError; the signal's reason when aborted.
 */
export function lastSuccesses(
  wanted: WantedSuccesses,
  budget: RequestBudget,
  signal: AbortSignal,
): Promise<readonly ExecutionListItem[]> {
  const { listRuns } = awsRuns()
  const counted: Pick<RunSource, 'listRuns'> = {
    listRuns: async (request, given) => (budget.take(), listRuns(request, given)),
  }
  return findLastSuccesses({ source: counted, ...REAL }, wanted, signal)
}

const REAL = { surroundings: realSurroundings, settings: DEFAULT_LOAD_SETTINGS }

const awsRuns = () => awsRunSource(workerCalls, awsConnection)
