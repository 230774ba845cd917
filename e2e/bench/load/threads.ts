import { once } from 'node:events'
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { Port } from '../../../src/source/remote-calls.ts'

/** What the thread of the endpoint is started with. */
export interface EndpointThreadData {
  readonly port: MessagePort
  readonly arn: string
  readonly events: number
  readonly latencyMs: number
}

/** What the thread that asks and decodes is started with. */
export interface DecodingThreadData {
  readonly port: MessagePort
}

/** A thread with a port to it. */
interface Thread {
  readonly port: MessagePort
  readonly close: () => Promise<void>
}

/**
 * An endpoint in a thread of its own, as AWS does not live in the page's. Answers with its address and how many events
 * its history has.
 */
export async function startEndpointThread(
  data: Omit<EndpointThreadData, 'port'>,
): Promise<Thread & { readonly url: string; readonly count: number }> {
  const thread = startThread('e2e/bench/load/endpoint-thread.ts', data)
  const [{ url, count }] = await once(thread.port, 'message')
  return { ...thread, url: String(url), count: Number(count) }
}

/** Node's port as the page's calls know ports. */
export function portOver(port: MessagePort): Port {
  return {
    postMessage: message => port.postMessage(message),
    addEventListener: (_, listener) => port.on('message', data => listener(new MessageEvent('message', { data }))),
  }
}

/** The SDK in a thread of its own, as in the page. */
export function startDecodingThread(): Thread {
  return startThread('e2e/bench/load/decoding-thread.ts', {})
}

function startThread(program: string, data: object): Thread {
  const { port1, port2 } = new MessageChannel()
  const worker = new Worker('./src/tasks/run-ts.mjs', {
    argv: [program],
    workerData: { ...data, port: port2 },
    transferList: [port2],
  })
  worker.once('error', error => {
    throw error
  })
  return {
    port: port1,
    close: async () => {
      port1.close()
      await worker.terminate()
    },
  }
}
