import type { GlobalKey } from '../forest/keys.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Outcome } from '../model/span.ts'
import { downwards } from '../model/walk.ts'
import type { WalkPlace } from '../timeline/failure-marks.ts'
import { toldOutcome } from '../words/known-outcome.ts'
import type { ChartPicture } from './chart-picture.ts'
import type { Selection } from './timeline-props.ts'

/** The outcomes that occur in an execution. */
export function outcomesOf(tree: ExecutionTree): ReadonlySet<Outcome> {
  const found = new Set<Outcome>()
  for (const span of downwards(tree, tree.root)) {
    const outcome = toldOutcome(tree, span)
    if (outcome !== undefined) found.add(outcome)
  }
  return found
}

/** Where a selection stands among the failures. In an execution below it is among none of them. */
export function walkPlaceOf({ tree, selectedKey }: ChartPicture, { event, member = 0 }: Selection): WalkPlace {
  if (member !== 0 || selectedKey === undefined) return NOWHERE
  return { eventId: event ?? tree.span(selectedKey)?.startEventId, key: selectedKey }
}

/** Which of the differences is selected, -1 for none: itself, or an attempt in it. */
export function placeInDifferences(
  differences: readonly GlobalKey[],
  { trees, selectedKey }: Pick<ChartPicture, 'trees' | 'selectedKey'>,
): number {
  if (selectedKey === undefined) return -1
  const own = differences.indexOf(selectedKey)
  const span = trees.span(selectedKey)
  if (own >= 0 || span?.kind !== 'taskAttempt' || span.parentKey === undefined) return own
  return differences.indexOf(span.parentKey)
}

const NOWHERE: WalkPlace = { eventId: undefined, key: undefined }
