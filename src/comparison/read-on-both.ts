import type { Forest } from '../forest/forest.ts'
import { withChange } from '../forest/grow.ts'
import { type GlobalKey, memberIdOf, rootKeyOf } from '../forest/keys.ts'
import type { Member } from '../forest/member.ts'
import { type Alignment, alignmentSteps } from './alignment.ts'
import { membersOf, type Run } from './run.ts'

/** Two runs of which the same is read, and what stands for what in them. */
export interface ReadOnBoth {
  readonly a: Run
  readonly b: Run
  readonly alignment: Alignment
}

/**
 * Two runs without the executions below them that are read of one alone: what a child did is no difference as long as its partner was
 * not looked into. Such a child counts as not read, as does one of which only a part is here; the time of what started it stays
 * that one's own. A child whose partner there cannot be is kept: it is new, or gone. In steps of a span each, for `inSlices`.
 */
export function* readOnBothSteps(a: Run, b: Run): Generator<void, ReadOnBoth> {
  const alignment = yield* alignmentSteps(a, b)
  const { inA, inB, untoldInA, untoldInB } = alignment
  const one = without(a, unpaired(a, b, { partners: inB, untold: new Set(untoldInA) }))
  const other = without(b, unpaired(b, a, { partners: inA, untold: new Set(untoldInB) }))
  if (one === a && other === b) return { a, b, alignment }
  return { a: one, b: other, alignment: yield* alignmentSteps(one, other) }
}

function without(run: Run, members: readonly Member[]): Run {
  if (members.length === 0) return run
  const unread = { tree: undefined, state: { kind: 'listed' } } as const
  const forest = members.reduce((grown, { id }) => withChange(grown, id, unread), run.forest)
  return { ...run, forest }
}

/** The executions below a run whose partners in the other are there, or may be, and are not read; and those not read as a whole. */
function unpaired(run: Run, other: Run, { partners, untold }: Partners): readonly Member[] {
  const areAsWhole = new Map<GlobalKey, boolean>()
  const isAsWhole = (at: GlobalKey) => {
    const known = areAsWhole.get(at) ?? isReadAsWhole(run.forest, at, { forest: other.forest, at: partners.get(at) })
    areAsWhole.set(at, known)
    return known
  }
  return membersOf(run).flatMap(({ member }) => {
    const root = rootKeyOf(member.id)
    if (member.id === run.member || member.at === undefined) return []
    if (member.state.kind !== 'read') return [member]
    const partner = partners.get(root)
    if (partner !== undefined) return isRead(other.forest, partner) ? [] : [member]
    return untold.has(root) && !isAsWhole(member.at) ? [member] : []
  })
}

interface Partners {
  readonly partners: ReadonlyMap<GlobalKey, GlobalKey>
  readonly untold: ReadonlySet<GlobalKey>
}

/**
 * Whether all children of two Map Runs are read: then they are held against each other state by state, though nothing tells which of
 * one stands for which of the other.
 */
function isReadAsWhole(
  forest: Forest,
  at: GlobalKey,
  other: { readonly forest: Forest; readonly at: GlobalKey | undefined },
): boolean {
  return other.at !== undefined && isAllRead(forest, at) && isAllRead(other.forest, other.at)
}

function isAllRead(forest: Forest, at: GlobalKey): boolean {
  const graft = forest.graft(at)
  if (graft?.kind !== 'mapRun' || !graft.listed.has('ALL')) return false
  const { children } = graft
  return Array.from({ length: children.count }, (_, child) => rootKeyOf(children.memberAt(child))).every(key =>
    isRead(forest, key),
  )
}

function isRead(forest: Forest, root: GlobalKey): boolean {
  const member = forest.member(memberIdOf(root))
  return member?.tree !== undefined && member.state.kind === 'read'
}
