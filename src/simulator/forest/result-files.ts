import { errorOf, inputOf, outputOf } from '../../history/event-fields.ts'
import type { SimulatedExecution, SimulatedMapRun } from './simulate-forest.ts'

/** A file that a ResultWriter has put into its bucket. */
export interface WrittenResultFile {
  /** The key behind the prefix: `RUN-ID/FAILED_0.json`. */
  readonly key: string
  readonly text: string
}

export interface ResultWriting {
  readonly form: 'JSON' | 'JSONL'
  /** Records in one file at most; AWS begins another at 5 GB. */
  readonly recordsAFile: number
}

/**
 * What AWS writes of a Map Run that has ended (AWS: "ResultWriter", Map state): full records, what failed, timed out or was aborted
 * in the files called FAILED, what never started in those called PENDING, and the manifest that names them.
 */
export function resultFilesOf(mapRun: SimulatedMapRun, { form, recordsAFile }: ResultWriting): WrittenResultFile[] {
  const folder = mapRun.arn.split(':').at(-1) ?? ''
  const succeeded = mapRun.children.filter(({ status }) => status === 'SUCCEEDED')
  const failed = mapRun.children.filter(({ status }) => /^(FAILED|TIMED_OUT|ABORTED|PENDING_REDRIVE)$/.test(status))
  const unstarted = mapRun.record.batches.slice(mapRun.children.length)
  const pending = unstarted.map(({ input }) => ({
    ...{ Input: JSON.stringify(input), InputDetails: { Included: true }, Status: 'PENDING' },
  }))
  const groups = { FAILED: failed.map(recordOf), PENDING: pending, SUCCEEDED: succeeded.map(recordOf) }
  const files = Object.entries(groups).flatMap(([group, records]) =>
    partsOf(records, recordsAFile).map((part, number) => ({
      key: `${folder}/${group}_${number}.${form.toLowerCase()}`,
      text: form === 'JSON' ? JSON.stringify(part) : part.map(record => `${JSON.stringify(record)}\n`).join(''),
    })),
  )
  return [...files, { key: `${folder}/manifest.json`, text: manifestOf(mapRun, Object.keys(groups), files) }]
}

function manifestOf({ arn }: SimulatedMapRun, groups: readonly string[], files: readonly WrittenResultFile[]): string {
  const inGroup = (group: string) =>
    files
      .filter(({ key }) => key.includes(`/${group}_`))
      .map(({ key, text }) => ({ Key: `results/${key}`, Size: new TextEncoder().encode(text).length }))
  const ResultFiles = Object.fromEntries(groups.map(group => [group, inGroup(group)]))
  return JSON.stringify({ DestinationBucket: 'results', MapRunArn: arn, ResultFiles })
}

function recordOf(child: SimulatedExecution): object {
  const { arn, name, stateMachineArn, status, startAt, stopAt, redrives, events } = child
  const [start] = events
  const end = events.at(-1)
  const failure = end === undefined ? undefined : errorOf(end)
  const output = end === undefined ? undefined : outputOf(end)
  const ended = status === 'PENDING_REDRIVE' ? 'FAILED' : status
  return {
    ...(failure?.cause !== undefined && { Cause: failure.cause }),
    ...(failure?.error !== undefined && { Error: failure.error }),
    ExecutionArn: arn,
    Input: start === undefined ? '{}' : inputOf(start),
    InputDetails: { Included: true },
    Name: name,
    ...(status === 'SUCCEEDED' && { Output: output ?? '{}', OutputDetails: { Included: true } }),
    RedriveCount: redrives,
    RedriveStatus: status === 'SUCCEEDED' ? 'NOT_REDRIVABLE' : 'REDRIVABLE',
    ...(status === 'SUCCEEDED' && { RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven' }),
    StartDate: new Date(startAt).toISOString(),
    StateMachineArn: stateMachineArn,
    Status: ended,
    ...(stopAt !== undefined && { StopDate: new Date(stopAt).toISOString() }),
  }
}

function partsOf<T>(list: readonly T[], most: number): (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / most) }, (_, part) => list.slice(part * most, (part + 1) * most))
}
