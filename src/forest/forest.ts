import type { EventId, Millis } from '../history/events.ts'
import type { ExecutionSummary, KnownStatus, MapRunSummary } from '../history/execution-summary.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanId } from '../model/span.ts'
import type { ChildList } from './child-list.ts'
import type { Clock } from './clock.ts'
import type { GlobalKey, MemberId } from './keys.ts'
import type { ExecutionRef, Member, MemberState } from './member.ts'

/** A place where children hang, with what is known of them. */
export type Graft =
  | {
      readonly kind: 'nested'
      readonly at: GlobalKey
      readonly arn: string
      readonly express: boolean
      /** Whether the task waits for the child's end. */
      readonly waits: boolean
      /** One child once it was added, else none. */
      readonly children: ChildList
    }
  | {
      readonly kind: 'mapRun'
      readonly at: GlobalKey
      readonly arn: string
      /** DescribeMapRun's answer; undefined before it came. */
      readonly run: MapRunSummary | undefined
      readonly children: ChildList
      /** Of which statuses the list holds every child; `ALL`: of any. */
      readonly listed: ReadonlySet<ListedStatus>
    }

/** What a child list was asked for: one status, or all. */
export type ListedStatus = KnownStatus | 'ALL'

/** A thing with time in a forest. */
export interface Node {
  readonly key: GlobalKey
  readonly member: Member
  /** Undefined exactly for a member whose history is not read: then it is that member as a whole. */
  readonly span: Span | undefined
  /** On the chart's clock; undefined where nothing tells. */
  readonly startedAt: Millis | undefined
  readonly endedAt: Millis | undefined
  /** The span's own, then the members that hang here, in order of arrival. */
  readonly children: readonly GlobalKey[]
}

/** What a link needs to lead somewhere: from the root down to a member, and what is there. */
export interface Place {
  readonly path: readonly ExecutionRef[]
  readonly event?: EventId
  readonly span?: SpanId
}

/** Executions that belong together, at one moment. Immutable: growing gives a new one that shares all that did not change. */
export interface Forest {
  /** Grows by one with every change. */
  readonly version: number
  readonly roots: readonly MemberId[]
  readonly memberCount: number
  member(id: MemberId): Member | undefined
  memberOfArn(arn: string): Member | undefined
  /** Members that are, or once were, more than rows of a child list, in order of arrival. */
  knownMembers(): readonly Member[]
  /** What hangs at a span; undefined where it started nothing that its history tells. */
  graft(at: GlobalKey): Graft | undefined
  /** The grafts of a member whose history is here, in order of their spans. */
  graftsOf(member: MemberId): readonly Graft[]
  node(key: GlobalKey): Node | undefined
  locate(key: GlobalKey): Place | undefined
}

/** What a member begins with. */
export interface NewMember {
  readonly ref: ExecutionRef
  readonly summary?: ExecutionSummary | undefined
  readonly tree?: ExecutionTree | undefined
  readonly definition?: string | undefined
  readonly clock?: Clock
}

/** What can change of a member. */
export type MemberChange = Partial<{
  readonly ref: ExecutionRef
  readonly summary: ExecutionSummary | undefined
  readonly tree: ExecutionTree | undefined
  readonly definition: string | undefined
  readonly clock: Clock
  readonly state: MemberState
}>
