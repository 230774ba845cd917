import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span } from '../model/span.ts'
import { activeMs } from '../model/stretches.ts'
import { formatDuration } from './format-duration.ts'

/** `more than 10.0 s`; short `> 10.0 s`, for a narrow column. */
export type DurationForm = 'long' | 'short'

const AT_LEAST: Readonly<Record<DurationForm, string>> = { long: 'more than ', short: '> ' }
const AT_MOST: Readonly<Record<DurationForm, string>> = { long: 'at most ', short: '≤ ' }

/**
 * How long a span was active, with what is not known of it: of a history with missing events a beginning or an end may only
 * be known from what came after. While events are still to come nothing is said of that: it will be known.
 */
export function knownDuration(
  tree: ExecutionTree,
  span: Span,
  { now, form }: { now: Millis; form: DurationForm },
): string {
  const ms = activeMs(tree, span, now)
  const beginsBefore = tree.isFinal && !span.beginningLoaded
  const endsBefore = tree.isFinal && !span.endingLoaded
  const endsUntold = tree.endsUntold && span.endedAt === undefined
  if (beginsBefore && (endsBefore || ms === 0)) return form === 'long' ? 'start not recorded' : '—'
  if (beginsBefore || endsUntold) return AT_LEAST[form] + formatDuration(ms)
  return endsBefore ? AT_MOST[form] + formatDuration(ms) : formatDuration(ms)
}

/** The name of a state; said to be missing where no event with it is in the history. */
export function stateName(tree: ExecutionTree, name: string): string {
  if (name !== '') return name
  return tree.isFinal ? '(name not recorded)' : '(not loaded)'
}
