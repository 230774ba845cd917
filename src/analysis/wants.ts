import type { Forest, Graft, ListedStatus } from '../forest/forest.ts'
import { type GlobalKey, type MemberId, memberIdOf, spanKeyOf } from '../forest/keys.ts'
import type { Member } from '../forest/member.ts'
import { causeAcross, isUnreadable } from './cause-across.ts'
import { definerOf, definitionOf } from './definition-of.ts'
import { failuresInOrder } from './failures.ts'
import { childrenByEnd, ENDED_BADLY, failedCount, isListed, type MapRunGraft, mapRunAt } from './map-run-children.ts'
import { toldMembersOf } from './told-members.ts'

/** One thing to ask for, so that the story of an execution can be told across all it started. */
export type Want =
  | { readonly kind: 'read'; readonly id: MemberId }
  | { readonly kind: 'start'; readonly at: GlobalKey }
  | { readonly kind: 'describe'; readonly at: GlobalKey }
  | { readonly kind: 'list'; readonly at: GlobalKey; readonly status: ListedStatus }
  | { readonly kind: 'define'; readonly id: MemberId }

export interface WantRules {
  /** Children read of each Map Run that did not end well. */
  readonly children: number
  /** Everything that was started, however it ended. */
  readonly all: boolean
}

/** What was asked for before, be it in vain. */
export type IsTried = (want: Want) => boolean

/**
 * What to ask for next, beside the way down to the cause: of every Map Run that failed or was aborted, some children. Nothing below
 * what succeeded. The story is told when nothing is wanted any more that was not tried.
 */
export function wantsOf(forest: Forest, rules: WantRules, isTried: IsTried): readonly Want[] {
  const cause = causeAcross(forest)
  const way = new Set(cause?.via.map(({ child }) => child))
  const walk: Walk = { forest, rules, isTried, way, wants: [], seen: new Set() }
  addMember(walk, 0)
  return walk.wants
}

/** The members whose histories the story is told from, the asked one first. */
export function readMembersOf(forest: Forest): readonly Member[] {
  return toldMembersOf(forest).filter(({ state }) => state.kind === 'read')
}

interface Walk {
  readonly forest: Forest
  readonly rules: WantRules
  readonly isTried: IsTried
  /** Children on the way down to the cause. */
  readonly way: ReadonlySet<MemberId>
  readonly wants: Want[]
  readonly seen: Set<MemberId>
}

function addMember(walk: Walk, id: MemberId): void {
  const { forest, wants, seen } = walk
  const member = forest.member(id)
  if (member === undefined || seen.has(id)) return
  seen.add(id)
  if (isUnreadable(member)) return
  if (member.state.kind !== 'read' || member.tree === undefined) {
    wants.push({ kind: 'read', id })
    return
  }
  if (isDefinitionWanted(forest, member)) addDefine(walk, definerOf(forest, member).id)
  for (const graft of forest.graftsOf(id)) {
    if (graft.kind === 'mapRun') addMapRun(walk, graft)
    else addNested(walk, graft)
  }
}

function addDefine({ wants }: Walk, id: MemberId): void {
  if (!wants.some(want => want.kind === 'define' && want.id === id)) wants.push({ kind: 'define', id })
}

function addNested(walk: Walk, graft: Extract<Graft, { kind: 'nested' }>): void {
  const child = walk.forest.memberOfArn(graft.arn)
  if (child !== undefined && (walk.rules.all || walk.way.has(child.id))) addMember(walk, child.id)
  else if (child === undefined && walk.rules.all) walk.wants.push({ kind: 'start', at: graft.at })
}

function addMapRun(walk: Walk, graft: MapRunGraft): void {
  const { rules, wants, way } = walk
  const { at } = graft
  const describe = { kind: 'describe', at } as const
  if (graft.run === undefined && !walk.isTried(describe)) {
    wants.push(describe)
    return
  }
  if (!rules.all && !didNotEndWell(walk.forest, graft)) return
  const statuses = rules.all ? (['ALL'] as const) : ENDED_BADLY
  const missing = listsWanted(
    graft,
    statuses.filter(status => isWorthListing(graft, status, rules)),
    walk.isTried,
  )
  wants.push(...missing)
  if (missing.length > 0) return
  const inOrder = ENDED_BADLY.flatMap(status => childrenByEnd(graft, [status]))
  const first = inOrder.filter(id => way.has(id))
  const picked = [...first, ...inOrder.filter(id => !way.has(id))].slice(0, Math.max(rules.children, first.length))
  const more = rules.all ? childrenByEnd(graft, ['SUCCEEDED', 'RUNNING', 'PENDING_REDRIVE']) : []
  for (const id of [...(rules.all ? inOrder : picked), ...more]) addMember(walk, id)
}

/** A Map Run may outlive its parent: its own status tells, and the parent's history where that is not to be had. */
function didNotEndWell(forest: Forest, { at, run }: MapRunGraft): boolean {
  if (run?.status !== undefined) return run.status === 'FAILED' || run.status === 'ABORTED'
  const outcome = forest.member(memberIdOf(at))?.tree?.span(spanKeyOf(at))?.outcome
  return outcome === 'failed' || outcome === 'aborted' || outcome === 'timedOut'
}

/** Aborted children come last: a list of them is of use only where others leave room. */
function isWorthListing(graft: MapRunGraft, status: ListedStatus, { children }: WantRules): boolean {
  if (status !== 'ABORTED') return true
  // Where there are none, `isListed` says so.
  return (failedCount(graft) ?? 0) < children
}

/** What is missing on the way down to the cause, one thing at a time: a little budget should not go elsewhere first. */
export function wantsOfCause(forest: Forest, isTried: IsTried): readonly Want[] {
  const asked = forest.member(0)
  if (asked === undefined || isUnreadable(asked)) return []
  if (asked.state.kind !== 'read') return [{ kind: 'read', id: 0 }]
  const unknown = causeAcross(forest)?.unknown
  switch (unknown?.kind) {
    case undefined:
      return []
    case 'member':
      return [{ kind: 'read', id: unknown.id }]
    case 'started':
      return [{ kind: 'start', at: unknown.at }]
    case 'children': {
      const graft = mapRunAt(forest, unknown.at)
      return graft === undefined ? [] : listsWanted(graft, ['FAILED', 'TIMED_OUT'], isTried)
    }
  }
}

/** How many there are comes first: of what there is nothing, nothing is listed. */
function listsWanted(graft: MapRunGraft, statuses: readonly ListedStatus[], isTried: IsTried): readonly Want[] {
  const { at, run } = graft
  const describe = { kind: 'describe', at } as const
  if (run === undefined && !isTried(describe)) return [describe]
  return statuses.filter(status => !isListed(graft, status)).map(status => ({ kind: 'list', at, status }) as const)
}

/** A Fail state's error stands in the definition alone where the failure was retried or tolerated. */
function isDefinitionWanted(forest: Forest, member: Member): boolean {
  if (member.tree === undefined || definitionOf(forest, member) !== undefined) return false
  const { tree } = member
  return failuresInOrder(tree).some(({ eventId, error }) => {
    return error === undefined && tree.event(eventId)?.type === 'FailStateEntered'
  })
}
