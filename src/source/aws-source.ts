import type { Connection, WorkerCalls } from './calls.ts'
import type { Remote } from './remote-calls.ts'
import type { HistorySource } from './source.ts'

/**
 * An execution in AWS, through the gateway. Decoding happens where `calls` lead (the worker).
 * `connection` is asked again for every request: a person may be let in or switch profiles while the page is open.
 */
export function awsSource(
  arn: string,
  calls: Remote<WorkerCalls>,
  connection: () => Promise<Connection>,
): HistorySource {
  const about = async () => ({ connection: await connection(), arn })
  return {
    ref: { kind: 'aws', arn },
    live: true,
    describe: async signal => calls('describeExecution', await about(), signal),
    readPage: async (request, signal) => calls('readPage', { ...(await about()), request }, signal),
    definition: async signal => calls('readDefinition', await about(), signal),
  }
}
