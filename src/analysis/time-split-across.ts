import type { Forest, Graft } from '../forest/forest.ts'
import { globalKey, type MemberId } from '../forest/keys.ts'
import type { Member } from '../forest/member.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span } from '../model/span.ts'
import { downwards } from '../model/walk.ts'
import { endOf, isComplete } from './completeness.ts'
import type { MapRunGraft } from './map-run-children.ts'
import { addIdle, addOwn, RUNNING, type SplitCoverage, splitCoverage, sumsOf, type TimeSplit } from './time-split.ts'

/**
 * Where the time of an execution went, down into the executions it waited for as far as they are read: a task that waited for
 * another execution was at work while something in that one was, a Map Run while something in a child was. What is not read counts
 * as running as long as it ran, and a Map Run whose children are not all listed as a whole.
 */
export function timeSplitAcross(forest: Forest, now?: Millis, asked: MemberId = 0): TimeSplit | undefined {
  const member = forest.member(asked)
  if (member?.tree === undefined) return undefined
  const { tree } = member
  const [from, to] = [tree.root.startedAt, Math.max(tree.root.startedAt, endOf(tree, now))]
  const coverage = splitCoverage(from, to)
  if (to > from) addMember({ forest, coverage, now, above: new Set() }, member, tree)
  addIdle(coverage, tree, tree.root)
  return { from, to, ...sumsOf(coverage), complete: isComplete(tree) }
}

interface Walk {
  readonly forest: Forest
  readonly coverage: SplitCoverage
  readonly now: Millis | undefined
  /** Executions on the way down: files that were made up may lead round in a circle. */
  readonly above: ReadonlySet<MemberId>
}

function addMember(walk: Walk, { id }: Member, tree: ExecutionTree): void {
  const grafts = new Map(walk.forest.graftsOf(id).map(graft => [graft.at, graft]))
  const inside: Walk = { ...walk, above: new Set(walk.above).add(id) }
  const end = endOf(tree, walk.now)
  for (const span of downwards(tree, tree.root)) {
    const graft = grafts.get(globalKey(id, span.key))
    const below = graft === undefined ? undefined : belowOf(inside, graft)
    if (below === undefined) addOwn({ tree, coverage: walk.coverage, end }, span)
    else addBelow(inside, { tree, span, end, below })
  }
}

/** What is known of the time below a graft; undefined where the graft speaks for it. */
function belowOf({ forest, above }: Walk, graft: Graft): readonly Below[] | undefined {
  if (graft.kind === 'mapRun') return isWholeList(graft) ? childrenOf(forest, graft, above) : undefined
  const child = graft.waits ? forest.memberOfArn(graft.arn) : undefined
  if (child?.tree === undefined || child.state.kind !== 'read' || above.has(child.id)) return undefined
  return [{ member: child, from: child.tree.root.startedAt, to: undefined }]
}

interface Below {
  readonly member: Member
  readonly from: Millis
  /** Undefined while it runs, and of a member that is read: its tree tells. */
  readonly to: Millis | undefined
}

function isWholeList({ listed, run, children }: MapRunGraft): boolean {
  const { total, pending = 0 } = run?.executionCounts ?? {}
  return listed.has('ALL') && (total === undefined || children.count >= total - pending)
}

function childrenOf(forest: Forest, { children }: MapRunGraft, above: ReadonlySet<MemberId>): readonly Below[] {
  return Array.from({ length: children.count }, (_, position) => children.memberAt(position)).flatMap(id => {
    const member = forest.member(id)
    if (member === undefined || above.has(id)) return []
    const from = member.tree?.root.startedAt ?? member.summary?.startedAt
    return from === undefined ? [] : [{ member, from, to: member.summary?.stoppedAt }]
  })
}

interface Place {
  readonly tree: ExecutionTree
  readonly span: Span
  readonly end: Millis
  readonly below: readonly Below[]
}

function addBelow(walk: Walk, { tree, span, end, below }: Place): void {
  // Queueing and waiting for a token are the task's own; its work is what was done below.
  const apart: SplitCoverage = {
    add: (kind, from, to) => {
      if (kind !== RUNNING) walk.coverage.add(kind, from, to)
    },
  }
  addOwn({ tree, coverage: apart, end }, span)
  // What outlives the task that waited for it is nothing that this run waited for.
  const [first, last] = [span.startedAt, span.endedAt ?? end]
  const within: SplitCoverage = {
    add: (kind, from, to) => walk.coverage.add(kind, Math.max(from, first), Math.min(to, last)),
  }
  for (const { member, from, to } of below) {
    const { tree: inner, state } = member
    if (inner !== undefined && state.kind === 'read') addMember({ ...walk, coverage: within }, member, inner)
    else within.add(RUNNING, from, to ?? end)
  }
}
