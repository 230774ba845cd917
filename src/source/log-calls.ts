import { SFNServiceException } from '@aws-sdk/client-sfn'
import * as v from 'valibot'
import { parseJson, tryParse } from '../history/json-value.ts'
import { executionInLines } from '../history/logged-event.ts'
import { runsInLines, runsPattern } from '../history/logged-run.ts'
import { parseStatesArn } from '../history/states-arn.ts'
import type { LogLine } from '../logs/log-line.ts'
import { within } from '../waits/within.ts'
import { callGateway, fetched, type GatewayAnswer } from './call-gateway.ts'
import type { Connection, LogCalls, LogPage, LogRequest } from './calls.ts'
import { describeError } from './describe-error.ts'
import { answerLimit } from './no-answer.ts'
import { SourceError } from './source.ts'

/**
 * The two calls that read logs, written by hand: each is one JSON document each way, for which a client of the SDK's would be
 * loaded. What AWS refuses is thrown as the SDK would, so that it is told in the same words.
 */
export const logCalls: LogCalls = logCallsThrough((connection, about, signal) =>
  within(answerLimit(signal), given => untimedSend(connection, about, given)),
)

/** The same by any way to AWS. */
export function logCallsThrough(way: LogWay): LogCalls {
  const filter = (input: About & LogRequest, signal: AbortSignal) => filterLogEvents(way, input, signal)
  return {
    filterLogEvents: filter,
    readExecutionLog: async ({ executionArn, ...request }, signal) => {
      const pattern = `{ $.execution_arn = "${executionArn}" }`
      const { lines, ...page } = await filter({ ...request, pattern }, signal)
      // Not every endpoint heeds a pattern, and anybody may write to a log.
      return {
        ...page,
        ...executionInLines(
          lines.map(({ message }) => message),
          executionArn,
        ),
      }
    },
    readLoggedRuns: async ({ machineArn, ...request }, signal) => {
      const machine = parseStatesArn(machineArn)
      if (machine?.kind !== 'stateMachine') throw new SourceError('InvalidArn', `${machineArn} is no state machine.`)
      const { lines, ...page } = await filter({ ...request, pattern: runsPattern(machine) }, signal)
      const messages = lines.map(({ message }) => message)
      return { ...page, lines: runsInLines(messages, machine), bytes: bytesOf(messages) }
    },
    getFunctionConfiguration: (input, signal) =>
      askedAs({ action: 'GetFunctionConfiguration', service: 'lambda' }, input, async () => {
        const path = `2015-03-31/functions/${encodeURIComponent(input.arn)}/configuration`
        const body = JSON.stringify({ FunctionName: input.arn })
        const asked = { target: 'AWSLambda.GetFunctionConfiguration', method: 'GET', path, body } as const
        const answer = v.parse(CONFIGURATION, await send(way, { ...input, asked }, signal))
        return {
          ...{ runtime: answer.Runtime, timeoutSeconds: answer.Timeout, memoryMB: answer.MemorySize },
          ...{ logGroup: answer.LoggingConfig?.LogGroup, logFormat: answer.LoggingConfig?.LogFormat },
        }
      }),
  }
}

/** Sends what is asked and gives AWS's answer in time, errors of AWS included. @throws GatewayFault; SourceError `NoAnswer` */
export type LogWay = (
  connection: Connection,
  about: { readonly arn: string; readonly asked: Asked },
  signal: AbortSignal,
) => Promise<LogAnswer>

type LogAnswer = Omit<GatewayAnswer, 'from'>

function bytesOf(messages: readonly string[]): number {
  const encoder = new TextEncoder()
  return messages.reduce((sum, message) => sum + encoder.encode(message).length, 0)
}

async function filterLogEvents(way: LogWay, input: About & LogRequest, signal: AbortSignal): Promise<LogPage> {
  return askedAs({ action: 'FilterLogEvents', service: 'logs' }, input, async () => {
    const { fromMs, toMs, pattern, streams, newestFirst, limit, token } = input
    const body = {
      ...{ logGroupIdentifier: input.arn, startTime: fromMs, endTime: toMs },
      ...(pattern !== undefined && { filterPattern: pattern }),
      ...(streams !== undefined && { logStreamNames: streams }),
      ...(newestFirst !== undefined && { startFromHead: !newestFirst }),
      ...(limit !== undefined && { limit }),
      ...(token !== undefined && { nextToken: token }),
    }
    const asked = {
      target: 'Logs_20140328.FilterLogEvents',
      method: 'POST',
      path: '',
      body: JSON.stringify(body),
    } as const
    const { events = [], nextToken } = v.parse(FILTERED, await send(way, { ...input, asked }, signal))
    return { lines: events.map(lineOf), ...(typeof nextToken === 'string' && { nextToken }) }
  })
}

