import type { Forest } from '../forest/forest.ts'
import { type GlobalKey, memberIdOf } from '../forest/keys.ts'
import { arnOf, type Member, startOf } from '../forest/member.ts'

const known = new WeakMap<Forest, readonly Member[]>()

/**
 * The members of which at least some events are here: an execution before those that it started, these in the order of their
 * places in it, children of one place by start and ARN. So it is the same in whatever order they were opened.
 */
export function toldMembersOf(forest: Forest): readonly Member[] {
  const told = known.get(forest) ?? inOrder(forest)
  known.set(forest, told)
  return told
}

function inOrder(forest: Forest): readonly Member[] {
  const below = new Map<number, Member[]>()
  const roots: Member[] = []
  for (const member of forest.knownMembers()) {
    if (!isTold(member)) continue
    if (member.at === undefined) roots.push(member)
    else {
      const here = below.get(memberIdOf(member.at)) ?? []
      below.set(memberIdOf(member.at), here)
      here.push(member)
    }
  }
  const found: Member[] = []
  const pending = roots.toReversed()
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    found.push(next)
    pending.push(...(below.get(next.id) ?? []).toSorted(byPlace).toReversed())
  }
  return found
}

function isTold({ tree }: Member): boolean {
  return tree !== undefined && tree.eventCount > 0
}

function byPlace(a: Member, b: Member): number {
  return placeOf(a) - placeOf(b) || (startOf(a) ?? 0) - (startOf(b) ?? 0) || compared(arnOf(a), arnOf(b))
}

function placeOf({ at = 0 }: Member): GlobalKey {
  return at
}

function compared(a = '', b = ''): number {
  return a === b ? 0 : a < b ? -1 : 1
}
