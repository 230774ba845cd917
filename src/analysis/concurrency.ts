import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey, SpanKind } from '../model/span.ts'
import { childrenOf, downwards } from '../model/walk.ts'
import { atOnce } from '../waits/slices.ts'
import { addActivity, Stretches } from './active-stretches.ts'
import { endOf, isComplete } from './completeness.ts'

/** How many things ran at any time, as a step function: `running[i]` from `at[i]` until `at[i + 1]`. */
export interface Concurrency {
  /** Epoch ms, ascending, without repeats. */
  readonly at: Float64Array
  readonly running: Int32Array
  readonly peak: number
  /** When the peak was first reached; undefined where nothing ran. */
  readonly peakAt: Millis | undefined
  /** Averaged over the time from the first start to the last end. */
  readonly mean: number
  readonly complete: boolean
}

export interface ConcurrencyScope {
  readonly of: 'iterations' | 'tasks' | 'branches'
  /** Only in this span; for a Map visit its own iterations and those of Maps inside it. The execution by default. */
  readonly within?: SpanKey
  /** Only direct children of `within`: the iterations of one Map, to hold against its MaxConcurrency. */
  readonly direct?: boolean
  readonly now?: Millis
}

/** Spans looked at in one step. */
const STEP_SPANS = 256

const KINDS: Readonly<Record<ConcurrencyScope['of'], SpanKind>> = {
  iterations: 'mapIteration',
  tasks: 'taskAttempt',
  branches: 'parallelBranch',
}

/** How many iterations, task attempts or branches were under way at any time. */
export function concurrencyOf(tree: ExecutionTree, scope: ConcurrencyScope): Concurrency {
  return atOnce(concurrencySteps(tree, scope))
}

/** The same in steps. */
export function* concurrencySteps(tree: ExecutionTree, scope: ConcurrencyScope): Generator<void, Concurrency> {
  const end = endOf(tree, scope.now)
  const active = new Stretches()
  let looked = 0
  for (const span of spansIn(tree, scope)) {
    if (looked++ % STEP_SPANS === 0) yield
    addActivity(tree, span, { end, into: active })
  }
  yield
  const steps = stepsOf(Float64Array.from(active.from).sort(), Float64Array.from(active.to).sort())
  return { ...steps, complete: isComplete(tree) }
}

function* spansIn(tree: ExecutionTree, { of, within, direct }: ConcurrencyScope): Generator<Span> {
  const top = (within === undefined ? undefined : tree.span(within)) ?? tree.root
  const kind = KINDS[of]
  const spans = direct === true ? childrenOf(tree, top) : downwards(tree, top)
  for (const span of spans) if (span.kind === kind && span !== top) yield span
}

/** A merge of starts and ends. At one time ends come first: who hands a slot over in the same ms does not hold it twice. */
function stepsOf(starts: Float64Array, ends: Float64Array): Omit<Concurrency, 'complete'> {
  const at = new Float64Array(starts.length * 2)
  const running = new Int32Array(starts.length * 2)
  let [count, now, peak, area] = [0, 0, 0, 0]
  let peakAt: Millis | undefined
  let [nextStart, nextEnd] = [0, 0]
  while (nextStart < starts.length || nextEnd < ends.length) {
    const time = Math.min(starts[nextStart] ?? Number.POSITIVE_INFINITY, ends[nextEnd] ?? Number.POSITIVE_INFINITY)
    if (count > 0) area += now * (time - (at[count - 1] ?? time))
    for (; nextStart < starts.length && starts[nextStart] === time; nextStart++) now++
    for (; nextEnd < ends.length && ends[nextEnd] === time; nextEnd++) now--
    at[count] = time
    running[count] = now
    count++
    if (now > peak) [peak, peakAt] = [now, time]
  }
  const lengthMs = count > 1 ? (at[count - 1] ?? 0) - (at[0] ?? 0) : 0
  const mean = lengthMs > 0 ? area / lengthMs : 0
  return { at: at.slice(0, count), running: running.slice(0, count), peak, peakAt, mean }
}
