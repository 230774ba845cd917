import type { ExecutionListItem } from '../history/execution-summary.ts'
import { type AskingRun, findLastSuccess, findLastSuccesses, type WantedSuccesses } from '../loading/last-success.ts'
import { DEFAULT_LOAD_SETTINGS } from '../loading/load-settings.ts'
import type { RequestBudget } from '../loading/request-budget.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import { awsRunSource, type RunSource } from '../source/run-source.ts'
import { sampleRunSource } from '../source/sample-runs.ts'
import { workerCalls } from '../source/worker-calls.ts'
import { awsConnection } from './connection.ts'
import { pageBase } from './url.ts'

/** The run that asks; `sample`: among the runs of one, not in AWS. */
export interface AskingSomewhere extends AskingRun {
  readonly sample: string | undefined
}

/**
 * Asks for the success that came before a run.
 * @throws SourceError; the signal's reason when aborted.
 */
export function lastSuccess(asking: AskingSomewhere, signal: AbortSignal): Promise<ExecutionListItem | undefined> {
  return findLastSuccess({ source: runsOf(asking), ...REAL }, asking, signal)
}

/**
 * Asks for the successes that came before a run.
 * @throws SourceError; the signal's reason when aborted.
 */
export function lastSuccesses(
  wanted: WantedSuccesses & { readonly asking: AskingSomewhere },
  budget: RequestBudget,
  signal: AbortSignal,
): Promise<readonly ExecutionListItem[]> {
  const { asking } = wanted
  const { listRuns } = runsOf(asking)
  const counted: Pick<RunSource, 'listRuns'> = {
    listRuns: async (request, given) => (asking.sample === undefined && budget.take(), listRuns(request, given)),
  }
  return findLastSuccesses({ source: counted, ...REAL }, wanted, signal)
}

const REAL = { surroundings: realSurroundings, settings: DEFAULT_LOAD_SETTINGS }

function runsOf({ sample }: AskingSomewhere): RunSource {
  return sample === undefined ? awsRunSource(workerCalls, awsConnection) : sampleRunSource(sample, pageBase())
}
