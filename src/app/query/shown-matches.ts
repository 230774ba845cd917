import type { QueryMatchAcross } from '../../analysis/query-across.ts'
import { type GlobalKey, globalKey, type MemberId, memberIdOf, spanKeyOf } from '../../forest/keys.ts'
import type { Member } from '../../forest/member.ts'
import type { SpanKey } from '../../model/span.ts'
import { withAncestors } from '../../model/walk.ts'
import type { ChartTrees } from '../../timeline/chart-trees.ts'
import { isFilteredOut } from '../../timeline/kept-rows.ts'

/** Matches, and the visits that matching attempts belong to: an attempt has no row of its own until its visit is opened. */
export function markedBy(
  members: readonly Pick<Member, 'id' | 'tree'>[],
  found: readonly GlobalKey[],
): ReadonlySet<GlobalKey> {
  const byId = new Map(members.map(member => [member.id, member]))
  const marked = new Set(found)
  for (const key of found) {
    const id = memberIdOf(key)
    const span = byId.get(id)?.tree?.span(spanKeyOf(key))
    if (span?.kind === 'taskAttempt' && span.parentKey !== undefined) marked.add(globalKey(id, span.parentKey))
  }
  return marked
}

/** What a filter leaves of the executions that it was asked of. */
export interface Filtered {
  /** What matches, what that speaks for, and the way to executions below that hold any. */
  readonly only: ReadonlySet<GlobalKey>
  /** The executions of which all was asked. */
  readonly asked: Pick<ReadonlySet<MemberId>, 'has'>
  /** Spans of these executions that are not shown, and how many executions they are of. */
  readonly hidden: number
  readonly executions: number
}

/** What a filter leaves: what matches and what it speaks for. Hidden is all else, but for what these lie in. */
export function onlyMatching(
  members: readonly Pick<Member, 'id' | 'tree' | 'state'>[],
  { found, listed, spokenFor, leads }: Pick<QueryMatchAcross, 'found' | 'listed' | 'spokenFor' | 'leads'>,
): Filtered {
  const only = new Set([...found, ...spokenFor, ...leads])
  const byMember = new Map<MemberId, SpanKey[]>()
  for (const key of only) {
    const own = byMember.get(memberIdOf(key)) ?? []
    byMember.set(memberIdOf(key), own)
    own.push(spanKeyOf(key))
  }
  let [hidden, executions] = [0, 0]
  for (const { id, tree } of members) {
    if (tree === undefined) continue
    executions++
    hidden += tree.spanCount - withAncestors(tree, [tree.root.key, ...(byMember.get(id) ?? [])]).size
  }
  const read = new Set(members.flatMap(({ id, state }) => (id === 0 || state.kind === 'read' ? [id] : [])))
  const isWithout = (id: MemberId) => listed.without.some(list => list.positionOfMember(id) >= 0)
  const asked = { has: (id: MemberId) => read.has(id) || isWithout(id) }
  return { only, asked, hidden, executions }
}

const NOTHING_OPEN: ReadonlyMap<GlobalKey, boolean> = new Map()

/** Whether a filter hides a span, as far as that can be said: in an execution that was not asked whole nobody knows. */
export function hides({ only, asked }: Filtered, trees: ChartTrees, key: GlobalKey): boolean {
  return asked.has(memberIdOf(key)) && isFilteredOut(trees, { only, asked, byHand: NOTHING_OPEN }, key)
}
