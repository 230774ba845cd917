import type { MapRunSummary } from '../execution-summary.ts'
import { isRecord, type JsonRecord, textOf } from '../json-value.ts'
import { readTimestamp } from '../timestamps.ts'
import type { ChildRecord } from './result-value.ts'

/** A Map Run as a forest's file holds it: what DescribeMapRun told, and the list of its children as far as it was read. */
export interface WrittenMapRun {
  readonly mapRunArn: string
  /** Undefined where it was not asked for. */
  readonly summary: MapRunSummary | undefined
  readonly children: readonly ChildRecord[]
  /** Of which statuses every child is among them (`ALL`: of any). */
  readonly listed: readonly string[]
}

/** The Map Runs of a file that this program wrote (`export/forest-json.ts`): DescribeMapRun's and ListExecutions' own names. */
export function writtenMapRunsIn(value: unknown): readonly WrittenMapRun[] {
  if (!isRecord(value) || !Array.isArray(value['mapRuns']) || value['sfnTimelineForest'] === undefined) return []
  const runs: readonly unknown[] = value['mapRuns']
  return runs.flatMap(run => {
    const arn = isRecord(run) ? textOf(run['mapRunArn']) : undefined
    return isRecord(run) && arn !== undefined ? [writtenMapRun(run, arn)] : []
  })
}

function writtenMapRun(run: JsonRecord, mapRunArn: string): WrittenMapRun {
  const list: readonly unknown[] = Array.isArray(run['executions']) ? run['executions'] : []
  const children = list.flatMap(child => (isRecord(child) ? (childOf(child) ?? []) : []))
  const summary: MapRunSummary = {
    mapRunArn,
    executionArn: textOf(run['executionArn']),
    status: textOf(run['status']),
    startedAt: readTimestamp(run['startDate']),
    stoppedAt: readTimestamp(run['stopDate']),
    maxConcurrency: numberOf(run['maxConcurrency']),
    redriveCount: numberOf(run['redriveCount']) ?? 0,
    ...toleratedIn(run),
    itemCounts: countsOf(run['itemCounts']),
    executionCounts: countsOf(run['executionCounts']),
  }
  const listed: readonly unknown[] = Array.isArray(run['listed']) ? run['listed'] : []
  const isDescribed = run['isDescribed'] !== false
  return {
    mapRunArn,
    summary: isDescribed ? summary : undefined,
    children,
    listed: listed.flatMap(status => textOf(status) ?? []),
  }
}

function toleratedIn(run: JsonRecord): Pick<MapRunSummary, 'tolerated'> {
  const count = numberOf(run['toleratedFailureCount'])
  const percentage = numberOf(run['toleratedFailurePercentage'])
  if (count === undefined && percentage === undefined) return {}
  return { tolerated: { count: count ?? 0, percentage: percentage ?? 0 } }
}

function childOf(child: JsonRecord): ChildRecord | undefined {
  const executionArn = textOf(child['executionArn'])
  if (executionArn === undefined) return undefined
  return {
    executionArn,
    name: textOf(child['name']) ?? '',
    status: textOf(child['status']),
    startedAt: readTimestamp(child['startDate']),
    stoppedAt: readTimestamp(child['stopDate']),
    redriveCount: numberOf(child['redriveCount']) ?? 0,
    itemCount: numberOf(child['itemCount']),
    input: textOf(child['input']),
    output: textOf(child['output']),
    error: textOf(child['error']),
    cause: textOf(child['cause']),
    redriveStatus: undefined,
    redriveStatusReason: undefined,
  }
}

function countsOf(value: unknown): Readonly<Record<string, number>> {
  if (!isRecord(value)) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, count]) => (typeof count === 'number' ? [[name, count]] : [])),
  )
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
