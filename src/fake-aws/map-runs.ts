import type { Millis } from '../history/events.ts'
import { AwsError, denied, missing } from './aws-error.ts'
import { type ExecutionRecord, type Executions, stateMachineArnOf, withoutUndefined } from './executions.ts'
import { epochSeconds, isJson, type Json, textOf } from './wire.ts'

/** What neither a Map Run's children nor its parent's history tell. */
export interface ServedMapRun {
  readonly arn: string
  readonly executionArn: string
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED'
  readonly startAt: Millis
  readonly stopAt?: Millis | undefined
  readonly maxConcurrency: number
  readonly toleratedFailurePercentage: number
  readonly toleratedFailureCount: number
  /** Never started: counted, not listed. */
  readonly pending: { readonly executions: number; readonly items: number }
  readonly redriveCount: number
  readonly redriveAt?: Millis | undefined
}

/** The Map Runs there are, by ARN. Those not here are read from their parent's history. */
export type MapRuns = ReadonlyMap<string, ServedMapRun>

interface Served {
  readonly executions: Executions
  readonly mapRuns: MapRuns
}

export function listMapRuns(parent: ExecutionRecord, { mapRuns }: Served): Json {
  const listed = [...new Set(mapRunArnsOf(parent))].map(arn => mapRuns.get(arn) ?? toldOf(arn, parent))
  return {
    mapRuns: listed.map(mapRun => ({
      mapRunArn: mapRun.arn,
      executionArn: mapRun.executionArn,
      stateMachineArn: stateMachineArnOf(parent.arn),
      ...datesOf(mapRun),
    })),
  }
}

/** @throws AwsError ResourceNotFound, AccessDeniedException */
export function describeMapRun(request: Json, { executions, mapRuns }: Served): Json {
  const arn = textOf(request, 'mapRunArn')
  if (arn === undefined) throw missing('mapRunArn')
  const known = mapRuns.get(arn)
  const parent = known
    ? executions.get(known.executionArn)
    : [...executions.values()].find(record => mapRunArnsOf(record).includes(arn))
  if (parent?.isDenied) throw denied(arn, 'DescribeMapRun')
  if (parent === undefined) throw new AwsError('ResourceNotFound', `Resource not found: '${arn}'`)
  const mapRun = known ?? toldOf(arn, parent)
  const children = [...executions.values()].filter(record => record.mapRunArn === arn)
  return withoutUndefined({
    mapRunArn: arn,
    executionArn: mapRun.executionArn,
    status: mapRun.status,
    ...datesOf(mapRun),
    maxConcurrency: mapRun.maxConcurrency,
    toleratedFailurePercentage: mapRun.toleratedFailurePercentage,
    toleratedFailureCount: mapRun.toleratedFailureCount,
    itemCounts: countsOf(children, { pending: mapRun.pending.items, weigh: child => child.itemCount }),
    executionCounts: countsOf(children, { pending: mapRun.pending.executions, weigh: () => 1 }),
    redriveCount: mapRun.redriveCount,
    redriveDate: mapRun.redriveAt === undefined ? undefined : epochSeconds(mapRun.redriveAt),
  })
}

function datesOf({ startAt, stopAt }: ServedMapRun): Json {
  return { startDate: epochSeconds(startAt), ...(stopAt === undefined ? {} : { stopDate: epochSeconds(stopAt) }) }
}

interface Counting {
  readonly pending: number
  readonly weigh: (child: ExecutionRecord) => number
}

function countsOf(children: readonly ExecutionRecord[], { pending, weigh }: Counting): Json {
  const sums = new Map<string, number>()
  for (const child of children) sums.set(child.status, (sums.get(child.status) ?? 0) + weigh(child))
  const count = (status: string) => sums.get(status) ?? 0
  return {
    pending,
    running: count('RUNNING'),
    succeeded: count('SUCCEEDED'),
    failed: count('FAILED'),
    timedOut: count('TIMED_OUT'),
    aborted: count('ABORTED'),
    total: pending + children.reduce((sum, child) => sum + weigh(child), 0),
    resultsWritten: 0,
    failuresNotRedrivable: 0,
    pendingRedrive: count('PENDING_REDRIVE'),
  }
}

function mapRunArnsOf(record: ExecutionRecord): string[] {
  return record.events.flatMap(event => {
    const details = event['mapRunStartedEventDetails']
    const arn = isJson(details) ? textOf(details, 'mapRunArn') : undefined
    return arn === undefined ? [] : [arn]
  })
}

/** As much as the parent's history tells. */
function toldOf(arn: string, parent: ExecutionRecord): ServedMapRun {
  const started = parent.events.findIndex(event => JSON.stringify(event).includes(arn))
  const ended = parent.events.find(
    (event, index) => index > started && /^MapRun(Succeeded|Failed|Aborted)$/.test(event.type),
  )
  return {
    arn,
    executionArn: parent.arn,
    status: statusAfter(ended?.type),
    startAt: (parent.events[started]?.timestamp ?? 0) * 1000,
    stopAt: ended && ended.timestamp * 1000,
    maxConcurrency: 0,
    toleratedFailurePercentage: 0,
    toleratedFailureCount: 0,
    pending: { executions: 0, items: 0 },
    redriveCount: 0,
  }
}

function statusAfter(type: string | undefined): ServedMapRun['status'] {
  if (type === undefined) return 'RUNNING'
  if (type === 'MapRunSucceeded') return 'SUCCEEDED'
  return type === 'MapRunFailed' ? 'FAILED' : 'ABORTED'
}
