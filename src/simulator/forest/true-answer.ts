import type { Millis } from '../../history/events.ts'
import type { FirstHand, MapRunRecord, Run, Visit } from '../run.ts'
import type { Forest } from './simulate-forest.ts'
import {
  byEnd,
  causeOf,
  descend,
  hasFailed,
  type IsReadable,
  lastCaughtBefore,
  plainStatesOf,
  type TrueCause,
  type TrueStep,
} from './true-cause.ts'

/** What a failed attempt, state or execution has come to. */
export type Fate = 'fatal' | 'caught' | 'retried'

/** First-hand failures of one error in one state, whatever their causes. */
export interface TrueFailureGroup {
  readonly error: string
  readonly state: string
  readonly count: number
  readonly fatal: number
  readonly caught: number
  readonly retried: number
}

/** The parts of `explain --json` that are true, no matter who tells them. */
export interface TrueAnswer {
  readonly cause: TrueCause | null
  readonly after: TrueCause | null
  readonly via: readonly TrueStep[]
  readonly failures: readonly TrueFailureGroup[]
  /** Undefined while the execution runs. */
  readonly totalMs: Millis | undefined
  readonly children: {
    readonly grafts: number
    readonly listed: number
    readonly read: number
    readonly failed: number
  }
  /** ARNs of the executions read, the asked one first. */
  readonly read: readonly string[]
  /** As many requests are fair where nothing is refused. */
  readonly fairRequests: number
}

export interface Asking {
  /** Default: the root. */
  readonly arn?: string
  /** Children of a Map Run to be read at most. */
  readonly childrenRead?: number
  /** Default: all that are not Express. */
  readonly isReadable?: IsReadable
}

const CHILDREN_READ = 25
const LISTED_A_PAGE = 1000
const EVENTS_A_PAGE = 1000

/** What there is to say of an execution of a forest, from what the simulation did. */
export function trueAnswer(forest: Forest, asking: Asking = {}): TrueAnswer {
  const asked = forest.executions.get(asking.arn ?? forest.root.arn)?.run ?? forest.root.run
  const isReadable: IsReadable = run => !isExpress(run) && (asking.isReadable?.(run) ?? true)
  const end = asked.status === 'FAILED' || asked.status === 'TIMED_OUT' ? asked.endedBy : undefined
  const descent = end && descend(end, isReadable)
  const read = readFrom(asked, { way: descent?.way ?? [], most: asking.childrenRead ?? CHILDREN_READ, isReadable })
  return {
    cause: descent ? causeOf(descent.failure) : null,
    after: descent ? afterOf(descent.failure, run => read.has(run)) : null,
    via: descent?.via ?? [],
    failures: failuresOf([...read]),
    totalMs: totalOf(asked),
    children: countsOf([...read]),
    read: [...read].map(({ executionArn }) => executionArn),
    fairRequests: fairRequestsOf([...read]),
  }
}

function isExpress({ executionArn }: Run): boolean {
  return executionArn.split(':')[5] === 'express'
}

/** Where a Fail state told the end: what was caught before it, as far down as was read. */
function afterOf(failure: FirstHand, isRead: IsReadable): TrueCause | null {
  if (failure.kind !== 'failState') return null
  const caught = lastCaughtBefore(failure.run, failure.eventId)
  return caught ? causeOf(descend(caught, isRead).failure) : null
}

interface Reading {
  readonly way: readonly Run[]
  readonly most: number
  readonly isReadable: IsReadable
}

/** The way down to the cause, and some children of each Map Run that did not end well, in all that is read. */
function readFrom(asked: Run, { way, most, isReadable }: Reading): Set<Run> {
  const read = new Set<Run>()
  const onTheWay = new Set(way)
  const visit = (run: Run) => {
    if (read.has(run) || !isReadable(run)) return
    read.add(run)
    for (const { run: child } of run.started) if (onTheWay.has(child)) visit(child)
    for (const mapRun of mapRunsOf(run)) for (const child of pickedOf(mapRun, onTheWay, most)) visit(child)
  }
  visit(asked)
  return read
}

