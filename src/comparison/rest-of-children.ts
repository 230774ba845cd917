import type { Forest } from '../forest/forest.ts'
import { startsUntold } from '../forest/grafts.ts'
import { type GlobalKey, memberIdOf, spanKeyOf } from '../forest/keys.ts'
import { isRandomName } from '../history/random-name.ts'
import { memberName } from '../words/member-names.ts'
import { inputOf } from './payload-of.ts'

/** What lies in a span, or hangs below it, and has found no partner by what it is called. */
export interface Rest {
  readonly forest: Forest
  readonly at: GlobalKey
  readonly keys: readonly GlobalKey[]
}

export interface RestPairs {
  readonly pairs: readonly (readonly [a: GlobalKey, b: GlobalKey])[]
  readonly onlyIn: { readonly a: readonly GlobalKey[]; readonly b: readonly GlobalKey[] }
  /** Executions that may have a partner: it is not listed, or nothing tells which it is. */
  readonly untoldIn: { readonly a: readonly GlobalKey[]; readonly b: readonly GlobalKey[] }
}

/**
 * Pairs children of a Map Run whose names were drawn at random by the item they were given, where only one of each run was given it;
 * the list tells no items, so they must be known otherwise. What is then left has no partner, or none that can be told.
 */
export function restOfChildren(a: Rest, b: Rest): RestPairs {
  const [ofA, ofB] = [byItem(a), byItem(b)]
  const pairs: (readonly [GlobalKey, GlobalKey])[] = []
  for (const [item, key] of ofA) {
    const partner = ofB.get(item)
    if (key !== undefined && partner !== undefined) pairs.push([key, partner])
  }
  const [pairedA, pairedB] = [new Set(pairs.map(([key]) => key)), new Set(pairs.map(([, key]) => key))]
  const restA = { ...a, keys: a.keys.filter(key => !pairedA.has(key)) }
  const restB = { ...b, keys: b.keys.filter(key => !pairedB.has(key)) }
  const [isUntoldA, isUntoldB] = [mayBeAmong(restA, restB), mayBeAmong(restB, restA)]
  return {
    pairs,
    onlyIn: { a: restA.keys.filter(key => !isUntoldA(key)), b: restB.keys.filter(key => !isUntoldB(key)) },
    untoldIn: { a: restA.keys.filter(isUntoldA), b: restB.keys.filter(isUntoldB) },
  }
}

/** Undefined for an item that several were given. */
function byItem({ forest, at, keys }: Rest): ReadonlyMap<string, GlobalKey | undefined> {
  const found = new Map<string, GlobalKey | undefined>()
  if (forest.graft(at)?.kind !== 'mapRun') return found
  for (const key of keys) {
    const member = isBelow(at, key) && isNamedAtRandom(forest, key) ? forest.member(memberIdOf(key)) : undefined
    const item = member && inputOf(member)
    if (item !== undefined) found.set(item, found.has(item) ? undefined : key)
  }
  return found
}

/** Whether something may have its partner in what is left, or not listed yet, of the other run. */
function mayBeAmong({ forest, at }: Rest, other: Rest): (key: GlobalKey) => boolean {
  const graft = other.forest.graft(other.at)
  if (graft === undefined) {
    const tree = other.forest.member(memberIdOf(other.at))?.tree
    const span = tree?.span(spanKeyOf(other.at))
    const mayBe = tree !== undefined && span !== undefined && startsUntold(tree, span) !== undefined
    return key => mayBe && isBelow(at, key)
  }
  const isListed = graft.kind === 'mapRun' && graft.listed.has('ALL')
  const hasUnnamed = isListed && other.keys.some(key => isBelow(other.at, key) && isNamedAtRandom(other.forest, key))
  return key => isBelow(at, key) && (!isListed || (hasUnnamed && isNamedAtRandom(forest, key)))
}

function isBelow(at: GlobalKey, key: GlobalKey): boolean {
  return memberIdOf(key) !== memberIdOf(at)
}

function isNamedAtRandom(forest: Forest, key: GlobalKey): boolean {
  const member = forest.member(memberIdOf(key))
  return member !== undefined && isRandomName(memberName(member))
}
