import type { WorkerCalls } from './calls.ts'
import { lateCalls } from './late-calls.ts'
import { type Port, serveOver } from './remote-calls.ts'

/**
 * The decoding worker. Asking through the SDK, parsing and normalising a page, and reading files of any size take more than a
 * frame may have; here they cost the page nothing.
 */
const port: Port = {
  postMessage: message => self.postMessage(message, { transfer: [] }),
  addEventListener: (type, listener) => self.addEventListener(type, listener),
}
serveOver<WorkerCalls>(
  port,
  lateCalls({
    aws: () => import('./aws-calls.ts').then(({ awsCalls }) => awsCalls),
    logs: () => import('./log-calls.ts').then(({ logCalls }) => logCalls),
    files: () => import('./file-calls.ts').then(({ fileCalls }) => fileCalls()),
  }),
)
