import type { Millis } from '../history/events.ts'
import type { ExecutionSummary } from '../history/execution-summary.ts'
import { isExpressArn } from '../history/states-arn.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Clock } from './clock.ts'
import type { GlobalKey, MemberId } from './keys.ts'

/** Names an execution, so that it is found again. What a link holds. */
export type ExecutionRef =
  | { readonly kind: 'aws'; readonly arn: string }
  | { readonly kind: 'file'; readonly hash: string; readonly fileName: string; readonly executionArn?: string }
  | { readonly kind: 'sample'; readonly name: string }

/** Why a member cannot be read, in words. */
export interface MemberTrouble {
  readonly code: string
  readonly message: string
  readonly why: string | undefined
  readonly whatToDo: string | undefined
  readonly copy: string | undefined
  readonly retryable: boolean
}

/**
 * `listed`: status and times are known, no event. `loading`: its history is on the way, what is here shows; `paused`: a person holds
 * that up. `endRead`: its end is here, and the rest was not asked for. `read`: it is here. `trouble`: it cannot be had for now.
 */
export type MemberState =
  | { readonly kind: 'listed' }
  | { readonly kind: 'loading'; readonly paused?: boolean }
  | { readonly kind: 'endRead' }
  | { readonly kind: 'read' }
  | { readonly kind: 'trouble'; readonly trouble: MemberTrouble }

/** What a person can do about the reading of one execution. */
export type MemberAction = 'pause' | 'resume' | 'cancel' | 'retry'

/** One execution in a forest, with or without its history. */
export interface Member {
  readonly id: MemberId
  readonly ref: ExecutionRef
  /** What is known beside its events. */
  readonly summary: ExecutionSummary | undefined
  readonly tree: ExecutionTree | undefined
  /** Its state machine's definition where it was asked for (Amazon States Language, JSON). */
  readonly definition: string | undefined
  readonly clock: Clock
  readonly state: MemberState
  /** The span it hangs below; undefined for a root. */
  readonly at: GlobalKey | undefined
}

/** A member's execution ARN; undefined for a file that does not tell. */
export function arnOf({ ref, summary }: Pick<Member, 'ref' | 'summary'>): string | undefined {
  switch (ref.kind) {
    case 'aws':
      return ref.arn
    case 'file':
      return ref.executionArn ?? summary?.executionArn
    case 'sample':
      return summary?.executionArn
  }
}

/** Whether it is known to be an Express execution: where nothing tells, it is taken for a Standard one. */
export function isExpress(member: Pick<Member, 'ref' | 'summary'>): boolean {
  const arn = arnOf(member)
  return arn !== undefined && isExpressArn(arn)
}

/** When a member began, in real time: its history tells, else what describes it. */
export function startOf({ tree, summary }: Pick<Member, 'tree' | 'summary'>): Millis | undefined {
  return tree !== undefined && tree.eventCount > 0 && tree.root.beginningLoaded
    ? tree.root.startedAt
    : summary?.startedAt
}

/** When a member ended, in real time; undefined while it runs and where nothing tells. */
export function stopOf({ tree, summary }: Pick<Member, 'tree' | 'summary'>): Millis | undefined {
  return tree?.root.endedAt ?? summary?.stoppedAt
}
