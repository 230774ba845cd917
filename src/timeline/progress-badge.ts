import { type MapProgress, mapProgress } from '../analysis/map-progress.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Outcome, StateVisit } from '../model/span.ts'
import { formatCount } from '../words/format-count.ts'
import { formatDuration } from '../words/format-duration.ts'

/** A chip beside a name. */
export interface Badge {
  readonly text: string
  /** The outcome whose tint it wears; undefined: neutral. */
  readonly outcome: Outcome | undefined
  /** What it means in full, for the accessible name. */
  readonly meaning: string
}

interface Known {
  readonly now: Millis
  readonly progress: MapProgress | undefined
}

// A row is told again at every scroll; its progress once a strike of the clock.
const known = new WeakMap<StateVisit, Known>()

function progressAt(tree: ExecutionTree, visit: StateVisit, now: Millis): MapProgress | undefined {
  const last = known.get(visit)
  if (last?.now === now) return last.progress
  const progress = mapProgress(tree, visit, now)
  known.set(visit, { now, progress })
  return progress
}

/**
 * How far a running Map is, for its own row: `371 of 1,000 · about 4 m left`. Undefined where the number of its items is not known;
 * without an estimate where nothing tells a pace.
 */
export function progressBadge(tree: ExecutionTree, visit: StateVisit, now: Millis): Badge | undefined {
  const progress = progressAt(tree, visit, now)
  if (progress?.total === undefined) return undefined
  const { total, succeeded, failed, round, perMinute, expectedEndAt } = progress
  const done = succeeded + failed
  const parts = [`${formatCount(done)} of ${formatCount(total)}`]
  const meanings = [`${parts[0]} items done${round > 1 ? ` in round ${round}` : ''}`]
  if (failed > 0) {
    parts.push(`${formatCount(failed)} failed`)
    meanings.push(`${formatCount(failed)} failed`)
  }
  if (expectedEndAt !== undefined && perMinute !== undefined && expectedEndAt > now) {
    const left = `about ${roughly(expectedEndAt - now)} left`
    parts.push(left)
    meanings.push(
      `${left} at the pace of the latest half, ${formatCount(Math.max(1, Math.round(perMinute)))} per minute`,
    )
  }
  return { text: parts.join(' · '), outcome: failed > 0 ? 'failed' : undefined, meaning: meanings.join(', ') }
}

/** An estimate is not told finer than it is: whole seconds, and whole minutes beyond two. */
function roughly(left: Millis): string {
  if (left < 60_000) return `${Math.max(1, Math.round(left / 1000))} s`
  const unit = left < 120_000 ? 1000 : 60_000
  return formatDuration(Math.round(left / unit) * unit)
}
