import type { Forest, Graft } from '../forest/forest.ts'
import type { MemberId } from '../forest/keys.ts'
import type { Member } from '../forest/member.ts'
import { isUnreadable } from './cause-across.ts'
import { countedFailures } from './failure-groups.ts'
import { childrenByEnd, failedCount, hasFailedChildren, isListed, type MapRunGraft } from './map-run-children.ts'
import { toldMembersOf } from './told-members.ts'
import type { IsTried, Want } from './wants.ts'

/** Children that failed or timed out, below everything of which something is read: nested executions and Map Runs' children. */
export interface FailedChildren {
  /** As far as anything tells: a Map Run that nobody described tells none. */
  readonly failed: number
  /** Of these at least the end is here. */
  readonly read: number
  /** Of these nothing can be had: refused, too old, Express. */
  readonly unreadable: number
  /** What to ask for to read more, what tells of children before them. */
  readonly wants: readonly Want[]
}

/** How far the children that failed are read, and what to ask for next that was not tried. */
export function failedChildrenOf(forest: Forest, isTried: IsTried): FailedChildren {
  const tally: Tally = { forest, isTried, failed: 0, read: 0, unreadable: 0, wants: [] }
  for (const member of toldMembersOf(forest)) {
    const nested = failedNested(forest, member.id)
    for (const graft of forest.graftsOf(member.id)) {
      if (graft.kind === 'mapRun') countMapRun(tally, graft)
      else if (nested.has(graft.arn)) countNested(tally, graft)
    }
  }
  const { failed, read, unreadable, wants } = tally
  const open = wants.filter(want => !isTried(want))
  const first = open.filter(({ kind }) => kind !== 'read')
  return { failed, read, unreadable, wants: first.length > 0 ? first : open }
}

/** The failed executions below that are known one by one, in order of their places. */
export function failedChildrenIn(forest: Forest): readonly Member[] {
  return toldMembersOf(forest).flatMap(({ id }) => {
    const nested = failedNested(forest, id)
    return forest.graftsOf(id).flatMap(graft => {
      const ids = graft.kind === 'mapRun' ? childrenByEnd(graft, FAILED) : []
      const started = nested.has(graft.arn) ? forest.memberOfArn(graft.arn) : undefined
      return started === undefined ? ids.flatMap(one => forest.member(one) ?? []) : [started]
    })
  })
}

/** Whether an execution started others of which some did not end well, or may not have. */
export function mayHaveFailedBelow(forest: Forest, id: MemberId): boolean {
  const nested = failedNested(forest, id)
  return forest.graftsOf(id).some(graft => {
    if (graft.kind === 'nested') return nested.has(graft.arn)
    return hasFailedChildren(graft) ?? forest.node(graft.at)?.span?.outcome !== 'succeeded'
  })
}

interface Tally {
  readonly forest: Forest
  readonly isTried: IsTried
  failed: number
  read: number
  unreadable: number
  readonly wants: Want[]
}

/** ARNs of the executions whose failure a failure of this one is. */
function failedNested(forest: Forest, id: MemberId): ReadonlySet<string> {
  const tree = forest.member(id)?.tree
  const counted = tree === undefined ? [] : countedFailures(tree)
  return new Set(counted.flatMap(({ failure: { child } }) => (child?.kind === 'nested' ? [child.arn] : [])))
}

function countNested(tally: Tally, { arn, at }: Graft): void {
  const child = tally.forest.memberOfArn(arn)
  tally.failed++
  if (child === undefined) tally.wants.push({ kind: 'start', at })
  else countMember(tally, child.id)
}

function countMapRun(tally: Tally, graft: MapRunGraft): void {
  const { at } = graft
  tally.failed += failedCount(graft) ?? childrenByEnd(graft, FAILED).length
  if (graft.run === undefined) tally.wants.push({ kind: 'describe', at })
  for (const status of FAILED) if (!isListed(graft, status)) tally.wants.push({ kind: 'list', at, status })
  for (const id of childrenByEnd(graft, FAILED)) countMember(tally, id)
}

const FAILED = ['FAILED', 'TIMED_OUT'] as const

function countMember(tally: Tally, id: MemberId): void {
  const member = tally.forest.member(id)
  if (member === undefined) return
  if (member.tree !== undefined && member.tree.eventCount > 0) tally.read++
  else if (isUnreadable(member)) tally.unreadable++
  else tally.wants.push({ kind: 'read', id })
}
