import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey, StateVisit } from '../model/span.ts'
import { atOnce } from '../waits/slices.ts'
import { addActivity, Stretches } from './active-stretches.ts'
import { endOf, isComplete, knowsWhatRuns } from './completeness.ts'
import { type DurationSummary, summaryOf } from './duration-summary.ts'
import { type StateNode, visitsByState } from './state-walk.ts'

/** How one state fared over all its visits, in all iterations. Times are in ms; idle time before a redrive does not count. */
export interface StateStatistics extends DurationSummary {
  /** `ProcessOrders › ChargeCard`. */
  readonly path: string
  readonly name: string
  readonly stateType: string
  /** How many Maps and Parallels it lies in. */
  readonly depth: number
  readonly visits: number
  /** Visits not left yet: their time counts in `totalMs` and `busyMs`, not in the quantiles. */
  readonly running: number
  /** Task attempts scheduled. */
  readonly attempts: number
  /** Visits that failed. */
  readonly failures: number
  /** Visits that ended because something else failed or stopped. */
  readonly aborted: number
  /** Visits left by a Catch. */
  readonly caught: number
  /** Tries beyond the first: attempts of a task, rounds of a Map or Parallel. */
  readonly retries: number
  /** Sum over visits: with concurrency more than the run took. */
  readonly totalMs: Millis
  /** The same without the time in which something inside (an iteration, a branch) ran. */
  readonly selfMs: Millis
  /** How long at least one visit was active. */
  readonly busyMs: Millis
  /** `busyMs` of the whole run, 0..1. */
  readonly share: number
  readonly slowestKey: SpanKey | undefined
  /** In order of their opening events. */
  readonly visitKeys: readonly SpanKey[]
}

export interface StatisticsOfStates {
  /** In order of first visit, containers before what is in them. */
  readonly states: readonly StateStatistics[]
  readonly runMs: Millis
  readonly complete: boolean
}

/** Statistics of every state by its path. `now` ends what is still running; the last event loaded does by default. */
export function stateStatistics(tree: ExecutionTree, now?: Millis): StatisticsOfStates {
  return atOnce(statisticsSteps(tree, now))
}

/** The same in steps of a visit or a state each, for `inSlices`. */
export function* statisticsSteps(tree: ExecutionTree, now?: Millis): Generator<void, StatisticsOfStates> {
  const end = endOf(tree, now)
  const runMs = end - tree.root.startedAt
  const visits = new Map<StateNode, StateVisit[]>()
  for (const { visit, node } of visitsByState(tree)) {
    const known = visits.get(node)
    // Made whole it has one place; one that is pushed to begins with seventeen, and most states of a wide history are visited once.
    if (known === undefined) visits.set(node, [visit])
    else known.push(visit)
    yield
  }
  const states: StateStatistics[] = []
  for (const [node, own] of visits) {
    // Lives no longer than this turn: of 25,000 states there are 25,000.
    const tally = new Tally()
    for (const visit of own) tally.add(tree, visit, end)
    states.push(tally.statistics(node, own, runMs))
    yield
  }
  return { states, runMs, complete: isComplete(tree) }
}

/** What the visits of one state add up to. */
export class Tally {
  private readonly durations: Millis[] = []
  private running = 0
  private attempts = 0
  private failures = 0
  private aborted = 0
  private caught = 0
  private retries = 0
  private totalMs = 0
  private selfMs = 0
  private readonly stretches = new Stretches()
  private slowestKey: SpanKey | undefined
  private slowestMs = Number.NEGATIVE_INFINITY

  add(tree: ExecutionTree, visit: StateVisit, end: Millis): void {
    const ms = addActivity(tree, visit, { end, into: this.stretches })
    this.totalMs += ms
    this.selfMs += selfOf(tree, visit, { ms, end })
    if (ms > this.slowestMs) {
      this.slowestMs = ms
      this.slowestKey = visit.key
    }
    // What has no end because that is not loaded neither runs nor took so long.
    if (visit.outcome !== 'running') this.durations.push(ms)
    else if (knowsWhatRuns(tree)) this.running++
    if (visit.outcome === 'failed') this.failures++
    if (visit.outcome === 'aborted') this.aborted++
    if (visit.outcome === 'caught') this.caught++
    this.countTries(tree, visit)
  }

  statistics({ path, name, stateType, depth }: StateNode, own: readonly StateVisit[], runMs: Millis): StateStatistics {
    const { running, attempts, failures, aborted, caught, retries, totalMs, selfMs } = this
    const busyMs = this.stretches.coveredMs()
    const { p50Ms, p95Ms, maxMs, histogram } = summaryOf(this.durations)
    return {
      path,
      name,
      stateType,
      depth,
      visits: own.length,
      running,
      attempts,
      failures,
      aborted,
      caught,
      retries,
      totalMs,
      selfMs,
      busyMs,
      share: runMs > 0 ? Math.min(1, busyMs / runMs) : 0,
      slowestKey: this.slowestKey,
      visitKeys: own.map(visit => visit.key),
      p50Ms,
      p95Ms,
      maxMs,
      histogram,
    }
  }

  private countTries(tree: ExecutionTree, visit: StateVisit): void {
    this.retries += Math.max(0, visit.rounds.length - 1)
    if (visit.stateType === 'Map' || visit.stateType === 'Parallel') return
    let tries = 0
    for (const key of visit.children) if (tree.span(key)?.kind === 'taskAttempt') tries++
    this.attempts += tries
    this.retries += Math.max(0, tries - 1)
  }
}

/** How long a visit was active, and how long with nothing inside it (an iteration, a branch) at work. In ms. */
export function timeOfVisit(tree: ExecutionTree, visit: StateVisit, end: Millis): { ms: Millis; selfMs: Millis } {
  const ms = addActivity(tree, visit, { end, into: new Stretches() })
  return { ms, selfMs: selfOf(tree, visit, { ms, end }) }
}

function selfOf(tree: ExecutionTree, visit: StateVisit, { ms, end }: { ms: Millis; end: Millis }): Millis {
  return Math.max(0, ms - innerMs(tree, visit, end))
}

/** How long something inside a container ran. Children come in order of their starts. */
function innerMs(tree: ExecutionTree, visit: StateVisit, end: Millis): Millis {
  if (visit.stateType !== 'Map' && visit.stateType !== 'Parallel') return 0
  const inner = new Stretches()
  for (const key of visit.children) {
    const child = tree.span(key)
    if (child?.kind === 'mapIteration' || child?.kind === 'parallelBranch')
      addActivity(tree, child, { end, into: inner })
  }
  return inner.coveredMs()
}
