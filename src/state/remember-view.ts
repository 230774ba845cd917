import { asSourceError } from '../loading/ask-patiently.ts'
import type { ExecutionView } from '../loading/execution-view.ts'
import { isRunning } from '../loading/still-running.ts'
import type { SourceError } from '../source/source.ts'
import { historyCache } from './browser-cache.ts'
import { preferences } from './preferences.ts'
import { recentExecutions, recentOf, withRecent } from './recent-executions.ts'

/** Redrive counts of the histories saved (or refused) in this session, by ARN. */
const saved = new Map<string, number>()
const listeners = new Set<() => void>()
let lastProblem: SourceError | undefined

/** Why the latest history could not be kept; undefined if it could. */
export const keepingProblem = {
  get current(): SourceError | undefined {
    return lastProblem
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

/** What was kept in this session counts as not kept: all copies are forgotten. */
export function forgetKeptHere(): void {
  saved.clear()
  told(undefined)
}

/** Lists an opened execution among the recent ones, and keeps a finished history, where the person wants that. */
export function rememberView(view: ExecutionView, source: { readonly live: boolean }): void {
  const { phase } = view.progress
  if (phase !== 'complete' && phase !== 'following') return
  if (preferences.current.keepRecent) remember(view)
  if (source.live && phase === 'complete' && preferences.current.keepHistories) void keep(view)
}

function remember(view: ExecutionView): void {
  const entry = recentOf(view, Date.now())
  const [newest] = recentExecutions.current
  if (!entry) return
  const unchanged = newest && JSON.stringify({ ...newest, openedAt: 0 }) === JSON.stringify({ ...entry, openedAt: 0 })
  if (!unchanged) recentExecutions.set(withRecent(recentExecutions.current, entry))
}

async function keep({ ref, tree, summary, definition, progress }: ExecutionView): Promise<void> {
  if (ref.kind !== 'aws' || !tree || !summary || isRunning(summary.status) || progress.payloadShare < 1) return
  if (saved.get(ref.arn) === summary.redriveCount) return
  saved.set(ref.arn, summary.redriveCount)
  try {
    await historyCache.save({ arn: ref.arn, tree, summary, definition }, Date.now())
    // Switched off while it was written: what was to be forgotten would stay.
    if (!preferences.current.keepHistories) await historyCache.forget(ref.arn)
    told(undefined)
  } catch (error) {
    told(asSourceError(error))
  }
}

function told(problem: SourceError | undefined): void {
  lastProblem = problem
  for (const listener of listeners) listener()
}
