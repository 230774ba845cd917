import { createExecutionLoader } from '../../src/loading/execution-loader.ts'
import { DEFAULT_LOAD_SETTINGS } from '../../src/loading/load-settings.ts'
import type { ExecutionLoader } from '../../src/loading/loader-parts.ts'
import { createQueryClient } from '../../src/loading/query-client.ts'
import type { Surroundings } from '../../src/loading/surroundings.ts'
import { createTreeBuilder } from '../../src/model/tree-builder.ts'
import { awsCalls } from '../../src/source/aws-calls.ts'
import { awsSource } from '../../src/source/aws-source.ts'
import type { AwsCalls, WorkerCalls } from '../../src/source/calls.ts'
import { callOver, type Remote, serveOver } from '../../src/source/remote-calls.ts'

/** Loading as the page does it, without the page: the real loader, SDK and message port, over HTTP to an endpoint. */
export interface HttpLoading {
  /** `requestLimitMs`: when a request that is not answered is given up. */
  loader(arn: string, surroundings: Surroundings, requestLimitMs?: number): ExecutionLoader
}

export function startHttpLoading(endpointUrl: string): HttpLoading & { close(): void } {
  const { port1, port2 } = new MessageChannel()
  serveOver<AwsCalls>(port2, awsCalls)
  const calls = callOver<WorkerCalls>(port1)
  port1.start()
  port2.start()
  return {
    ...httpLoadingOver(calls, endpointUrl),
    close: () => {
      port1.close()
      port2.close()
    },
  }
}

/** The same over calls that someone else answers. */
export function httpLoadingOver(calls: Remote<WorkerCalls>, endpointUrl: string): HttpLoading {
  const connection = { kind: 'endpoint', endpoint: `${endpointUrl}/` } as const
  return {
    loader: (arn, surroundings, requestLimitMs = DEFAULT_LOAD_SETTINGS.requestLimitMs) =>
      createExecutionLoader({
        source: awsSource(arn, calls, async () => connection),
        builder: createTreeBuilder(),
        client: createQueryClient(),
        surroundings,
        settings: { ...DEFAULT_LOAD_SETTINGS, requestLimitMs },
      }),
  }
}
