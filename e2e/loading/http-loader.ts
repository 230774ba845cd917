import { createTreeBuilder } from '../../src/model/tree-builder.ts'
import { awsCalls } from '../../src/source/aws-calls.ts'
import { awsSource } from '../../src/source/aws-source.ts'
import type { AwsCalls, WorkerCalls } from '../../src/source/calls.ts'
import { callOver, serveOver } from '../../src/source/remote-calls.ts'
import { createExecutionLoader, type ExecutionLoader } from '../../src/state/execution-loader.ts'
import { createQueryClient } from '../../src/state/query-client.ts'
import type { Surroundings } from '../../src/state/surroundings.ts'

/** Loading as the page does it, without the page: the real loader, SDK and message port, over HTTP to an endpoint. */
export interface HttpLoading {
  loader(arn: string, surroundings: Surroundings): ExecutionLoader
  close(): void
}

export function startHttpLoading(endpointUrl: string): HttpLoading {
  const { port1, port2 } = new MessageChannel()
  serveOver<AwsCalls>(port2, awsCalls)
  const calls = callOver<WorkerCalls>(port1)
  port1.start()
  port2.start()
  const connection = { endpoint: `${endpointUrl}/`, token: undefined, profile: undefined }
  return {
    loader: (arn, surroundings) =>
      createExecutionLoader({
        source: awsSource(arn, calls, () => connection),
        builder: createTreeBuilder(),
        client: createQueryClient(),
        surroundings,
      }),
    close: () => {
      port1.close()
      port2.close()
    },
  }
}
