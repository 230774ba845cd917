import { bareEvent } from '../history/bare-event.ts'
import type { HistoryEvent } from '../history/events.ts'
import type { ExecutionSummary } from '../history/execution-summary.ts'
import { normalizeEvent } from '../history/normalize-event.ts'
import { traceIdIn } from '../history/trace-id.ts'
import { within } from '../waits/within.ts'
import { clientFor } from './aws-client.ts'
import type { AwsCalls, Connection, ExecutionList } from './calls.ts'
import { describeError } from './describe-error.ts'
import { mapRunOf, millis } from './described-map-run.ts'
import { pageIn, type RawPage } from './history-answer.ts'
import { machinesOf } from './machine-list.ts'
import { answerLimit } from './no-answer.ts'
import { PagesAhead } from './pages-ahead.ts'
import type { SfnClient } from './sfn-client.ts'
import type { HistoryPage, PageRequest } from './source.ts'

/** As many events as one page can hold (AWS API reference, GetExecutionHistory `maxResults`). */
const MAX_RESULTS = 1000

/** The read-only calls over the real protocol, through the gateway. They run wherever the SDK runs: in the worker, in Node. */
export const awsCalls: AwsCalls = awsCallsThrough(clientFor)

type ClientOf = (connection: Connection) => SfnClient

/** The same through any client: `clientOf` gives the one for a connection. */
export function awsCallsThrough(clientOf: ClientOf): AwsCalls {
  const asked = askedThrough(clientOf)
  const ahead = new PagesAhead()
  return {
    describeExecution: (input, signal) =>
      asked('DescribeExecution', input, async client =>
        summaryOf(
          await within(answerLimit(signal), s =>
            client.untimedCall('DescribeExecution', { executionArn: input.arn }, s),
          ),
        ),
      ),
    readPage: (input, signal) =>
      asked('GetExecutionHistory', input, client => readPage({ client, ahead, input }, signal)),
    readDefinition: (input, signal) =>
      asked('DescribeStateMachineForExecution', input, async client => {
        const of = { executionArn: input.arn }
        const answer = await within(answerLimit(signal), s =>
          client.untimedCall('DescribeStateMachineForExecution', of, s),
        )
        return answer.definition
      }),
    describeMachine: (input, signal) =>
      asked('DescribeStateMachine', input, async client => {
        // The definition is not shown, and would take kms:Decrypt where it is encrypted.
        const of = { stateMachineArn: input.arn, includedData: 'METADATA_ONLY' } as const
        const answer = await within(answerLimit(signal), s => client.untimedCall('DescribeStateMachine', of, s))
        const logs = answer.loggingConfiguration
        return {
          ...{ stateMachineArn: answer.stateMachineArn ?? input.arn, name: answer.name ?? '' },
          ...{ type: answer.type ?? 'STANDARD', revisionId: answer.revisionId, logLevel: logs?.level },
          logsExecutionData: logs?.includeExecutionData,
          logGroupArn: logs?.destinations?.[0]?.cloudWatchLogsLogGroup?.logGroupArn?.replace(/:\*$/, ''),
        }
      }),
    readMachineDefinition: (input, signal) =>
      asked('DescribeStateMachine', input, async client => {
        const of = { stateMachineArn: input.arn, includedData: 'ALL_DATA' } as const
        const answer = await within(answerLimit(signal), s => client.untimedCall('DescribeStateMachine', of, s))
        return answer.definition
      }),
    listExecutions: (input, signal) =>
      asked('ListExecutions', input, async client => {
        const of = input.arn.includes(':mapRun:') ? { mapRunArn: input.arn } : { stateMachineArn: input.arn }
        const page = {
          maxResults: input.limit ?? 100,
          ...(input.status !== undefined && { statusFilter: input.status }),
          ...(input.token !== undefined && { nextToken: input.token }),
        }
        return listOf(
          await within(answerLimit(signal), s => client.untimedCall('ListExecutions', { ...of, ...page }, s)),
        )
      }),
    listMapRuns: (input, signal) =>
      asked('ListMapRuns', input, async client => {
        const token = input.token === undefined ? {} : { nextToken: input.token }
        const page = { executionArn: input.arn, maxResults: 100, ...token }
        const { mapRuns = [], nextToken } = await within(answerLimit(signal), s =>
          client.untimedCall('ListMapRuns', page, s),
        )
        const runs = mapRuns.map(run => ({
          mapRunArn: run.mapRunArn ?? '',
          startedAt: millis(run.startDate),
          stoppedAt: millis(run.stopDate),
        }))
        return { mapRuns: runs, ...(nextToken !== undefined && { nextToken }) }
      }),
    describeMapRun: (input, signal) =>
      asked('DescribeMapRun', input, async client =>
        mapRunOf(
          await within(answerLimit(signal), s => client.untimedCall('DescribeMapRun', { mapRunArn: input.arn }, s)),
        ),
      ),
    listMachines: (input, signal) =>
      asked('ListStateMachines', { ...input, arn: '' }, async client => {
        const page = { maxResults: MAX_RESULTS, ...(input.token !== undefined && { nextToken: input.token }) }
        return machinesOf(await within(answerLimit(signal), s => client.untimedCall('ListStateMachines', page, s)))
      }),
  }
}

/** Every failure leaves as SourceError in words. */
function askedThrough(clientOf: ClientOf) {
  return async <T>(
    action: string,
    about: { readonly connection: Connection; readonly arn: string; readonly region?: string },
    call: (client: SfnClient) => Promise<T>,
  ): Promise<T> => {
    try {
      return await call(clientOf(about.connection))
    } catch (error) {
      throw describeError(error, {
        action,
        arn: about.arn,
        region: about.region,
        profile: about.connection.kind === 'gateway' ? about.connection.profile : undefined,
      })
    }
  }
}

