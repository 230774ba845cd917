import type { Forest, Node } from '../forest/forest.ts'
import { type GlobalKey, rootKeyOf } from '../forest/keys.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { assertNever, type Span } from '../model/span.ts'
import { branchNameOf } from '../words/branch-name.ts'
import { memberName } from '../words/member-names.ts'
import type { Run } from './run.ts'

/** Which span of one run stands for which of the other. */
export interface Alignment {
  /** By the first run's keys, containers before what is in them. */
  readonly inB: ReadonlyMap<GlobalKey, GlobalKey>
  readonly inA: ReadonlyMap<GlobalKey, GlobalKey>
  /** What has no partner; what lies inside it has none either and is not told. */
  readonly onlyInA: readonly GlobalKey[]
  readonly onlyInB: readonly GlobalKey[]
}

/**
 * Pairs what is the same step of two runs, from the executions inwards: of a state the nth visit in the same sequence; of a Map the
 * iteration of the same round and index; of a Parallel the branch that begins with the same state; the attempt of the same number;
 * of a Map Run's children the one of the same name. Neither time nor the order of events decides, so B with A mirrors A with B.
 * In steps of a span each, for `inSlices`.
 */
export function* alignmentSteps(a: Run, b: Run): Generator<void, Alignment> {
  const inB = new Map<GlobalKey, GlobalKey>()
  const inA = new Map<GlobalKey, GlobalKey>()
  const onlyInA: GlobalKey[] = []
  const onlyInB: GlobalKey[] = []
  const pending: (readonly [GlobalKey, GlobalKey])[] = [[rootKeyOf(a.member), rootKeyOf(b.member)]]
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    inB.set(pair[0], pair[1])
    inA.set(pair[1], pair[0])
    const rest = yield* placesIn(b.forest, pair[1])
    const found: (readonly [GlobalKey, GlobalKey])[] = []
    for (const [place, key] of yield* placesIn(a.forest, pair[0])) {
      const partner = rest.get(place)
      rest.delete(place)
      // Files that were made up may lead round in a circle.
      if (partner === undefined || inB.has(key) || inA.has(partner)) onlyInA.push(key)
      else found.push([key, partner])
    }
    onlyInB.push(...rest.values())
    pending.push(...found.reverse())
  }
  return { inB, inA, onlyInA, onlyInB }
}

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
