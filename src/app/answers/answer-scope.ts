import type { Selection } from '../../chart/timeline-props.ts'
import type { Forest } from '../../forest/forest.ts'
import type { MemberId } from '../../forest/keys.ts'
import type { Member } from '../../forest/member.ts'
import type { StateMachineDefinition } from '../../history/definition.ts'
import type { EventId } from '../../history/events.ts'
import type { ExecutionSummary } from '../../history/execution-summary.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span, SpanKey } from '../../model/span.ts'

/** What answers are about, and how they lead to a place in it. */
export interface AnswerScope {
  /** The execution on the page. */
  readonly tree: ExecutionTree
  readonly definition: StateMachineDefinition | undefined
  /** Undefined where nothing below it can be had. */
  readonly forest: Forest | undefined
  /** The executions of which at least something is here, the one on the page first. */
  readonly members: readonly Member[]
  readonly selection: Selection
  readonly onSelectEvent: (member: MemberId, event: EventId) => void
  readonly onSelectSpan: (member: MemberId, span: Span) => void
}

/** Leads to a span of some member. */
export function selectKey({ members, tree, onSelectSpan }: AnswerScope, member: MemberId, key: SpanKey): void {
  const of = member === 0 ? tree : members.find(({ id }) => id === member)?.tree
  const span = of?.span(key)
  if (span !== undefined) onSelectSpan(member, span)
}

/** The execution on the page with what describes it: a file has no fleet to know that. */
export function ownMember(
  { members: [own], tree }: Pick<AnswerScope, 'members' | 'tree'>,
  summary: ExecutionSummary | undefined,
): Member | undefined {
  return own && { ...own, tree, summary: summary ?? own.summary }
}

/** Whether more is read than the execution on the page. */
export function isAcross({ members }: Pick<AnswerScope, 'members'>): boolean {
  return members.length > 1
}
