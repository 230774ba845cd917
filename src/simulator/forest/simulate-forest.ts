import type { HistoryEvent, Millis } from '../../history/events.ts'
import { type Definition, definitionOf } from '../definition.ts'
import type { Machine } from '../machine.ts'
import { DEFAULTS, type SimulationOptions } from '../options.ts'
import { REGION } from '../payloads.ts'
import type { ExecutionStatus, MapRunRecord, Run } from '../run.ts'
import { beginWorld } from '../start-run.ts'
import type { OutlineSpan } from '../truth.ts'

export type ChildStatus = ExecutionStatus | 'PENDING_REDRIVE'

/** An execution of a forest as it stands when the simulation is looked at. */
export interface SimulatedExecution {
  readonly arn: string
  readonly name: string
  readonly stateMachineArn: string
  readonly account: string
  readonly isExpress: boolean
  readonly status: ChildStatus
  readonly startAt: Millis
  readonly stopAt: Millis | undefined
  readonly redrives: number
  readonly redriveAt: Millis | undefined
  readonly mapRunArn: string | undefined
  /** Items it was given by its Map Run. */
  readonly itemCount: number
  readonly events: readonly HistoryEvent[]
  /** Every span; none where the options say `keepsTruth: false`. */
  readonly spans: readonly OutlineSpan[]
  readonly definition: Definition
  /** What happened, for those who tell the truth about it. */
  readonly run: Run
}

/** A Map Run of a forest. */
export interface SimulatedMapRun {
  readonly arn: string
  readonly parentArn: string
  readonly status: MapRunRecord['status']
  readonly startAt: Millis
  readonly stopAt: Millis | undefined
  readonly maxConcurrency: number
  readonly toleratedFailureCount: number
  readonly toleratedFailurePercentage: number
  readonly redrives: number
  readonly redriveAt: Millis | undefined
  /** By start. */
  readonly children: readonly SimulatedExecution[]
  /** Those that never started: counted, never listed. */
  readonly pending: { readonly executions: number; readonly items: number }
  readonly record: MapRunRecord
}

export interface Forest {
  readonly root: SimulatedExecution
  readonly executions: ReadonlyMap<string, SimulatedExecution>
  readonly mapRuns: ReadonlyMap<string, SimulatedMapRun>
}

export interface ForestOptions extends SimulationOptions {
  /** What is looked at: the forest so long after its start. Absent: when nothing more happens. */
  readonly cutAfterMs?: Millis
  /** Nothing more happens after so many events in all. */
  readonly maxForestEvents?: number
}

/** Runs a state machine and everything that it starts, on one clock. */
export function simulateForest(machine: Machine, options: ForestOptions = {}): Forest {
  const { cutAfterMs = Number.POSITIVE_INFINITY, maxForestEvents = 2e6, ...own } = options
  const all = { ...DEFAULTS, ...own }
  const { world, root } = beginWorld(machine, all)
  const until = all.startAt + cutAfterMs
  const counted = { runs: 0, events: 0 }
  const isFull = () => {
    // Counted now and then: the sum over all executions is dear.
    counted.runs += 1
    if (counted.runs % 64 === 0) counted.events = world.runs.reduce((sum, { events }) => sum + events.length, 0)
    return counted.events > maxForestEvents
  }
  while (world.agenda.soonest <= until && !isFull() && world.agenda.step());
  const executions = new Map(world.runs.map(run => [run.executionArn, executionOf(run)]))
  const mapRuns = new Map(world.mapRuns.map(record => [record.arn, mapRunOf(record, executions)]))
  return { root: executions.get(root.executionArn) ?? executionOf(root), executions, mapRuns }
}

function executionOf(run: Run): SimulatedExecution {
  const { executionArn, identity, events, options } = run
  const isWaiting = identity.mapRun?.waiting.includes(run) ?? false
  const isOver = run.status !== 'RUNNING'
  return {
    arn: executionArn,
    name: executionArn.split(':').slice(7).join(':'),
    stateMachineArn: identity.stateMachineArn,
    account: identity.account,
    isExpress: executionArn.startsWith(`arn:aws:states:${REGION}:${identity.account}:express:`),
    status: isWaiting ? 'PENDING_REDRIVE' : run.status,
    startAt: events[0]?.timestamp ?? options.startAt,
    stopAt: isOver ? events.at(-1)?.timestamp : undefined,
    redrives: run.redrives,
    redriveAt: events.findLast(({ type }) => type === 'ExecutionRedriven')?.timestamp,
    mapRunArn: identity.mapRun?.arn,
    itemCount: identity.itemCount,
    events,
    spans: options.keepsTruth ? run.truth.truthAt(events.length) : [],
    definition: definitionOf(run.machine, options.timeoutSeconds),
    run,
  }
}

function mapRunOf(record: MapRunRecord, executions: Forest['executions']): SimulatedMapRun {
  const { plan, batches, children } = record
  const unstarted = batches.slice(children.length)
  return {
    arn: record.arn,
    parentArn: record.parent.executionArn,
    status: record.status,
    startAt: record.startAt,
    stopAt: record.stopAt,
    maxConcurrency: record.maxConcurrency,
    toleratedFailureCount: plan.toleratedFailureCount ?? 0,
    toleratedFailurePercentage: plan.toleratedFailurePercentage ?? 0,
    redrives: record.redrives,
    redriveAt: record.redriveAt,
    children: children.flatMap(child => executions.get(child.executionArn) ?? []),
    pending: { executions: unstarted.length, items: unstarted.reduce((sum, { itemCount }) => sum + itemCount, 0) },
    record,
  }
}
