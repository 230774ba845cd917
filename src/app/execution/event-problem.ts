import type { EventId } from '../../history/events.ts'
import { formatCount } from '../../words/format-count.ts'

/** Why a link's event cannot be shown; undefined if it can, or if it is still to be loaded. */
export function eventProblem(
  event: EventId | undefined,
  total: number | undefined,
  running: boolean,
): string | undefined {
  if (event === undefined || total === undefined || event <= total) return undefined
  const soFar = running ? ' so far' : ''
  return `The link points at event #${event}, but this execution has ${formatCount(total)} events${soFar}.`
}
