import type { Forest, Graft, ListedStatus } from '../forest/forest.ts'
import { type GlobalKey, type MemberId, memberIdOf, spanKeyOf } from '../forest/keys.ts'
import type { Member } from '../forest/member.ts'
import { type CauseAcross, causeAcross, isUnreadable } from './cause-across.ts'
import { definitionOf } from './definition-of.ts'
import { failuresInOrder } from './failures.ts'
import { childrenByEnd, ENDED_BADLY, isListed, type MapRunGraft } from './map-run-children.ts'

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

/**
 * What to ask for next: the way down to the cause and, of every Map Run that failed or was aborted, some children. Nothing below
 * what succeeded. The story is told when nothing is wanted any more. What was asked for in vain has to be left out by the caller.
 */
export function wantsOf(forest: Forest, rules: WantRules): readonly Want[] {
  const cause = causeAcross(forest)
  const way = new Set(cause?.via.map(({ child }) => child))
  const walk: Walk = { forest, rules, way, wants: [], seen: new Set() }
  addMember(walk, 0)
  addUnknown(walk, cause)
  return walk.wants
}

/** The members whose histories the story is told from, the asked one first. */
export function readMembersOf(forest: Forest): readonly Member[] {
  return forest.knownMembers().filter(({ state, tree }) => state.kind === 'read' && tree !== undefined)
}

interface Walk {
  readonly forest: Forest
  readonly rules: WantRules
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
  if (isDefinitionWanted(forest, member)) wants.push({ kind: 'define', id })
  for (const graft of forest.graftsOf(id)) {
    if (graft.kind === 'mapRun') addMapRun(walk, graft)
    else addNested(walk, graft)
  }
}

function addNested(walk: Walk, graft: Extract<Graft, { kind: 'nested' }>): void {
  const child = walk.forest.memberOfArn(graft.arn)
  if (child !== undefined && (walk.rules.all || walk.way.has(child.id))) addMember(walk, child.id)
  else if (child === undefined && walk.rules.all) walk.wants.push({ kind: 'start', at: graft.at })
}

function addMapRun(walk: Walk, graft: MapRunGraft): void {
  const { rules, wants, way } = walk
  const { at } = graft
  if (graft.run === undefined) wants.push({ kind: 'describe', at })
  if (!rules.all && !didNotEndWell(walk.forest, at)) return
  const statuses = rules.all ? (['ALL'] as const) : ENDED_BADLY
  const missing = statuses.filter(status => !isListed(graft, status) && isWorthListing(graft, status, rules))
  for (const status of missing) wants.push({ kind: 'list', at, status })
  if (missing.length > 0) return
  const inOrder = ENDED_BADLY.flatMap(status => childrenByEnd(graft, [status]))
  const first = inOrder.filter(id => way.has(id))
  const picked = [...first, ...inOrder.filter(id => !way.has(id))].slice(0, Math.max(rules.children, first.length))
  const more = rules.all ? childrenByEnd(graft, ['SUCCEEDED', 'RUNNING', 'PENDING_REDRIVE']) : []
  for (const id of [...(rules.all ? inOrder : picked), ...more]) addMember(walk, id)
}

function didNotEndWell(forest: Forest, at: GlobalKey): boolean {
  const outcome = forest.member(memberIdOf(at))?.tree?.span(spanKeyOf(at))?.outcome
  return outcome === 'failed' || outcome === 'aborted' || outcome === 'timedOut'
}

/** Aborted children come last: a list of them is of use only where others leave room. */
function isWorthListing(graft: MapRunGraft, status: ListedStatus, { children }: WantRules): boolean {
  if (status !== 'ABORTED') return true
  const counts = graft.run?.executionCounts
  if (counts === undefined) return true
  return (counts['aborted'] ?? 1) > 0 && (counts['failed'] ?? 0) + (counts['timedOut'] ?? 0) < children
}

function addUnknown({ forest, wants, seen }: Walk, cause: CauseAcross | undefined): void {
  const unknown = cause?.unknown
  if (unknown?.kind === 'started') wants.push({ kind: 'start', at: unknown.at })
  // A list that is wanted is in the walk already, as the Map Run did not end well.
  if (unknown?.kind !== 'member' || seen.has(unknown.id) || isUnreadable(forest.member(unknown.id) ?? never())) return
  wants.push({ kind: 'read', id: unknown.id })
}

function never(): never {
  throw new Error('a child that is no member')
}

/** A Fail state's error stands in the definition alone where the failure was retried or tolerated. */
function isDefinitionWanted(forest: Forest, member: Member): boolean {
  if (member.tree === undefined || definitionOf(forest, member) !== undefined) return false
  const { tree } = member
  return failuresInOrder(tree).some(({ eventId, error }) => {
    return error === undefined && tree.event(eventId)?.type === 'FailStateEntered'
  })
}