type PageInput = Parameters<AwsCalls['readPage']>[0]

interface PageCall {
  readonly client: SfnClient
  readonly ahead: PagesAhead
  readonly input: PageInput
}

async function readPage({ client, ahead, input }: PageCall, signal: AbortSignal): Promise<HistoryPage> {
  const { arn, request } = input
  const ask = (asked: PageRequest, until: AbortSignal) =>
    within(answerLimit(until), given => untimedPage(client, { arn, request: asked }, given))
  const { events: raw, nextToken } = await (ahead.claim(nameOf(input), signal) ?? ask(request, signal))
  if (nextToken !== undefined && isShortOf(request, raw.at(-1))) {
    const next = { ...request, token: nextToken }
    ahead.askFor(nameOf({ ...input, request: next }), until => ask(next, until))
  }
  const { payloadsOf } = request
  const isKept = ({ id }: HistoryEvent) => payloadsOf?.includes(id) ?? true
  const events = raw.map(event => normalizeEvent(event)).map(event => (isKept(event) ? event : bareEvent(event)))
  return { events, payloadBytes: payloadBytesOf(events), ...(nextToken !== undefined && { nextToken }) }
}

async function untimedPage(
  client: SfnClient,
  { arn, request }: { readonly arn: string; readonly request: PageRequest },
  signal: AbortSignal,
): Promise<RawPage> {
  const page = {
    executionArn: arn,
    maxResults: request.limit ?? MAX_RESULTS,
    reverseOrder: request.direction === 'backward',
    includeExecutionData: request.withPayloads,
    ...(request.token !== undefined && { nextToken: request.token }),
  }
  const response = await client.untimedResponse('GetExecutionHistory', page, signal)
  const taken = pageIn(response)
  if (taken !== undefined) return taken
  const { events = [], nextToken } = await client.decode('GetExecutionHistory', response)
  return { events, nextToken }
}

/** What tells two pages apart: a token is of one history in one direction. */
function nameOf({ connection, arn, request }: PageInput): string {
  const way = connection.kind === 'gateway' ? connection.profile : connection.endpoint
  return JSON.stringify([way, arn, request.token, request.withPayloads])
}

/** Whether a page that ends with this event leaves more to be asked for. */
function isShortOf({ direction, neededTo }: PageRequest, last: unknown): boolean {
  if (neededTo === undefined || last === undefined) return false
  const { id } = normalizeEvent(last)
  return direction === 'forward' ? id < neededTo : id > neededTo
}

/** What the texts of events take in memory: two bytes a character as soon as one of a text is beyond Latin-1. */
function payloadBytesOf(events: readonly HistoryEvent[]): number {
  let bytes = 0
  for (const { details } of events) {
    for (const name in details) {
      const value = details[name]
      if (typeof value === 'string') bytes += value.length * (BEYOND_LATIN_1.test(value) ? 2 : 1)
    }
  }
  return bytes
}

const BEYOND_LATIN_1 = /[\u0100-\uffff]/

interface DescribedExecution {
  executionArn?: string | undefined
  stateMachineArn?: string | undefined
  name?: string | undefined
  status?: string | undefined
  startDate?: Date | undefined
  stopDate?: Date | undefined
  input?: string | undefined
  output?: string | undefined
  error?: string | undefined
  cause?: string | undefined
  mapRunArn?: string | undefined
  redriveCount?: number | undefined
  redriveStatus?: string | undefined
  redriveStatusReason?: string | undefined
  traceHeader?: string | undefined
}

function summaryOf(answer: DescribedExecution): ExecutionSummary {
  const { executionArn, stateMachineArn, mapRunArn, input, output, error, cause } = answer
  const { redriveStatus, redriveStatusReason, traceHeader } = answer
  const traceId = traceHeader === undefined ? undefined : traceIdIn(traceHeader)
  return {
    stateMachineName: stateMachineArn?.split(':')[6] ?? '',
    name: answer.name ?? executionArn?.split(':').at(-1) ?? '',
    status: answer.status,
    startedAt: millis(answer.startDate),
    stoppedAt: millis(answer.stopDate),
    redriveCount: answer.redriveCount ?? 0,
    ...(executionArn !== undefined && { executionArn }),
    ...(stateMachineArn !== undefined && { stateMachineArn }),
    ...(mapRunArn !== undefined && { mapRunArn }),
    ...(redriveStatus !== undefined && { redriveStatus }),
    ...(redriveStatusReason !== undefined && { redriveStatusReason }),
    ...(traceId !== undefined && { traceId }),
    ...(input !== undefined && { input }),
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  }
}

interface ListedExecution extends DescribedExecution {
  itemCount?: number | undefined
  stateMachineVersionArn?: string | undefined
  stateMachineAliasArn?: string | undefined
}

interface ListedExecutions {
  executions?: readonly ListedExecution[] | undefined
  nextToken?: string | undefined
}

function listOf({ executions = [], nextToken }: ListedExecutions): ExecutionList {
  const items = executions.map(item => ({
    executionArn: item.executionArn ?? '',
    name: item.name ?? '',
    status: item.status,
    startedAt: millis(item.startDate),
    stoppedAt: millis(item.stopDate),
    redriveCount: item.redriveCount ?? 0,
    itemCount: item.itemCount,
    ...startedByOf(item),
  }))
  return { executions: items, ...(nextToken !== undefined && { nextToken }) }
}

/** An alias names a version as well: the version is what ran. */
function startedByOf(item: ListedExecution): { readonly startedBy?: string } {
  const startedBy = (item.stateMachineVersionArn ?? item.stateMachineAliasArn)?.split(':')[7]
  return startedBy === undefined ? {} : { startedBy }
}
