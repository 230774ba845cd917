import type { Millis } from '../events.ts'
import { jsonText } from '../exact-json.ts'
import type { ExecutionStatus } from '../execution-summary.ts'
import { isRecord, type JsonRecord, textOf } from '../json-value.ts'
import { parseStatesArn } from '../states-arn.ts'
import { readTimestamp } from '../timestamps.ts'

/** A child of a Map Run, as a ResultWriter or a list tells of it. */
export interface ChildRecord {
  readonly executionArn: string
  readonly name: string
  readonly status: ExecutionStatus | undefined
  readonly startedAt: Millis | undefined
  readonly stoppedAt: Millis | undefined
  readonly redriveCount: number
  readonly itemCount: number | undefined
  /** JSON texts. */
  readonly input: string | undefined
  readonly output: string | undefined
  readonly error: string | undefined
  readonly cause: string | undefined
  readonly redriveStatus: string | undefined
  readonly redriveStatusReason: string | undefined
}

/** What a manifest says of the files beside it. */
export interface ResultManifest {
  readonly mapRunArn: string
  readonly files: readonly ResultFile[]
}

export interface ResultFile {
  /** `FAILED`, `PENDING`, `SUCCEEDED`. */
  readonly group: string
  readonly key: string
  readonly sizeBytes: number | undefined
}

/** What a value of a ResultWriter's files is. */
export type ResultValue =
  | { readonly kind: 'child'; readonly child: ChildRecord }
  /** An item that never became an execution. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'manifest'; readonly manifest: ResultManifest }

/**
 * Reads one value of a ResultWriter's files (AWS: "ResultWriter", Map state); undefined for anything else. A record that lacks what
 * tells it apart is none.
 */
export function resultValueOf(value: unknown): ResultValue | undefined {
  if (!isRecord(value)) return undefined
  if (isRecord(value['ResultFiles']) && typeof value['MapRunArn'] === 'string') {
    return { kind: 'manifest', manifest: manifestOf(value['MapRunArn'], value['ResultFiles']) }
  }
  const { ExecutionArn: arn, Status: status } = value
  if (typeof status !== 'string') return undefined
  if (typeof arn === 'string' && isRecordOfChild(value)) {
    const child = childOf(value, arn, status)
    return child === undefined ? undefined : { kind: 'child', child }
  }
  // Nothing but its input is known of an item that was never started.
  return arn === undefined && status === 'PENDING' && 'Input' in value ? { kind: 'pending' } : undefined
}

/** DescribeExecution's answer, as tools print it in capitals, has no `InputDetails` beside both names. */
function isRecordOfChild(value: JsonRecord): boolean {
  return typeof value['StateMachineArn'] === 'string' && 'StartDate' in value && 'Name' in value
}

function childOf(value: JsonRecord, executionArn: string, status: string): ChildRecord | undefined {
  const parsed = parseStatesArn(executionArn)
  // Only a Map Run's children have a label; anything else with these names is DescribeExecution's answer.
  if ((parsed?.kind !== 'execution' && parsed?.kind !== 'express') || parsed.mapRunLabel === undefined) return undefined
  const stoppedAt = readTimestamp(value['StopDate'])
  // The last member of a record: where it lacks, the file was cut in it.
  if (stoppedAt === undefined && status !== 'RUNNING') return undefined
  const redrives = Number(value['RedriveCount'] ?? 0)
  return {
    executionArn,
    name: textOf(value['Name']) ?? parsed.executionName,
    status,
    startedAt: readTimestamp(value['StartDate']),
    stoppedAt,
    redriveCount: Number.isSafeInteger(redrives) && redrives >= 0 ? redrives : 0,
    itemCount: undefined,
    input: jsonTextOf(value['Input']),
    output: jsonTextOf(value['Output']),
    error: textOf(value['Error']),
    cause: textOf(value['Cause']),
    redriveStatus: textOf(value['RedriveStatus']),
    redriveStatusReason: textOf(value['RedriveStatusReason']),
  }
}

function manifestOf(mapRunArn: string, groups: JsonRecord): ResultManifest {
  const files = Object.entries(groups).flatMap(([group, list]) => {
    const entries: readonly unknown[] = Array.isArray(list) ? list : []
    return entries.flatMap((entry): readonly ResultFile[] => {
      const key = isRecord(entry) ? textOf(entry['Key']) : undefined
      if (!isRecord(entry) || key === undefined) return []
      const size = entry['Size']
      return [{ group, key, sizeBytes: typeof size === 'number' ? size : undefined }]
    })
  })
  return { mapRunArn, files }
}

/** A tool may have parsed what AWS writes as text. */
function jsonTextOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  return typeof value === 'string' ? value : jsonText(value)
}
