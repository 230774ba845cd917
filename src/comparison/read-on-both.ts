import { withChange } from '../forest/grow.ts'
import { type GlobalKey, rootKeyOf } from '../forest/keys.ts'
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
 * not looked into. Such a child counts as not read; the time of what started it stays that one's own. A child whose partner there cannot
 * be is kept: it is new, or gone. In steps of a span each, for `inSlices`.
 */
export function* readOnBothSteps(a: Run, b: Run): Generator<void, ReadOnBoth> {
  const alignment = yield* alignmentSteps(a, b)
  const [one, other] = [without(a, unpaired(a, b, alignment.inB)), without(b, unpaired(b, a, alignment.inA))]
  if (one === a && other === b) return { a, b, alignment }
  return { a: one, b: other, alignment: yield* alignmentSteps(one, other) }
}

function without(run: Run, members: readonly Member[]): Run {
  if (members.length === 0) return run
  const unread = { tree: undefined, state: { kind: 'listed' } } as const
  const forest = members.reduce((grown, { id }) => withChange(grown, id, unread), run.forest)
  return { ...run, forest }
}

/** The executions below a run whose partners in the other are there, or may be, and are not read. */
function unpaired(run: Run, { forest }: Run, partners: ReadonlyMap<GlobalKey, GlobalKey>): readonly Member[] {
  return membersOf(run).flatMap(({ member }) => {
    if (member.id === run.member || member.at === undefined) return []
    const partner = partners.get(rootKeyOf(member.id))
    if (partner !== undefined) return forest.node(partner)?.span === undefined ? [member] : []
    const at = partners.get(member.at)
    const graft = at === undefined ? undefined : forest.graft(at)
    // A list that is not whole may tell of it yet.
    const mayBeThere = graft !== undefined && (graft.kind === 'nested' || !graft.listed.has('ALL'))
    return mayBeThere ? [member] : []
  })
}
