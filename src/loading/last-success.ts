import type { Millis } from '../history/events.ts'
import type { ExecutionListItem } from '../history/execution-summary.ts'
import { listRuns, type RunListerParts } from './run-lister.ts'

/** The run that asks, and where its like are listed. */
export interface AskingRun {
  readonly machineArn: string
  readonly executionArn: string
  readonly startedAt: Millis
}

/** A page names up to a thousand runs: who asks about a run older than that many pages has the nearest of those listed. */
export const MOST_PAGES = 5

/**
 * The success that came before a run, of the same state machine: the newest that began earlier. Where none did, or none is among the
 * pages that are read, the one listed that began soonest after it; undefined where the machine lists no other success.
 * @throws SourceError; the signal's reason when aborted.
 */
export async function findLastSuccess(
  parts: RunListerParts,
  asking: AskingRun,
  signal: AbortSignal,
): Promise<ExecutionListItem | undefined> {
  const { found, listed } = await successesUntil(parts, { asking, most: 1 }, signal)
  return found[0] ?? lastSuccessOf(listed, asking)
}

/**
 * The successes that came before a run, the newest first: as many as are wanted, or as there are among the pages that are read. None of
 * those after it: what was usual then is not what is usual now.
 * @throws SourceError; the signal's reason when aborted.
 */
export async function findLastSuccesses(
  parts: RunListerParts,
  wanted: WantedSuccesses,
  signal: AbortSignal,
): Promise<readonly ExecutionListItem[]> {
  return (await successesUntil(parts, wanted, signal)).found
}

export interface WantedSuccesses {
  readonly asking: AskingRun
  readonly most: number
}

async function successesUntil(parts: RunListerParts, { asking, most }: WantedSuccesses, signal: AbortSignal) {
  const listed: ExecutionListItem[] = []
  let pages = 0
  const earlier = () => listed.filter(run => isEarlier(run, asking))
  const mayAsk = () => pages < MOST_PAGES && earlier().length < most
  const onPage = (runs: readonly ExecutionListItem[]) => {
    pages++
    listed.push(...runs)
  }
  const { machineArn } = asking
  await listRuns(parts, { machineArn, status: 'SUCCEEDED', since: Number.NEGATIVE_INFINITY, mayAsk, onPage }, signal)
  return { listed, found: successesBefore(listed, { asking, most }) }
}

/** Those that began before a run, of what is listed in whatever order: the newest first. */
function successesBefore(
  listed: readonly ExecutionListItem[],
  { asking, most }: WantedSuccesses,
): readonly ExecutionListItem[] {
  const byArn = new Map(listed.map(run => [run.executionArn, run]))
  const earlier = [...byArn.values()].filter(run => isEarlier(run, asking))
  return earlier.toSorted((one, other) => startOf(other) - startOf(one)).slice(0, most)
}

/** The one to choose of those listed, in whatever order. */
export function lastSuccessOf(listed: readonly ExecutionListItem[], asking: AskingRun): ExecutionListItem | undefined {
  const others = listed.filter(({ executionArn }) => executionArn !== asking.executionArn)
  const earlier = others.filter(run => isEarlier(run, asking))
  if (earlier.length > 0) return earlier.reduce((best, run) => (startOf(run) > startOf(best) ? run : best))
  const [first, ...rest] = others
  return first && rest.reduce((best, run) => (startOf(run) < startOf(best) ? run : best), first)
}

function isEarlier(run: ExecutionListItem, { executionArn, startedAt }: AskingRun): boolean {
  return run.executionArn !== executionArn && startOf(run) < startedAt
}

/** One whose start nobody tells is never the nearest. */
function startOf({ startedAt }: ExecutionListItem): Millis {
  return startedAt ?? Number.POSITIVE_INFINITY
}
