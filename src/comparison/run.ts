import { toldMembersOf } from '../analysis/told-members.ts'
import type { Forest } from '../forest/forest.ts'
import { type MemberId, memberIdOf, spanKeyOf } from '../forest/keys.ts'
import type { Member } from '../forest/member.ts'
import { isRandomName } from '../history/random-name.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { visitAround } from '../model/walk.ts'
import { machineName } from '../words/member-names.ts'

/** One side of a comparison: an execution and those it started, as far as they are read. */
export interface Run {
  readonly forest: Forest
  readonly member: MemberId
}

/** An execution of a run whose history is here. */
export interface ReadMember {
  readonly member: Member
  readonly tree: ExecutionTree
  /** Its state machine where that is another one than the run's; undefined for the run's own. */
  readonly machine: string | undefined
}

/** The execution of a run and those below it of which something is here, each after what it hangs below. */
export function membersOf({ forest, member: top }: Run): readonly ReadMember[] {
  const inside = new Set<MemberId>([top])
  const found: ReadMember[] = []
  for (const member of toldMembersOf(forest)) {
    const isBelow = member.at !== undefined && inside.has(memberIdOf(member.at))
    if (member.id !== top && !isBelow) continue
    inside.add(member.id)
    if (member.tree !== undefined) found.push({ member, tree: member.tree, machine: machineOf(forest, member, top) })
  }
  return found
}

/** How a run tells the states of another state machine apart from its own. */
export function machineOf(forest: Forest, member: Member, top: MemberId): string | undefined {
  if (member.id === top) return undefined
  const name = machineName(member) ?? ''
  const [machine = '', label] = name.split('/')
  // A Map Run without a label of its own has another one in another version of the machine: its state has the same name.
  return label === undefined || !isRandomName(label) ? name : `${machine}/${startedBy(forest, member) ?? label}`
}

function startedBy(forest: Forest, { at }: Member): string | undefined {
  const tree = at === undefined ? undefined : forest.member(memberIdOf(at))?.tree
  const span = at === undefined ? undefined : tree?.span(spanKeyOf(at))
  return tree && span && visitAround(tree, span)?.name
}
