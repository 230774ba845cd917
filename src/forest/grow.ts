import type { MapRunSummary } from '../history/execution-summary.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { ChildList, type ListedChild } from './child-list.ts'
import { REAL_TIME } from './clock.ts'
import type { Forest, ListedStatus, MemberChange, NewMember } from './forest.ts'
import { type ForestState, GrownForest } from './grown-forest.ts'
import { type GlobalKey, type MemberId, memberIdOf } from './keys.ts'
import type { Member } from './member.ts'
import { Members } from './members.ts'

/*
 * How a forest grows. Each function gives the next version and leaves the one it was given as it is.
 */

function nothing(): GrownForest {
  const members = { version: 0, roots: [], members: Members.none() }
  return new GrownForest({ ...members, lists: new Map(), runs: new Map(), listed: new Map() })
}

/** A forest of the execution that a link names; it is member 0. */
export function forestWith(first: NewMember): Forest {
  return withRoot(nothing(), first)
}

const forestOfTree = new WeakMap<ExecutionTree, Forest>()

/** A forest of one: the same one for the same tree. `ref` matters for links alone. */
export function forestOf(tree: ExecutionTree, ref: NewMember['ref'] = UNNAMED): Forest {
  const known = ref === UNNAMED ? forestOfTree.get(tree) : undefined
  const forest = known ?? forestWith({ ref, tree })
  if (ref === UNNAMED) forestOfTree.set(tree, forest)
  return forest
}

const UNNAMED: NewMember['ref'] = { kind: 'sample', name: '' }

/** The forest with another execution beside what is there. One that is a member already stays where it is. */
export function withRoot(forest: Forest, { ref, summary, tree, definition, clock = REAL_TIME }: NewMember): Forest {
  const state = stateOf(forest)
  const id = state.members.count
  const kind = tree === undefined ? 'listed' : 'read'
  const member: Member = { id, ref, summary, tree, definition, clock, state: { kind }, at: undefined }
  return next(state, { members: state.members.withOne(member), roots: [...state.roots, id] })
}

/** The forest with a member changed; the same forest where nothing of it changes. A member with a tree is no longer `listed`. */
export function withChange(forest: Forest, id: MemberId, change: MemberChange): Forest {
  const state = stateOf(forest)
  const before = state.members.member(id, state.lists)
  if (before === undefined) return forest
  const after: Member = { ...before, ...change }
  const same = Object.entries(after).every(([name, value]) => Object.is(Reflect.get(before, name), value))
  return same ? forest : next(state, { members: state.members.withChanged(after) })
}

/**
 * The forest with a page of the children of a graft: of a Map Run as AWS lists them, of a task the execution it started. What is a
 * member already is not a second one: a root comes to hang here, unless the graft is in itself below it.
 */
export function withChildren(forest: Forest, at: GlobalKey, children: readonly ListedChild[]): Forest {
  const state = stateOf(forest)
  const before = state.lists.get(at) ?? ChildList.EMPTY
  const known = (arn: string) => state.members.idOfArn(arn, state.lists)
  const { list, added } = before.with(children, { first: state.members.count, known })
  if (list === before) return forest
  const grown = next(state, {
    lists: new Map(state.lists).set(at, list),
    members: state.members.withListed(state.members.count, added, at),
  })
  return [...list.membersBefore].reduce((hung, id) => hungAt(hung, id, at), grown)
}

/** The forest with what DescribeMapRun says of a graft. */
export function withMapRun(forest: Forest, at: GlobalKey, run: MapRunSummary): Forest {
  const state = stateOf(forest)
  return next(state, { runs: new Map(state.runs).set(at, run) })
}

/** The forest in which a Map Run's children of a status are listed to the end. */
export function withListed(forest: Forest, at: GlobalKey, status: ListedStatus): Forest {
  const state = stateOf(forest)
  const before = state.listed.get(at)
  if (before?.has(status) === true) return forest
  return next(state, { listed: new Map(state.listed).set(at, new Set(before).add(status)) })
}

/** A root is hung below the span that started it. AWS knows no cycle, but files may be made up. */
function hungAt(forest: GrownForest, id: MemberId, at: GlobalKey): GrownForest {
  const member = forest.member(id)
  if (member === undefined || member.at !== undefined || isBelow(forest, memberIdOf(at), id)) return forest
  const { state } = forest
  const roots = state.roots.filter(root => root !== id)
  return new GrownForest({ ...state, roots, members: state.members.withChanged({ ...member, at }) })
}

/** Whether a member is another one or hangs somewhere below it. */
function isBelow(forest: Forest, id: MemberId, above: MemberId): boolean {
  for (let at = forest.member(id); at !== undefined; ) {
    if (at.id === above) return true
    at = at.at === undefined ? undefined : forest.member(memberIdOf(at.at))
  }
  return false
}

function next(state: ForestState, change: Partial<ForestState>): GrownForest {
  return new GrownForest({ ...state, ...change, version: state.version + 1 })
}

function stateOf(forest: Forest): ForestState {
  if (forest instanceof GrownForest) return forest.state
  throw new TypeError('a forest that did not grow here')
}
