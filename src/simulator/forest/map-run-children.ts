import { redriveExecution, stopExecution } from '../execution-end.ts'
import type { DistributedMapState, PlayedMapRun } from '../machine.ts'
import { later } from '../plan.ts'
import { type MapRunRecord, type Run, type Visit } from '../run.ts'

/** How a Map Run's end is written into its parent's history. */
export interface MapRunEnds {
  succeed(this: void, run: Run, visit: Visit): void
  fail(this: void, run: Run, visit: Visit, failure: { error: string; cause: string | undefined }): void
}

interface Children {
  readonly state: DistributedMapState
  readonly record: MapRunRecord
  readonly ends: MapRunEnds
}

/** As many children as AWS lets one Map Run have at once. */
const MOST_AT_ONCE = 10_000

interface Opening {
  readonly arn: string
  readonly plan: PlayedMapRun
  readonly state: DistributedMapState
}

export function openRecord(run: Run, { arn, plan, state }: Opening): MapRunRecord {
  const record: MapRunRecord = {
    arn,
    plan,
    parent: run,
    label: state.label,
    maxConcurrency: state.maxConcurrency,
    startAt: run.agenda.now,
    batches: plan.breaks?.at === 'reader' ? [] : batchesOf(plan),
    children: [],
    status: 'RUNNING',
    stopAt: undefined,
    redrives: 0,
    redriveAt: undefined,
    waiting: [],
    starting: 0,
    running: 0,
    isOver: false,
  }
  run.world.mapRuns.push(record)
  return record
}

function batchesOf({ items, itemsPerBatch }: PlayedMapRun): MapRunRecord['batches'] {
  if (itemsPerBatch === undefined) return items.map(input => ({ input, itemCount: 1 }))
  const batches: MapRunRecord['batches'][number][] = []
  for (let from = 0; from < items.length; from += itemsPerBatch) {
    const Items = items.slice(from, from + itemsPerBatch)
    batches.push({ input: { Items }, itemCount: Items.length })
  }
  return batches
}

/** Runs the items of a Map Run as executions of their own; after a redrive only those that have not succeeded. */
export function runChildren(run: Run, visit: Visit, children: Children): void {
  const { record, ends } = children
  if (record.status !== 'RUNNING') takeUpAgain(run, record)
  const dependent = { sequence: visit.sequence, record, abandon: () => endMapRun(run, record, 'ABORTED') }
  run.dependents.add(dependent)
  const { breaks, readMs } = record.plan
  later(run, visit.sequence, {
    delayMs: readMs,
    action: () => {
      if (breaks?.at === 'reader') ends.fail(run, visit, { error: 'States.ItemReaderFailed', cause: breaks.cause })
      else fill(run, visit, children)
    },
  })
}

function takeUpAgain(run: Run, record: MapRunRecord): void {
  record.status = 'RUNNING'
  record.stopAt = undefined
  record.redrives += 1
  record.redriveAt = run.agenda.now
  record.isOver = false
  record.starting = 0
  record.running = 0
  record.waiting.splice(0, record.waiting.length, ...record.children.filter(child => child.status !== 'SUCCEEDED'))
}

/** Starts as many children as may run; ends the Map Run when none is left. */
function fill(run: Run, visit: Visit, children: Children): void {
  const { record } = children
  if (record.isOver || record.status !== 'RUNNING') return
  const most = record.maxConcurrency === 0 ? MOST_AT_ONCE : record.maxConcurrency
  const left = () => record.waiting.length + record.batches.length - record.children.length - record.starting
  while (record.running + record.starting < most && left() > 0) {
    record.starting += 1
    const delayMs = run.random.between(0, run.options.latencyMs)
    later(run, visit.sequence, { delayMs, action: () => beginChild(run, visit, children) })
  }
  if (record.running + record.starting === 0) complete(run, visit, children)
}

function beginChild(run: Run, visit: Visit, children: Children): void {
  const { record } = children
  record.starting -= 1
  if (record.isOver || record.status !== 'RUNNING') return
  record.running += 1
  const again = record.waiting.shift()
  if (again) redriveExecution(again, again.events.length)
  else startChild(run, visit, children)
}

function startChild(run: Run, visit: Visit, children: Children): void {
  const { record, state } = children
  const index = record.children.length
  const batch = record.batches[index]
  if (!batch) return
  const child = run.world.start({
    parent: run,
    machine: state.processor,
    machineName: `${run.options.machineName.split('/')[0]}/${record.label}`,
    account: run.identity.account,
    type: record.plan.childType,
    input: batch.input,
    timeoutSeconds: record.plan.childTimeoutSeconds ?? 0,
    stopAfterMs: record.plan.stopsChild?.(index),
    mapRun: record,
    itemCount: batch.itemCount,
  })
  record.children.push(child)
  child.onEnd.push(() => childEnded(run, visit, children))
}

function childEnded(run: Run, visit: Visit, children: Children): void {
  const { record, ends } = children
  if (record.status !== 'RUNNING') return
  record.running -= 1
  if (record.isOver) return
  if (!isOverTolerance(record)) return fill(run, visit, children)
  record.isOver = true
  const delayMs = run.random.between(0, run.options.reactionMs)
  const error = 'States.ExceedToleratedFailureThreshold'
  const action = () => ends.fail(run, visit, { error, cause: 'The specified tolerated failure threshold was exceeded' })
  later(run, visit.sequence, { delayMs, action })
}

/** Failed and timed out items count, aborted ones do not. */
function isOverTolerance({ children, waiting, batches, plan }: MapRunRecord): boolean {
  const failed = children
    .filter(child => (child.status === 'FAILED' || child.status === 'TIMED_OUT') && !waiting.includes(child))
    .reduce((sum, child) => sum + child.identity.itemCount, 0)
  const items = batches.reduce((sum, { itemCount }) => sum + itemCount, 0)
  const { toleratedFailureCount: count, toleratedFailurePercentage: percentage } = plan
  if (count === undefined && percentage === undefined) return failed > 0
  return (count !== undefined && failed > count) || (percentage !== undefined && failed * 100 > percentage * items)
}

function complete(run: Run, visit: Visit, { record, ends }: Children): void {
  const { breaks } = record.plan
  const isBroken = breaks?.at === 'writer' && record.redrives === 0
  later(run, visit.sequence, {
    delayMs: run.random.between(0, run.options.latencyMs),
    action: () => {
      if (isBroken) ends.fail(run, visit, { error: 'States.ResultWriterFailed', cause: breaks.cause })
      else ends.succeed(run, visit)
    },
  })
}

/** Ends a Map Run; children that still run are stopped. */
export function endMapRun(run: Run, record: MapRunRecord, status: 'SUCCEEDED' | 'FAILED' | 'ABORTED'): void {
  if (record.status !== 'RUNNING') return
  record.status = status
  record.stopAt = run.agenda.now
  record.waiting.length = 0
  for (const dependent of run.dependents) if (dependent.record === record) run.dependents.delete(dependent)
  for (const child of record.children) if (child.status === 'RUNNING') stopLater(run, child)
}

/** Stops an execution whose reason to run is gone, within the time AWS takes for it. */
export function stopLater(run: Run, child: Run): void {
  const { epoch } = child
  const stop = () => {
    if (child.status === 'RUNNING' && child.epoch === epoch) stopExecution(child, 'ABORTED')
  }
  const { abandonMs } = run.options
  if (abandonMs === 0) stop()
  else run.agenda.add(run.agenda.now + run.random.between(0, abandonMs), stop)
}
