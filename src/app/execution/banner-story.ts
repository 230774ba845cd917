import { type FailureStory, failureStoryOf } from '../../analysis/failure-story.ts'
import { PATH_SEPARATOR } from '../../analysis/span-path.ts'
import type { EventId } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Outcome } from '../../model/span.ts'
import { formatCount } from '../../words/format-count.ts'
import { groupsOf } from './analyses.ts'

/** A failed execution in one line. */
export interface BannerStory {
  /** `ChargeCard failed in ProcessOrders #412`. */
  readonly what: string
  readonly error: string
  readonly firstLine: string | undefined
  /** `attempt 4 of 4`. */
  readonly attempt: string | undefined
  readonly eventId: EventId
  /** `12 more failures, 2 distinct errors`. */
  readonly more: string | undefined
}

const VERBS: Readonly<Partial<Record<Outcome, string>>> = {
  failed: 'failed',
  timedOut: 'timed out',
  aborted: 'was stopped',
}

/** The failure story as the banner tells it. Undefined while the execution runs, or where it ended well. */
export function bannerStoryOf(tree: ExecutionTree): BannerStory | undefined {
  const story = failureStoryOf(tree)
  if (story === undefined) return undefined
  const { attempt } = story
  return {
    what: whatHappened(tree, story),
    error: story.error,
    firstLine: story.firstLine,
    attempt: attempt === undefined || attempt.of === 1 ? undefined : `attempt ${attempt.number} of ${attempt.of}`,
    eventId: story.eventId,
    more: moreWords(tree, story),
  }
}

function whatHappened(tree: ExecutionTree, story: FailureStory): string {
  const { key, state, outcome } = story
  const span = tree.span(key)
  const verb = VERBS[span?.outcome ?? outcome] ?? VERBS[outcome] ?? 'failed'
  if (state === undefined || span === undefined) return `The execution ${verb}`
  const around = story.place.parts.slice(0, -1)
  const last = around.at(-1)
  if (last === undefined) return `${state} ${verb}`
  // The whole way in, as the place says it, without the state itself.
  return `${state} ${verb} in ${story.place.text.slice(0, story.place.text.lastIndexOf(PATH_SEPARATOR))}`
}

function moreWords(tree: ExecutionTree, { more, complete }: FailureStory): string | undefined {
  if (more === 0) return undefined
  const { groups } = groupsOf(tree)
  const errors = groups.length === 1 ? 'all the same error' : `${formatCount(groups.length)} distinct errors`
  return `${formatCount(more)} more ${more === 1 ? 'failure' : 'failures'}${complete ? '' : ' so far'}, ${errors}`
}
