import { awsCalls } from './aws-calls.ts'
import type { WorkerCalls } from './calls.ts'
import { fileCalls } from './file-calls.ts'
import { type Port, serveOver } from './remote-calls.ts'

/**
 * The decoding worker. The SDK takes about 20 ms for a page of 1000 events (measured, ten times JSON.parse), more than a
 * frame has; here it costs the page nothing.
 */
const port: Port = {
  postMessage: message => self.postMessage(message, { transfer: [] }),
  addEventListener: (type, listener) => self.addEventListener(type, listener),
}
serveOver<WorkerCalls>(port, { ...awsCalls, ...fileCalls() })
