import { quantile } from '../analysis/duration-summary.ts'
import { fanOutCounts } from '../analysis/fan-out-counts.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { type MapIteration, OUTCOMES, type Outcome, type Span } from '../model/span.ts'
import { activeMs } from '../model/stretches.ts'
import { childrenOf } from '../model/walk.ts'
import { atOnce } from '../waits/slices.ts'
import { type InsidePart, insideOf } from './iteration-inside.ts'
import { troublesOf } from './troubles.ts'

/** Iterations that ended alike. */
export interface OutcomeLine {
  /** `caughtInside`: it succeeded after a Catch in it took an error. */
  readonly outcome: Outcome | 'caughtInside'
  readonly count: number
  readonly medianMs: Millis
}

export const PHASES = ['queued', 'running', 'waiting', 'backoff'] as const

/** What is told beside the lanes of a Map: of its last round, if it was tried again. */
export interface LaneSummary {
  /** What occurs, what went well first. The counts add up to the iterations that have begun. */
  readonly outcomes: readonly OutcomeLine[]
  /** Items that never began, or have not yet. */
  readonly notBegun: number
  /** Time of each phase, added up over all iterations. A Map or Parallel inside counts as running. */
  readonly phaseMs: Readonly<Record<InsidePart['shape'], Millis>>
}

/** Iterations looked at in one step. */
const STEP_ITERATIONS = 256

const LINES: readonly OutcomeLine['outcome'][] = ['succeeded', 'caughtInside', ...OUTCOMES.slice(1).toReversed()]

/** How the iterations of a Map visit ended and on what their time went; `now` ends what still runs. */
export function laneSummary(tree: ExecutionTree, map: Span, now: Millis): LaneSummary {
  return atOnce(laneSummarySteps(tree, map, now))
}

/** The same in steps of many iterations each. */
export function* laneSummarySteps(tree: ExecutionTree, map: Span, now: Millis): Generator<void, LaneSummary> {
  const { rounds, begun, items } = fanOutCounts(tree, map)
  const durations = new Map<OutcomeLine['outcome'], Millis[]>()
  const phaseMs = { queued: 0, running: 0, waiting: 0, backoff: 0 }
  for (const [nth, key] of map.children.entries()) {
    if (nth % STEP_ITERATIONS === 0) yield
    const iteration = tree.span(key)
    if (iteration?.kind !== 'mapIteration' || iteration.round !== rounds) continue
    const line = lineOf(tree, iteration)
    const same = durations.get(line)
    const ms = activeMs(tree, iteration, now)
    if (same === undefined) durations.set(line, [ms])
    else same.push(ms)
    for (const { shape, from, to } of insideOf(tree, iteration.key)) {
      phaseMs[shape] += Math.max(0, Math.min(to, now) - from)
    }
  }
  const outcomes = LINES.flatMap(outcome => {
    const ms = durations.get(outcome)
    return ms === undefined ? [] : { outcome, count: ms.length, medianMs: medianOf(ms) }
  })
  return { outcomes, notBegun: Math.max(0, items - begun), phaseMs }
}

function lineOf(tree: ExecutionTree, iteration: MapIteration): OutcomeLine['outcome'] {
  return iteration.outcome === 'succeeded' && troublesOf(tree, iteration).caught ? 'caughtInside' : iteration.outcome
}

function medianOf(values: readonly Millis[]): Millis {
  return quantile(Float64Array.from(values).sort(), 0.5) ?? 0
}

/** The state in which an iteration spent most of its time; undefined before it entered any. */
export function longestStateIn(tree: ExecutionTree, iteration: Span, now: Millis): Span | undefined {
  let [longest, mostMs]: [Span | undefined, Millis] = [undefined, -1]
  for (const state of childrenOf(tree, iteration)) {
    const ms = activeMs(tree, state, now)
    if (ms > mostMs) [longest, mostMs] = [state, ms]
  }
  return longest
}
