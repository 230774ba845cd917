import { endOf } from '../analysis/completeness.ts'
import type { Forest } from '../forest/forest.ts'
import { type GlobalKey, memberIdOf, rootKeyOf, spanKeyOf } from '../forest/keys.ts'
import { startOf, stopOf } from '../forest/member.ts'
import type { Millis } from '../history/events.ts'

/**
 * How long something of a run took from its start to its end, up to the last event where it has none; of an execution that is not read
 * what its list tells. Undefined where nothing does.
 */
export function lengthAt(forest: Forest, key: GlobalKey): Millis | undefined {
  const member = forest.member(memberIdOf(key))
  const tree = member?.tree
  const span = tree?.span(spanKeyOf(key))
  if (tree !== undefined && span !== undefined) return Math.max(0, (span.endedAt ?? endOf(tree)) - span.startedAt)
  if (member === undefined || key !== rootKeyOf(member.id)) return undefined
  const [startedAt, stoppedAt] = [startOf(member), stopOf(member)]
  return startedAt === undefined || stoppedAt === undefined ? undefined : Math.max(0, stoppedAt - startedAt)
}
