import type { Forest, Node } from '../forest/forest.ts'
import { type GlobalKey, rootKeyOf } from '../forest/keys.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { assertNever, type Span } from '../model/span.ts'
import { branchNameOf } from '../words/branch-name.ts'
import { memberName } from '../words/member-names.ts'
import { restOfChildren } from './rest-of-children.ts'
import type { Run } from './run.ts'

/** Which span of one run stands for which of the other. */
export interface Alignment {
  /** By the first run's keys, containers before what is in them. */
  readonly inB: ReadonlyMap<GlobalKey, GlobalKey>
  readonly inA: ReadonlyMap<GlobalKey, GlobalKey>
  /** What has no partner; what lies inside it has none either and is not told. */
  readonly onlyInA: readonly GlobalKey[]
  readonly onlyInB: readonly GlobalKey[]
  /** Children of Map Runs that may have a partner, but nothing tells which it is. */
  readonly untoldInA: readonly GlobalKey[]
  readonly untoldInB: readonly GlobalKey[]
}

/**
 * Pairs what is the same step of two runs, from the executions inwards: of a state the nth visit in the same sequence; of a Map the
 * iteration of the same round and index; of a Parallel the branch that begins with the same state; the attempt of the same number;
 * of a Map Run's children the one of the same name, or, as AWS draws names
 * at random, the only one that was given the same item. Neither time nor the order of events decides, so B with A mirrors A with B.
 * In steps of a span each, for `inSlices`.
 */
export function* alignmentSteps(a: Run, b: Run): Generator<void, Alignment> {
  const inB = new Map<GlobalKey, GlobalKey>()
  const inA = new Map<GlobalKey, GlobalKey>()
  const onlyIn = { a: [] as GlobalKey[], b: [] as GlobalKey[] }
  const untoldIn = { a: [] as GlobalKey[], b: [] as GlobalKey[] }
  const pending: Pair[] = [[rootKeyOf(a.member), rootKeyOf(b.member)]]
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    inB.set(pair[0], pair[1])
    inA.set(pair[1], pair[0])
    const here = yield* placesIn(a.forest, pair[0])
    const there = yield* placesIn(b.forest, pair[1])
    const found: Pair[] = []
    for (const [place, key] of here) {
      const partner = there.get(place)
      // Files that were made up may lead round in a circle.
      if (partner === undefined || inB.has(key) || inA.has(partner)) continue
      here.delete(place)
      there.delete(place)
      found.push([key, partner])
    }
    const rest = restOfChildren(
      { forest: a.forest, at: pair[0], keys: [...here.values()] },
      { forest: b.forest, at: pair[1], keys: [...there.values()] },
    )
    const isNew = ([key, partner]: Pair) => !inB.has(key) && !inA.has(partner)
    onlyIn.a.push(...rest.onlyIn.a)
    onlyIn.b.push(...rest.onlyIn.b)
    untoldIn.a.push(...rest.untoldIn.a)
    untoldIn.b.push(...rest.untoldIn.b)
    pending.push(...rest.pairs.filter(isNew).toReversed(), ...found.reverse())
  }
  return {
    ...{ inB, inA, onlyInA: onlyIn.a, onlyInB: onlyIn.b },
    ...{ untoldInA: untoldIn.a, untoldInB: untoldIn.b },
  }
}

type Pair = readonly [GlobalKey, GlobalKey]

/** What lies directly in a span or hangs below it, each by what makes it the same in another run. */
function* placesIn(forest: Forest, at: GlobalKey): Generator<void, Map<string, GlobalKey>> {
  const places = new Map<string, GlobalKey>()
  const seen = new Map<string, number>()
  for (const key of forest.node(at)?.children ?? []) {
    yield
    const node = forest.node(key)
    if (node === undefined) continue
    const place = placeIn(forest, at, node)
    const count = seen.get(place) ?? 0
    seen.set(place, count + 1)
    places.set(`${count} ${place}`, key)
  }
  return places
}

function placeIn(forest: Forest, at: GlobalKey, { member, span }: Node): string {
  const tree = member.tree
  if (span === undefined || tree === undefined || span.kind === 'execution') {
    // A task starts one execution, whatever that is called today.
    return forest.graft(at)?.kind === 'mapRun' ? `child ${memberName(member)}` : 'child'
  }
  return placeOfSpan(tree, span)
}

function placeOfSpan(tree: ExecutionTree, span: Exclude<Span, { kind: 'execution' }>): string {
  switch (span.kind) {
    case 'stateVisit':
      return `state ${span.name}`
    case 'taskAttempt':
      return `attempt ${span.attempt}`
    case 'mapIteration':
      return `iteration ${span.round} ${span.index}`
    case 'parallelBranch':
      return `branch ${span.round} ${branchNameOf(tree, span)}`
    case 'mapRun':
      return `map run ${span.round}`
    default:
      return assertNever(span)
  }
}