function mapRunsOf(run: Run): MapRunRecord[] {
  return run.world.mapRuns.filter(({ parent }) => parent === run)
}

function pickedOf(mapRun: MapRunRecord, onTheWay: ReadonlySet<Run>, most: number): Run[] {
  if (mapRun.status !== 'FAILED' && mapRun.status !== 'ABORTED') return []
  const inOrder = ['FAILED', 'TIMED_OUT', 'ABORTED'].flatMap(status =>
    mapRun.children.filter(child => child.status === status).toSorted(byEnd),
  )
  const first = inOrder.filter(child => onTheWay.has(child))
  return [...first, ...inOrder.filter(child => !onTheWay.has(child))].slice(0, most)
}

function failuresOf(read: readonly Run[]): TrueFailureGroup[] {
  const groups = new Map<string, TrueFailureGroup>()
  for (const failure of read.flatMap(({ firstHand }) => firstHand.filter(isFirstHand))) {
    const fate = fateOf(failure)
    const { error = '', span } = failure
    const state = failure.kind === 'timedOut' ? '' : plainStatesOf(span)
    const key = `${error} in ${state}`
    const group = groups.get(key) ?? { error, state, count: 0, fatal: 0, caught: 0, retried: 0 }
    groups.set(key, { ...group, count: group.count + 1, [fate]: group[fate] + 1 })
  }
  return [...groups.values()]
}

/** A Map Run that failed for its children adds nothing to what they tell. */
function isFirstHand({ kind, mapRun }: FirstHand): boolean {
  if (kind === 'aborted') return false
  return kind !== 'mapRun' || !mapRun?.children.some(hasFailed)
}

/** From the inside out: tried again, or caught? What a redrive took up again was retried. */
function fateOf({ visit, number, run, redrives, kind, mapRun, eventId }: FirstHand): Fate {
  if (visit && (kind === 'attempt' ? visit.attempts > number : kind === 'mapRun' && visit.rounds > number))
    return 'retried'
  if (mapRun && isRedrivenAfter(run, mapRun, eventId)) return 'retried'
  let around = visit
  while (around) {
    if (around.span.outcome === 'caught') return 'caught'
    const { round }: Visit['sequence'] = around.sequence
    if (round && round.visit.rounds > round.number) return 'retried'
    around = round?.visit
  }
  return run.redrives > redrives ? 'retried' : 'fatal'
}

/** Whether a redrive took this Map Run up again, and not only the execution around it. */
function isRedrivenAfter({ events }: Run, { arn }: MapRunRecord, failing: number): boolean {
  return events.some(({ id, type, details }) => {
    return id > failing && type === 'MapRunRedriven' && details?.['mapRunArn'] === arn
  })
}

function totalOf({ status, events }: Run): Millis | undefined {
  const [first, last] = [events[0], events.at(-1)]
  return status === 'RUNNING' || !first || !last ? undefined : last.timestamp - first.timestamp
}

function countsOf(read: readonly Run[]): TrueAnswer['children'] {
  const nested = read.flatMap(({ started }) => started.filter(({ isTold }) => isTold))
  const mapRuns = read.flatMap(mapRunsOf)
  const nestedFailed = nested.filter(({ toldStatus }) => toldStatus === 'FAILED' || toldStatus === 'TIMED_OUT')
  const childrenFailed = mapRuns.flatMap(({ children }) => children.filter(hasFailed))
  return {
    grafts: nested.length + mapRuns.length,
    listed: nested.length + mapRuns.reduce((sum, { batches }) => sum + batches.length, 0),
    read: read.length - 1,
    failed: nestedFailed.length + childrenFailed.length,
  }
}

function fairRequestsOf(read: readonly Run[]): number {
  const pages = read.reduce((sum, { events }) => sum + Math.ceil(events.length / EVENTS_A_PAGE) + 5, 0)
  const lists = read.flatMap(mapRunsOf).reduce((sum, { children }) => {
    return sum + 6 + 2 * Math.max(1, Math.ceil(children.length / LISTED_A_PAGE))
  }, 0)
  return pages + lists + read.reduce((sum, { started }) => sum + started.length, 0)
}
