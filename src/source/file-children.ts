import type { WorkerCalls } from './calls.ts'
import type { ChildSource } from './child-source.ts'
import { notInFiles } from './file-errors.ts'
import { fileSourceOfArn } from './file-source.ts'
import type { Remote } from './remote-calls.ts'
import type { HistorySource } from './source.ts'

/** What files that were opened together tell of the executions below one of them. */
export interface FileChildren extends ChildSource {
  /** @throws SourceError for an execution that no file tells of. */
  readonly source: (arn: string, signal: AbortSignal) => Promise<HistorySource>
}

/** The executions and Map Runs in the files of a hash. Nothing is asked of AWS. */
export function fileChildren(hash: string, calls: Remote<WorkerCalls>): FileChildren {
  return {
    describeMapRun: (arn, signal) => calls('describeFileMapRun', { hash, arn }, signal),
    listChildren: ({ mapRunArn, status, token }, signal) =>
      calls('listFileChildren', { hash, arn: mapRunArn, status, token }, signal),
    source: async (arn, signal) => {
      const whole = fileSourceOfArn(hash, arn, calls)
      if (whole !== undefined) return whole
      const summary = await calls('describeFileChild', { hash, arn }, signal)
      if (summary === undefined) throw notInFiles('history of this execution')
      return {
        ref: { kind: 'aws', arn },
        live: false,
        describe: async () => summary,
        readPage: (request, s) => calls('readFilePage', { hash, execution: arn, request }, s),
        definition: async () => undefined,
      }
    },
  }
}
