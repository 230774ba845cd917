import type { Selection } from '../../chart/timeline-props.ts'
import type { Forest } from '../../forest/forest.ts'
import type { MemberId } from '../../forest/keys.ts'
import type { Member } from '../../forest/member.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { memberWords } from '../../words/member-names.ts'

/** Whose events are listed. */
export interface EventsSubject {
  readonly member: MemberId
  /** Of an execution below: what it is called. */
  readonly whose: string | undefined
  /** Undefined where no event of it is here. */
  readonly tree: ExecutionTree | undefined
  /** Of an execution below, as far as it is read. */
  readonly state: Member['state'] | undefined
}

/** The execution in which something is selected: the one on the page, or one below it, whether it is read or not. */
export function eventsSubjectOf(
  own: ExecutionTree | undefined,
  forest: Forest | undefined,
  { member: id }: Selection,
): EventsSubject {
  const member = id === undefined || id === 0 ? undefined : forest?.member(id)
  if (member === undefined) return { member: 0, whose: undefined, tree: own, state: undefined }
  const { tree, state } = member
  const told = tree === undefined || tree.eventCount === 0 ? undefined : tree
  return { member: member.id, whose: memberWords(member), tree: told, state }
}
