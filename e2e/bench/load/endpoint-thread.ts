import { workerData } from 'node:worker_threads'
import { startEndpoint } from '../../../src/fake-aws/endpoint.ts'
import { largeHistory } from '../../../src/simulator/large-history.ts'
import type { EndpointThreadData } from './threads.ts'

// The history is made here too: 25,000 events sent over would be made twice.
const { port, arn, events: count, latencyMs }: EndpointThreadData = workerData
const { events } = largeHistory({ events: count, keepsTruth: false })
const endpoint = await startEndpoint({ executions: [{ arn, events }], latencyMs })
port.postMessage({ url: endpoint.url, count: events.length })
