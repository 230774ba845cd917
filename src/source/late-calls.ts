import { within } from '../waits/within.ts'
import type { AwsCalls, FileCalls, LogCalls, WorkerCalls } from './calls.ts'
import { answerLimit } from './no-answer.ts'
import { workerFailed } from './worker-failed.ts'

/** Loads the code of some calls: from the server of the page. */
export type Load<Calls> = () => Promise<Calls>

export interface Loads {
  readonly aws: Load<AwsCalls>
  readonly logs: Load<LogCalls>
  readonly files: Load<FileCalls>
}

/**
 * All calls of the worker, each of which loads what it needs when it is first made: whoever opens a file needs no SDK, and whoever asks
 * AWS nothing that reads files.
 */
export function lateCalls(load: Loads): WorkerCalls {
  const aws = once(load.aws)
  const logs = once(load.logs)
  const files = once(load.files)
  return {
    describeExecution: async (input, signal) => (await aws(signal)).describeExecution(input, signal),
    readPage: async (input, signal) => (await aws(signal)).readPage(input, signal),
    readDefinition: async (input, signal) => (await aws(signal)).readDefinition(input, signal),
    describeMachine: async (input, signal) => (await aws(signal)).describeMachine(input, signal),
    readMachineDefinition: async (input, signal) => (await aws(signal)).readMachineDefinition(input, signal),
    listExecutions: async (input, signal) => (await aws(signal)).listExecutions(input, signal),
    listMapRuns: async (input, signal) => (await aws(signal)).listMapRuns(input, signal),
    describeMapRun: async (input, signal) => (await aws(signal)).describeMapRun(input, signal),
    listMachines: async (input, signal) => (await aws(signal)).listMachines(input, signal),
    filterLogEvents: async (input, signal) => (await logs(signal)).filterLogEvents(input, signal),
    readExecutionLog: async (input, signal) => (await logs(signal)).readExecutionLog(input, signal),
    readLoggedRuns: async (input, signal) => (await logs(signal)).readLoggedRuns(input, signal),
    getFunctionConfiguration: async (input, signal) => (await logs(signal)).getFunctionConfiguration(input, signal),
    openBytes: async (input, signal) => (await files(signal)).openBytes(input, signal),
    readFilePage: async (input, signal) => (await files(signal)).readFilePage(input, signal),
    describeFileChild: async (input, signal) => (await files(signal)).describeFileChild(input, signal),
    describeFileMapRun: async (input, signal) => (await files(signal)).describeFileMapRun(input, signal),
    listFileChildren: async (input, signal) => (await files(signal)).listFileChildren(input, signal),
  }
}

/** What could not be loaded is asked for again by the next call. */
function once<Calls>(load: Load<Calls>): (signal: AbortSignal) => Promise<Calls> {
  let loading: Promise<Calls> | undefined
  return signal =>
    within(answerLimit(signal), () => {
      loading ??= load().catch((error: unknown) => {
        loading = undefined
        throw workerFailed(String(error))
      })
      return loading
    })
}
