import type { Forest } from '../forest/forest.ts'
import { type GlobalKey, globalKey, type MemberId } from '../forest/keys.ts'
import { arnOf, type Member } from '../forest/member.ts'
import type { StateMachineDefinition } from '../history/definition.ts'
import type { EventId } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { causeOfEnd } from './cause-of-end.ts'
import { definitionOf } from './definition-of.ts'
import { type Failure, failureOf } from './failures.ts'
import { firstToFail, mapRunAt } from './map-run-children.ts'

/** A step down from an execution into one that it started or that its Map Run ran. */
export interface StepDown {
  readonly member: MemberId
  /** The attempt or Map Run it went through. */
  readonly at: GlobalKey
  readonly event: EventId
  readonly kind: 'nested' | 'mapRun'
  readonly child: MemberId
}

/** What is to be known before a cause can be told for certain. */
export type Unknown =
  | { readonly kind: 'member'; readonly id: MemberId }
  | { readonly kind: 'started'; readonly at: GlobalKey }
  | { readonly kind: 'children'; readonly at: GlobalKey }

/** A failure and the execution it lies in. */
export interface FailureIn {
  readonly member: MemberId
  readonly failure: Failure
}

export interface CauseAcross {
  /** The deepest failure that the end passes on, as far as executions are read. */
  readonly cause: FailureIn
  readonly via: readonly StepDown[]
  /** Where the cause is a Fail state: the last failure that was caught on the way to it, as deep as executions are read. */
  readonly after: FailureIn | undefined
  /** The child whose failure it is in truth, where that one's history is not to be had. */
  readonly unreadable: MemberId | undefined
  /** There may be a deeper one: what to read or list to find it. */
  readonly unknown: Unknown | undefined
}

/** What an execution failed by, in whichever execution that lies. Undefined where it did not fail, or what tells is not loaded. */
export function causeAcross(forest: Forest, asked: MemberId = 0): CauseAcross | undefined {
  const member = forest.member(asked)
  const found = member?.tree === undefined ? undefined : causeOfEnd(member.tree, definitionOf(forest, member))
  if (found === undefined) return undefined
  const descent = descend(forest, { member: asked, failure: found.cause })
  const deepest = forest.member(descent.deepest.member)
  const after =
    descent.deepest.member === asked
      ? found.after
      : deepest?.tree && causeOfEnd(deepest.tree, definitionOf(forest, deepest))?.after
  return {
    cause: descent.deepest,
    via: descent.via,
    after:
      after === undefined ? undefined : descend(forest, { member: descent.deepest.member, failure: after }).deepest,
    unreadable: descent.unreadable,
    unknown: descent.unknown,
  }
}

interface Descent {
  readonly deepest: FailureIn
  readonly via: readonly StepDown[]
  readonly unreadable?: MemberId
  readonly unknown: Unknown | undefined
}

/** From a failure down to what it passes on, through the executions whose failure it is. */
function descend(forest: Forest, from: FailureIn): Descent {
  const via: StepDown[] = []
  const seen = new Set<MemberId>([from.member])
  let deepest = from
  for (;;) {
    const below = belowOf(forest, deepest)
    if (below === undefined || typeof below !== 'number') return { deepest, via, unknown: below }
    const child = forest.member(below)
    if (child !== undefined && isUnreadable(child)) return { deepest, via, unreadable: below, unknown: undefined }
    const next = seen.has(below) ? undefined : endOf(forest, below)
    if (next === undefined || 'kind' in next) return { deepest, via, unknown: next }
    seen.add(below)
    const { member, failure } = deepest
    const kind = failure.child?.kind ?? 'nested'
    via.push({ member, at: globalKey(member, failure.key), event: failure.eventId, kind, child: below })
    deepest = { member: below, failure: next }
  }
}

/** The member whose failure a failure is; what is to be known to tell; undefined where it is nobody else's. */
function belowOf(forest: Forest, { member, failure }: FailureIn): MemberId | Unknown | undefined {
  const { child } = failure
  if (child === undefined) return undefined
  const at = globalKey(member, failure.key)
  if (child.kind === 'nested') return forest.memberOfArn(child.arn)?.id ?? { kind: 'started', at }
  const graft = mapRunAt(forest, at)
  const first = graft === undefined ? undefined : firstToFail(graft)
  return first === 'unlisted' ? { kind: 'children', at } : first
}

/** How a child ended; undefined where it did not end badly (any more). */
function endOf(forest: Forest, id: MemberId): Failure | Unknown | undefined {
  const member = forest.member(id)
  if (member === undefined) return undefined
  if (member.state.kind !== 'read' || member.tree === undefined) return { kind: 'member', id }
  return failureThatEndedIt(member.tree, definitionOf(forest, member))
}

/** Whatever it was: one that was stopped by hand ends the way. */
function failureThatEndedIt(tree: ExecutionTree, definition: StateMachineDefinition | undefined): Failure | undefined {
  const found = causeOfEnd(tree, definition)
  if (found !== undefined) return found.cause
  const end = tree.root.outcome === 'aborted' ? tree.event(tree.root.endEventId ?? 0) : undefined
  return end === undefined ? undefined : failureOf(tree, end, definition)
}

/** The history of an Express execution is in CloudWatch Logs alone. */
export function isUnreadable(member: Member): boolean {
  return member.state.kind === 'trouble' || (member.tree === undefined && arnOf(member)?.includes(':express:') === true)
}
