import type { ExecutionListItem } from '../history/execution-summary.ts'
import { type AskingRun, findLastSuccess } from '../loading/last-success.ts'
import { DEFAULT_LOAD_SETTINGS } from '../loading/load-settings.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import { awsRunSource } from '../source/run-source.ts'
import { workerCalls } from '../source/worker-calls.ts'
import { awsConnection } from './connection.ts'

/**
 * Asks AWS for the success that came before a run.
 * @throws SourceError; the signal's reason when aborted.
 */
export function lastSuccess(asking: AskingRun, signal: AbortSignal): Promise<ExecutionListItem | undefined> {
  const source = awsRunSource(workerCalls, awsConnection)
  return findLastSuccess({ source, surroundings: realSurroundings, settings: DEFAULT_LOAD_SETTINGS }, asking, signal)
}
