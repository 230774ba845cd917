import { toldMembersOf } from '../../analysis/told-members.ts'
import type { Forest } from '../../forest/forest.ts'
import { arnOf, type Member } from '../../forest/member.ts'
import { type EventError, errorOf } from '../../history/event-fields.ts'
import type { Millis } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Outcome, Span } from '../../model/span.ts'
import { type Stretch, stretchesOf } from '../../model/stretches.ts'
import { downwards, parentOf } from '../../model/walk.ts'
import { toldOutcome } from '../../words/known-outcome.ts'
import { memberWords } from '../../words/member-names.ts'
import { spanName, spanTitle } from '../../words/span-names.ts'

/** An execution of a forest with its events. */
export interface ToldMember {
  readonly member: Member
  readonly tree: ExecutionTree
  /** Undefined where a file does not tell. */
  readonly arn: string | undefined
  /** The last time that anything is known of: what is open ends here where a form wants an end. */
  readonly lastAt: Millis
}

/** One stretch of activity of a span: all but a few have one. */
export interface ToldStretch {
  readonly told: ToldMember
  readonly span: Span
  /** 0 for the first, one more after each redrive that took the span up again. */
  readonly round: number
  readonly from: Millis
  /** Undefined while it is open. */
  readonly to: Millis | undefined
  /** Undefined where nothing tells how it ended. */
  readonly outcome: Outcome | undefined
  readonly stretch: Stretch
}

/** The executions of which something is here: those that started others before these. */
export function membersTold(forest: Forest): readonly ToldMember[] {
  return toldMembersOf(forest).flatMap(member =>
    member.tree === undefined
      ? []
      : [
          {
            member,
            tree: member.tree,
            arn: arnOf(member),
            lastAt: member.tree.lastEventAt ?? member.tree.root.startedAt,
          },
        ],
  )
}

/** Every stretch of every span of one execution, parents before children. Times are real, whatever the chart's clock. */
export function* stretchesTold(told: ToldMember): Generator<ToldStretch, void> {
  const { tree } = told
  for (const span of downwards(tree, tree.root)) {
    const stretches = stretchesOf(tree, span)
    for (const [round, stretch] of stretches.entries()) {
      const isLast = round === stretches.length - 1
      const outcome = isLast ? toldOutcome(tree, span) : stretch.outcome
      yield { told, span, round, from: stretch.from, to: stretch.to, outcome, stretch }
    }
  }
}

/** What a slice of another tool's picture says. Attempts and iterations carry the state's name, as no container is in sight there. */
export function sliceName({ member, tree }: ToldMember, span: Span): string {
  return span.kind === 'execution' ? memberWords(member) : spanTitle(tree, span)
}

/** Names from the execution's states down to the span: `RenderAll › #958 › RenderInvoice › Attempt 2`; empty for the execution. */
export function pathText(tree: ExecutionTree, span: Span): string {
  const names: string[] = []
  for (let at: Span | undefined = span; at !== undefined && at.kind !== 'execution'; at = parentOf(tree, at)) {
    names.unshift(spanName(tree, at))
  }
  return names.join(' › ')
}

/** The error that the event which ended a stretch names, where it is the span's own. A container's lies in what failed inside it. */
export function ownError({ told: { tree }, span, stretch: { endEventId } }: ToldStretch): EventError | undefined {
  const end = endEventId === null || tree.spanOfEvent(endEventId)?.key !== span.key ? undefined : tree.event(endEventId)
  return end === undefined ? undefined : errorOf(end)
}
