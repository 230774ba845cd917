import type { WorkerCalls } from './calls.ts'
import { fileCalls } from './file-calls.ts'
import { lateCalls } from './late-calls.ts'
import { callHere, type Remote } from './remote-calls.ts'
import { SourceError } from './source.ts'

/** In place of the worker's calls in the viewer of a file to share: files are read in the page, and AWS is out of reach. */
export const workerCalls: Remote<WorkerCalls> = callHere(
  lateCalls({ aws: nothing, logs: nothing, files: async () => fileCalls() }),
)

async function nothing(): Promise<never> {
  throw new SourceError('NoAws', 'A shared file asks nothing of AWS.', {
    whatToDo: 'Run sfn-timeline on your machine and open the execution there.',
  })
}
