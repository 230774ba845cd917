import type { Forest } from '../forest/forest.ts'
import { type GlobalKey, memberIdOf } from '../forest/keys.ts'
import { type Member, startOf, stopOf } from '../forest/member.ts'
import type { Millis } from '../history/events.ts'
import type { Outcome } from '../model/span.ts'
import { toldOutcome } from '../words/known-outcome.ts'
import { outcomeOfStatus } from '../words/outcomes.ts'

/** What a member's row shows of it, whether its history is read or not. Times on the chart's clock. */
export interface MemberFacts {
  readonly member: Member
  readonly startedAt: Millis | undefined
  /** Undefined while it runs, and where nothing tells. */
  readonly endedAt: Millis | undefined
  /** Undefined where nothing tells. */
  readonly outcome: Outcome | undefined
}

/** The facts of the member that a key is of; undefined where the forest does not know it. */
export function memberFactsOf(forest: Forest | undefined, key: GlobalKey): MemberFacts | undefined {
  const member = forest?.member(memberIdOf(key))
  if (member === undefined) return undefined
  const { tree, summary, clock } = member
  const moved = (at: Millis | undefined) => (at === undefined ? undefined : at + clock.shiftMs)
  const told = outcomeOfStatus(summary?.status)
  const outcome = tree !== undefined && tree.eventCount > 0 ? toldOutcome(tree, tree.root) : told
  // A list is newer than a history that is still on its way.
  const ended = (outcome === 'running' || outcome === undefined) && told !== undefined ? told : outcome
  return { member, startedAt: moved(startOf(member)), endedAt: moved(stopOf(member)), outcome: ended }
}

/** Whether nothing tells when an execution ended, nor that it runs: how long it took nobody knows. */
export function isEndNotTold({ endedAt, outcome }: Pick<MemberFacts, 'endedAt' | 'outcome'>): boolean {
  return endedAt === undefined && outcome !== 'running'
}
