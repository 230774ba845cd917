import { countEvents, partOfSpan, partOfTime } from '../../export/share/kept-part.ts'
import type { ShareOrder } from '../../export/share/share-steps.ts'
import type { Forest } from '../../forest/forest.ts'
import { type GlobalKey, memberIdOf, spanKeyOf } from '../../forest/keys.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { formatCount } from '../../words/format-count.ts'
import { spanName } from '../../words/span-names.ts'
import type { SharePart } from './share-choices.ts'

/** A part that could be shared, and how much it is. */
export interface PartChoice {
  readonly id: SharePart
  readonly text: string
  readonly part: ShareOrder['part']
  readonly counts: { readonly kept: number; readonly all: number }
}

/** All, what is selected, what is in sight: those that there are. */
export function partsOf(
  forest: Forest,
  { from, to }: ViewLink,
  selectedKey: GlobalKey | undefined,
): readonly PartChoice[] {
  const whole = {
    id: 'whole',
    text: 'All that is read',
    part: undefined,
    counts: countEvents(forest, undefined),
  } as const
  const tree = selectedKey === undefined ? undefined : forest.member(memberIdOf(selectedKey))?.tree
  const span = selectedKey === undefined ? undefined : tree?.span(spanKeyOf(selectedKey))
  const isPart = span !== undefined && span.parentKey !== undefined
  return [
    whole,
    ...(isPart && selectedKey !== undefined && tree !== undefined
      ? [partChoice(forest, 'selected', `Only ${spanName(tree, span)}, selected`, partOfSpan(forest, selectedKey))]
      : []),
    ...(from !== undefined && to !== undefined
      ? [partChoice(forest, 'inSight', 'Only the time in sight', partOfTime(forest, from, to))]
      : []),
  ]
}

function partChoice(forest: Forest, id: SharePart, text: string, part: ReturnType<typeof partOfSpan>): PartChoice {
  const counts = countEvents(forest, part)
  const words = `a part: ${formatCount(counts.kept)} of ${formatCount(counts.all)} events`
  return { id, text, part: { ...part, words }, counts }
}
