import { type CauseAcross, causeAcross, type StepDown } from '../../analysis/cause-across.ts'
import { definitionOf } from '../../analysis/definition-of.ts'
import { type Want, wantsOfCause } from '../../analysis/wants.ts'
import type { Forest } from '../../forest/forest.ts'
import { type MemberId, memberIdOf, spanKeyOf } from '../../forest/keys.ts'
import { visitAround } from '../../model/walk.ts'
import type { BelowView } from '../../state/use-execution.ts'
import { machineName, memberName } from '../../words/member-names.ts'
import { askFor } from './ask-for.ts'
import { type BannerStory, bannerStoryOf } from './banner-story.ts'

/** The banner's story where the cause lies in an execution below. */
export interface StoryBelow extends BannerStory {
  readonly member: MemberId
}

/** The deepest cause as far as executions are read; undefined where it lies in the execution on the page. */
export function storyBelow(forest: Forest): StoryBelow | undefined {
  const across = forest.memberCount < 2 ? undefined : causeAcross(forest)
  const step = across?.via.at(-1)
  const member = step === undefined ? undefined : forest.member(step.child)
  if (step === undefined || member?.tree === undefined) return undefined
  const own = bannerStoryOf(member.tree, definitionOf(forest, member))
  if (own === undefined) return undefined
  const comma = own.what.includes(' in ') ? ',' : ''
  return { ...own, what: `${own.what}${comma} ${whereWords(forest, step)}`, member: member.id }
}

/** `in CardCharge`; of a Map Run: `in child 7 of ReindexObjects`. */
function whereWords(forest: Forest, { kind, at, child }: StepDown): string {
  const member = forest.member(child)
  if (member === undefined) return 'in an execution below'
  if (kind === 'nested') return `in ${machineName(member) ?? memberName(member)}`
  const tree = forest.member(memberIdOf(at))?.tree
  const run = tree?.span(spanKeyOf(at))
  const state = tree === undefined || run === undefined ? undefined : visitAround(tree, run)?.name
  return `in child ${memberName(member)}${state === undefined ? '' : ` of ${state}`}`
}

/** Whether a deeper cause may lie in an execution that is not read. */
export function mayLieDeeper(forest: Forest): boolean {
  return causeAcross(forest)?.unknown !== undefined
}

/** Reads the way down to the cause, one execution or list at a time. What cannot be had ends it. */
export async function readToCause(below: BelowView): Promise<CauseAcross | undefined> {
  const { fleet } = below
  const tried = new Set<string>()
  const isTried = (want: Want) => tried.has(JSON.stringify(want))
  for (;;) {
    const want = wantsOfCause(fleet.view.forest, isTried).find(one => !isTried(one))
    if (want === undefined) return causeAcross(fleet.view.forest)
    tried.add(JSON.stringify(want))
    await askFor(below, want)
  }
}