const EVENT = v.object({
  eventId: v.optional(v.string(), ''),
  timestamp: v.optional(v.number()),
  ingestionTime: v.optional(v.number()),
  logStreamName: v.optional(v.string(), ''),
  message: v.optional(v.string(), ''),
})
const FILTERED = v.object({ events: v.optional(v.array(EVENT)), nextToken: v.nullish(v.string()) })
const CONFIGURATION = v.object({
  Runtime: v.optional(v.string()),
  Timeout: v.optional(v.number()),
  MemorySize: v.optional(v.number()),
  LoggingConfig: v.optional(v.object({ LogFormat: v.optional(v.string()), LogGroup: v.optional(v.string()) })),
})

function lineOf(event: v.InferOutput<typeof EVENT>): LogLine {
  const { eventId, timestamp, ingestionTime, logStreamName, message } = event
  return { id: eventId, at: timestamp, arrivedAt: ingestionTime, stream: logStreamName, message }
}

interface About {
  readonly connection: Connection
  readonly arn: string
}

async function askedAs<T>(
  call: { readonly action: string; readonly service: 'logs' | 'lambda' },
  { connection, arn }: About,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const profile = connection.kind === 'gateway' ? connection.profile : undefined
    throw describeError(error instanceof v.ValiError ? new SyntaxError(error.message) : error, {
      ...call,
      arn,
      profile,
    })
  }
}

export interface Asked {
  /** As the gateway names the call. */
  readonly target: string
  readonly body: string
  /** Of AWS itself, below its endpoint. */
  readonly method: 'GET' | 'POST'
  readonly path: string
}

/** The answer's JSON. @throws GatewayFault; SFNServiceException for what AWS refuses; SyntaxError */
async function send(
  way: LogWay,
  { connection, arn, asked }: About & { readonly asked: Asked },
  signal: AbortSignal,
): Promise<unknown> {
  const answer = await way(connection, { arn, asked }, signal)
  if (answer.status >= 400) throw refusalOf(answer)
  return parseJson(new TextDecoder().decode(answer.body))
}

function untimedSend(
  connection: Connection,
  { arn, asked }: { readonly arn: string; readonly asked: Asked },
  signal: AbortSignal,
): Promise<LogAnswer> {
  const { target, body } = asked
  if (connection.kind === 'gateway') {
    const { profile } = connection
    const headers = {
      ...{ 'content-type': 'application/json', 'x-amz-target': target },
      ...(profile !== undefined && { 'x-sfn-timeline-profile': encodeURIComponent(profile) }),
    }
    return callGateway(connection, { method: 'POST', path: 'aws/', headers, body, signal })
  }
  const [, , service = '', region = ''] = arn.split(':')
  // Endpoints in AWS's place that speak for many services tell by the scope of the signature which one is meant.
  const scope = `none/20200101/${region}/${service}/aws4_request`
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`
  const url = new URL(asked.path, connection.endpoint)
  if (asked.method === 'GET') return fetched(url, { method: 'GET', headers: { authorization } }, signal)
  const headers = { authorization, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target }
  return fetched(url, { method: 'POST', headers, body }, signal)
}

const REFUSAL = v.object({
  __type: v.optional(v.string()),
  message: v.optional(v.string()),
  Message: v.optional(v.string()),
})

function refusalOf({ status, headers, body }: LogAnswer): SFNServiceException {
  const parsed = v.safeParse(REFUSAL, jsonOf(body))
  const said = parsed.success ? parsed.output : {}
  const type = headers['x-amzn-errortype'] ?? said['__type'] ?? ''
  const name = type.split(':', 1)[0]?.split('#').at(-1) || 'UnknownError'
  const error = new SFNServiceException({
    ...{ name, $fault: status >= 500 ? 'server' : 'client', message: said.message ?? said.Message ?? name },
    $metadata: { httpStatusCode: status },
  })
  return Object.assign(error, { $response: { headers } })
}

function jsonOf(body: Uint8Array): unknown {
  return tryParse(new TextDecoder().decode(body))?.value
}
