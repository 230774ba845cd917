import { memberIdOf } from '../forest/keys.ts'
import type { Span } from '../model/span.ts'
import { formatCount } from '../words/format-count.ts'
import { memberName } from '../words/member-names.ts'
import type { RowKind } from './chart-types.ts'
import { unlistedOf } from './child-rows.ts'
import { memberFactsOf } from './member-facts.ts'
import { memberLabel } from './member-text.ts'
import { otherMemberText, type RowContext } from './row-text.ts'

/** What a member's row says to those who hear it. */
export function memberRowLabel(key: number, context: RowContext): string {
  const { trees, now, timeMode, startedAt } = context
  const facts = memberFactsOf(trees.forest, key)
  if (facts === undefined) return `Execution ${memberIdOf(key)}`
  const other = otherMemberText(key, context)
  const own = memberLabel(facts, { now, mode: timeMode, startedAt })
  return other === undefined ? own : `${own}, ${other}`
}

/** What a lane of a Map Run's children holds. */
export function childLaneText({ trees }: RowContext, keys: Float64Array): string {
  const nameOf = (key: number | undefined) => {
    const member = trees.forest?.member(memberIdOf(key ?? 0))
    return member === undefined ? 'Execution' : memberName(member)
  }
  if (keys.length === 1) return nameOf(keys[0])
  return `${formatCount(keys.length)} children, first ${nameOf(keys[0])}`
}

/** Whether what stands in this row is being read: neither here, nor refused, nor known to be nothing. */
export function isOnItsWay(kind: RowKind, key: number, { trees, graftTroubles }: RowContext): boolean {
  if (kind === 'member') return trees.forest?.member(memberIdOf(key))?.state.kind === 'loading'
  if (kind !== 'awaited' || graftTroubles?.has(key) === true) return false
  const graft = trees.forest?.graft(key)
  return graft?.kind !== 'mapRun' || !graft.listed.has('ALL')
}

/** In place of what was opened and is still to come. */
export function awaitedText(key: number, { trees, graftTroubles }: RowContext): string {
  const trouble = graftTroubles?.get(key)
  if (trouble !== undefined) return [trouble.message, trouble.whatToDo].filter(words => words !== undefined).join(' ')
  const graft = trees.forest?.graft(key)
  if (graft?.kind !== 'mapRun') return 'Reading the execution…'
  const unlisted = unlistedOf(graft)
  // What the Map Run counts and no list names: a list lags behind, and some emulators have none.
  if (graft.listed.has('ALL')) {
    return unlisted > 0 ? `${formatCount(unlisted)} children, none of them listed` : 'No child executions'
  }
  return graft.run === undefined ? 'Listing the children…' : `${formatCount(unlisted)} children, not listed`
}

/** In place of children that have no row. Children of a Map Run that AWS listed may still have no row. */
export function moreText({ kind }: Span, hidden: number): string {
  return `Show more: ${formatCount(hidden)} not ${kind === 'mapRun' ? 'shown' : 'listed'}`
}
