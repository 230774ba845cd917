import type { Forest } from '../../forest/forest.ts'
import { follow, graftAt } from '../../forest/way.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { decodeWay } from '../../state/way-code.ts'
import { formatCount } from '../../words/format-count.ts'
import { memberName } from '../../words/member-names.ts'

/** Why what a link selects in an execution below cannot be shown; undefined if it can, or while it is still on the way. */
export function wayProblem(
  { within, event }: Pick<ViewLink, 'within' | 'event'>,
  forest: Forest | undefined,
): string | undefined {
  const way = within === undefined ? undefined : decodeWay(within)
  if (way === undefined) return undefined
  if (forest === undefined) return 'The link leads into an execution below this one, which this file does not hold.'
  const { member: id, next } = follow(forest, way)
  const member = forest.member(id)
  if (member?.state.kind !== 'read' || member.tree === undefined) return undefined
  if (next !== undefined) {
    const isKnown = graftAt(forest, id, next) !== undefined
    return isKnown ? undefined : 'The link leads into an execution that nothing here has started.'
  }
  if (event === undefined || member.tree.event(event) !== undefined) return undefined
  const count = formatCount(member.tree.eventCount)
  return `The link points at event #${event} of ${memberName(member)}, but that execution has ${count} events.`
}
