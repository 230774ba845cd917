import { createCauseSorter } from '../../analysis/alike-causes.ts'
import { failureGroups } from '../../analysis/failure-groups.ts'
import { type FailureStory, failureStoryOf, type ToldFailure } from '../../analysis/failure-story.ts'
import type { StateMachineDefinition } from '../../history/definition.ts'
import type { EventId } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Outcome } from '../../model/span.ts'
import { formatCount } from '../../words/format-count.ts'
import { PATH_SEPARATOR } from '../../words/places.ts'
import { errorWords } from '../answers/error-words.ts'

/** A failed execution in one line. */
export interface BannerStory {
  /** `ChargeCard failed in ProcessOrders #412`; `GiveUp ended it, after ChargeCard failed` where a Fail state followed on a Catch. */
  readonly what: string
  /** Undefined where the state is called as its error is: nobody reads `Declined failed: Declined`. */
  readonly error: string | undefined
  readonly firstLine: string | undefined
  /** Where it happened: `ProcessOrders #412 › ChargeCard`; empty for the execution as a whole. */
  readonly path: string
  /** `attempt 4 of 4`. */
  readonly attempt: string | undefined
  /** What *Show* leads to: the failure that is told. */
  readonly eventId: EventId
  /** Where there are more than the told ones: `13 failures in all, 2 distinct errors`, as marks and groups count them. */
  readonly more: string | undefined
}

const VERBS: Readonly<Partial<Record<Outcome, string>>> = {
  failed: 'failed',
  caught: 'failed',
  timedOut: 'timed out',
  aborted: 'was stopped',
}

/** The failure story as the banner tells it. Undefined while the execution runs, or where it ended well. */
export function bannerStoryOf(tree: ExecutionTree, definition?: StateMachineDefinition): BannerStory | undefined {
  const story = failureStoryOf(tree, definition)
  if (story === undefined) return undefined
  const { cause, after, outcome } = story
  const told = after ?? cause
  const { attempt } = told
  return {
    what: after === undefined ? whatHappened(tree, cause, outcome) : howItEnded(tree, cause, after),
    error: told.error !== undefined && told.error === told.state ? undefined : errorWords(told.error),
    firstLine: told.firstLine,
    path: told.place.text,
    attempt: attempt === undefined || attempt.of === 1 ? undefined : `attempt ${attempt.number} of ${attempt.of}`,
    eventId: told.eventId,
    more: moreWords(tree, story, definition),
  }
}

/** A Fail state is where the machine gave up: why it did is the failure that was caught before. */
function howItEnded(tree: ExecutionTree, cause: ToldFailure, after: ToldFailure): string {
  const own = [undefined, after.error, cause.state].includes(cause.error) ? '' : ` with ${cause.error}`
  return `${cause.state ?? 'A Fail state'}${placeWords(cause)} ended it${own}, after ${whatHappened(tree, after, 'failed')}`
}

function whatHappened(tree: ExecutionTree, told: ToldFailure, outcome: Outcome): string {
  const verb = VERBS[tree.span(told.key)?.outcome ?? outcome] ?? VERBS[outcome] ?? 'failed'
  return told.state === undefined ? `The execution ${verb}` : `${told.state} ${verb}${placeWords(told)}`
}

/** The whole way in, without the state itself. */
function placeWords({ place }: ToldFailure): string {
  return place.parts.length < 2 ? '' : ` in ${place.text.slice(0, place.text.lastIndexOf(PATH_SEPARATOR))}`
}

function moreWords(
  tree: ExecutionTree,
  { more, all, complete }: FailureStory,
  definition: StateMachineDefinition | undefined,
): string | undefined {
  if (more === 0) return undefined
  // The same in two states is one error.
  const sorter = createCauseSorter()
  const kinds = failureGroups(tree, definition).groups.map(({ error, occurrences }) =>
    sorter.kindOf(error ?? '', occurrences.find(one => one.causeText !== undefined)?.causeText),
  )
  const count = new Set(kinds).size
  const errors = count === 1 ? 'all the same error' : `${formatCount(count)} distinct errors`
  return `${formatCount(all)} ${all === 1 ? 'failure' : 'failures'} ${complete ? 'in all' : 'so far'}, ${errors}`
}

/** The story as one sentence, for those who hear it. */
export function bannerSentence({ what, error }: BannerStory): string {
  return error === undefined ? what : `${what}: ${error}`
}
