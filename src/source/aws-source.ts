import type { Connection, WorkerCalls } from './calls.ts'
import type { Remote } from './remote-calls.ts'
import type { HistorySource } from './source.ts'

/** The path of the AWS protocol on the gateway, relative to the page. The SDK wants the `/` at its end. */
export const AWS_PATH = 'aws/'

/**
 * An execution in AWS, through the gateway. Decoding happens where `calls` lead (the worker).
 * `connection` is asked anew for every request: a person may sign in or switch profiles while the page is open.
 */
export function awsSource(arn: string, calls: Remote<WorkerCalls>, connection: () => Connection): HistorySource {
  const about = () => ({ connection: connection(), arn })
  return {
    ref: { kind: 'aws', arn },
    live: true,
    describe: signal => calls('describeExecution', about(), signal),
    readPage: (request, signal) => calls('readPage', { ...about(), request }, signal),
    definition: signal => calls('readDefinition', about(), signal),
  }
}
