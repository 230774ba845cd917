import { offChart } from '../../forest/clock.ts'
import type { Forest } from '../../forest/forest.ts'
import { type GlobalKey, type MemberId, memberIdOf, spanKeyOf } from '../../forest/keys.ts'
import type { Member } from '../../forest/member.ts'
import type { Millis } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span, SpanKey } from '../../model/span.ts'
import { stretchesOf } from '../../model/stretches.ts'
import { depthFirst, downwards, parentOf, withAncestors } from '../../model/walk.ts'
import type { ForestPart } from '../forest-json.ts'

/** Which spans of a member are kept; `all`: every one. */
type Kept = 'all' | ReadonlySet<SpanKey>

/** A span, all in it, all that was started there, and what it lies in up to the root. */
export function partOfSpan(forest: Forest, key: GlobalKey): ForestPart {
  const kept = new Map<MemberId, Kept>()
  const member = forest.member(memberIdOf(key))
  const asked = member?.tree?.span(spanKeyOf(key))
  if (member?.tree !== undefined && asked !== undefined) {
    // An attempt is the second because there was a first.
    const span = asked.kind === 'taskAttempt' ? (parentOf(member.tree, asked) ?? asked) : asked
    const inside = [...downwards(member.tree, span)].map(one => one.key)
    kept.set(member.id, withEnds(member.tree, [...inside, ...withAncestors(member.tree, [span.key])]))
    keepWayUp(forest, member, kept)
    keepStarted(forest, member.id, new Set(inside), kept)
  }
  return partOf(forest, kept)
}

/** What went on between two times of the chart: spans that were active then, each of them whole. */
export function partOfTime(forest: Forest, fromMs: Millis, toMs: Millis): ForestPart {
  const kept = new Map<MemberId, Kept>()
  for (const { id, tree, clock, at } of forest.knownMembers()) {
    if (tree === undefined || (at !== undefined && !holds(kept.get(memberIdOf(at)), spanKeyOf(at)))) continue
    const [from, to] = [offChart(clock, fromMs), offChart(clock, toMs)]
    const keys = new Set<SpanKey>([tree.root.key])
    for (const { span, parent } of depthFirst(tree)) {
      const isWithOthers = span.kind === 'taskAttempt' && parent !== undefined && keys.has(parent.key)
      if (isWithOthers || isActive(tree, span, from, to)) keys.add(span.key)
    }
    kept.set(id, withEnds(tree, withAncestors(tree, keys)))
  }
  return partOf(forest, kept)
}

/** How many events of a forest are in a part, and how many there are. */
export function countEvents(
  forest: Forest,
  part: ForestPart | undefined,
): { readonly kept: number; readonly all: number } {
  let [kept, all] = [0, 0]
  for (const { id, tree } of forest.knownMembers()) {
    if (tree === undefined) continue
    all += tree.eventCount
    if (part?.hasMember(id) === false) continue
    for (const range of tree.loaded) {
      for (let event = range.from; event <= range.to; event++) if (part?.hasEvent(id, event) !== false) kept++
    }
  }
  return { kept, all }
}

/** With the spans whose events ended them: a branch is aborted by what failed in its sibling. */
function withEnds(tree: ExecutionTree, spans: Iterable<SpanKey>): ReadonlySet<SpanKey> {
  const kept = new Set(spans)
  // What is added while a set is walked comes later in the walk.
  for (const key of kept) {
    const span = tree.span(key)
    if (span === undefined) continue
    for (const { startEventId, endEventId } of [span, ...stretchesOf(tree, span)]) {
      for (const id of [startEventId, endEventId]) {
        const other = id === null ? undefined : tree.spanOfEvent(id)
        if (other !== undefined && !kept.has(other.key))
          for (const one of withAncestors(tree, [other.key])) kept.add(one)
      }
    }
  }
  return kept
}

function partOf(forest: Forest, kept: ReadonlyMap<MemberId, Kept>): ForestPart {
  return {
    hasMember: member => kept.has(member),
    hasEvent: (member, id) => {
      const span = forest.member(member)?.tree?.spanOfEvent(id)
      return span !== undefined && holds(kept.get(member), span.key)
    },
  }
}

function holds(kept: Kept | undefined, key: SpanKey): boolean {
  return kept === 'all' || kept?.has(key) === true
}

function keepWayUp(forest: Forest, from: Member, kept: Map<MemberId, Kept>): void {
  for (let at = from.at; at !== undefined; ) {
    const above = forest.member(memberIdOf(at))
    if (above?.tree === undefined || kept.has(above.id)) return
    kept.set(above.id, withEnds(above.tree, withAncestors(above.tree, [spanKeyOf(at)])))
    at = above.at
  }
}

function keepStarted(forest: Forest, member: MemberId, spans: ReadonlySet<SpanKey>, kept: Map<MemberId, Kept>): void {
  // A member comes after the one that started it, but for files, where order is any: until nothing is added.
  const isBelow = ({ at }: Member) => at !== undefined && isIn(at)
  const isIn = (at: GlobalKey) =>
    memberIdOf(at) === member ? spans.has(spanKeyOf(at)) : kept.get(memberIdOf(at)) === 'all'
  const known = forest.knownMembers()
  for (let before = -1; before !== kept.size; ) {
    before = kept.size
    for (const one of known) if (!kept.has(one.id) && isBelow(one)) kept.set(one.id, 'all')
  }
}

function isActive(tree: ExecutionTree, span: Span, from: Millis, to: Millis): boolean {
  return stretchesOf(tree, span).some(one => one.from <= to && (one.to ?? Number.POSITIVE_INFINITY) >= from)
}
