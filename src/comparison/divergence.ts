import { type GlobalKey, memberIdOf, spanKeyOf } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, StateVisit } from '../model/span.ts'
import { childrenOf } from '../model/walk.ts'
import { compareNames } from '../words/compare-names.ts'
import { placeOf } from '../words/places.ts'
import type { Alignment } from './alignment.ts'
import { machineOf, type Run } from './run.ts'

/** Where two runs went different ways: the same states up to here, then others. */
export interface Divergence {
  /** The last state that both came through; undefined where the first states differ already. */
  readonly after: { readonly a: GlobalKey; readonly b: GlobalKey; readonly place: string } | undefined
  /** How the ways parted: a Choice took another branch, or a failure was caught in one of the runs. */
  readonly by: 'choice' | 'catch' | 'other'
  /** What each entered next; undefined where it ended instead. */
  readonly a: Way | undefined
  readonly b: Way | undefined
  /** After the start of the run that came there first. */
  readonly afterMs: Millis
  /** The state machine below in which that is; undefined for the run's own. */
  readonly machine: string | undefined
}

export interface Way {
  readonly key: GlobalKey
  readonly name: string
}

/** Of each sequence of states that both runs have, the first place where they went on differently; the earliest first. In steps, for `inSlices`. */
export function* divergenceSteps(a: Run, b: Run, { inB }: Alignment): Generator<void, readonly Divergence[]> {
  const found: Divergence[] = []
  for (const [key, partner] of inB) {
    yield
    const [one, other] = [sequenceAt(a, key), sequenceAt(b, partner)]
    const parted = one === undefined || other === undefined ? undefined : partingOf(one, other)
    if (parted !== undefined) found.push(parted)
  }
  return found.toSorted((one, other) => one.afterMs - other.afterMs || compareNames(placeWords(one), placeWords(other)))
}

/** States one after the other: of an execution, an iteration or a branch. */
interface Sequence {
  readonly tree: ExecutionTree
  readonly states: readonly StateVisit[]
  readonly startOfRun: Millis
  readonly machine: string | undefined
  readonly globally: (span: Span) => GlobalKey
  /** Whether more states may come, or are not loaded. */
  readonly isOpen: boolean
}

function sequenceAt({ forest, member }: Run, key: GlobalKey): Sequence | undefined {
  const own = forest.member(memberIdOf(key))
  const tree = own?.tree
  const span = tree?.span(spanKeyOf(key))
  if (own === undefined || tree === undefined || span === undefined) return undefined
  if (span.kind !== 'execution' && span.kind !== 'mapIteration' && span.kind !== 'parallelBranch') return undefined
  return {
    ...{ tree, states: childrenOf(tree, span).filter(child => child.kind === 'stateVisit') },
    machine: machineOf(forest, own, member),
    startOfRun: forest.member(member)?.tree?.root.startedAt ?? tree.root.startedAt,
    globally: ({ key: inner }) => key - span.key + inner,
    // What was stopped together with a failure elsewhere chose nothing.
    isOpen: span.outcome === 'running' || span.outcome === 'aborted' || tree.loaded.length !== 1,
  }
}

function partingOf(a: Sequence, b: Sequence): Divergence | undefined {
  const { length } = a.states
  for (let at = 0; at < Math.max(length, b.states.length); at++) {
    const [one, other] = [a.states[at], b.states[at]]
    if (one?.name === other?.name) continue
    if ((one === undefined && a.isOpen) || (other === undefined && b.isOpen)) return undefined
    return divergenceAt(a, b, at)
  }
  return undefined
}

function divergenceAt(a: Sequence, b: Sequence, at: number): Divergence {
  const [beforeA, beforeB] = [a.states[at - 1], b.states[at - 1]]
  const after =
    beforeA === undefined || beforeB === undefined
      ? undefined
      : { a: a.globally(beforeA), b: b.globally(beforeB), place: placeOf(a.tree, beforeA).text }
  const isCaught = beforeA?.outcome === 'caught' || beforeB?.outcome === 'caught'
  // Of another definition the same name may be another type of state.
  const isChoice = beforeA?.stateType === 'Choice' || beforeB?.stateType === 'Choice'
  const by = isCaught ? 'catch' : isChoice ? 'choice' : 'other'
  const afterMs = Math.min(momentOf(a, at), momentOf(b, at))
  return { after, by, a: wayOf(a, at), b: wayOf(b, at), afterMs, machine: b.machine }
}

function wayOf({ states, globally }: Sequence, at: number): Way | undefined {
  const state = states[at]
  return state === undefined ? undefined : { key: globally(state), name: state.name }
}

function momentOf({ states, startOfRun }: Sequence, at: number): Millis {
  const before = states[at - 1]
  return Math.max(0, (states[at]?.startedAt ?? before?.endedAt ?? before?.startedAt ?? startOfRun) - startOfRun)
}

function placeWords({ after }: Divergence): string {
  return after?.place ?? ''
}
