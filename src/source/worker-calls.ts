import { untilAborted } from '../waits/until-aborted.ts'
import type { WorkerCalls } from './calls.ts'
import { callOver, type Remote } from './remote-calls.ts'
import { workerFailed } from './worker-failed.ts'

let remote: Remote<WorkerCalls> | undefined

/** The decoding worker's calls. It is started when first asked and shared by everything on the page. */
export const workerCalls: Remote<WorkerCalls> = (name, input, signal) => {
  remote ??= startWorker()
  return remote(name, input, signal)
}

function startWorker(): Remote<WorkerCalls> {
  const worker = new Worker(new URL('./history-worker.ts', import.meta.url), { type: 'module', name: 'history' })
  const call = callOver<WorkerCalls>(worker)
  const broken = new AbortController()
  worker.addEventListener('error', event => {
    remote = undefined
    broken.abort(workerFailed(event.message))
  })
  return (name, input, signal) => untilAborted(call(name, input, signal), broken.signal)
}
