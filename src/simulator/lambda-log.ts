import type { Millis } from '../history/events.ts'

/** What one environment of a Lambda function does: one invocation after another, each of which may print. */
export interface SimulatedEnvironment {
  readonly stream: string
  readonly format: SimulatedLogFormat
  readonly memoryMB: number
  /** Of the start of the environment, before its first invocation. */
  readonly initMs: Millis
  /** Printed while it starts: no request is there to be named. */
  readonly initPrints?: readonly Print[]
  readonly invocations: readonly SimulatedInvocation[]
}

/** `text`: Node's and Lambda's own lines. `json`: the function's logging configuration says JSON. */
export type SimulatedLogFormat = 'text' | 'json'

export interface SimulatedInvocation {
  readonly requestId: string
  readonly at: Millis
  readonly durationMs: Millis
  readonly usedMB: number
  readonly prints: readonly Print[]
  /** `timeout`: it was stopped, which Lambda says in a line of its own. */
  readonly status?: 'success' | 'error' | 'timeout'
  readonly errorType?: string
  readonly traceId?: string
}

export interface Print {
  readonly afterMs: Millis
  readonly level: 'ERROR' | 'WARN' | 'INFO' | 'DEBUG'
  readonly text: string
  /** Written past the runtime's logger (a child process, a library): as it is, with no request id. */
  readonly isRaw?: boolean
  /** In a JSON log: members beside the message. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** A line as FilterLogEvents gives it, and the invocation that wrote it. */
export interface SimulatedLogLine {
  readonly id: string
  readonly at: Millis
  readonly arrivedAt: Millis
  readonly stream: string
  readonly message: string
  readonly ownerId: string
}

/** The lines of an environment in the order in which it wrote them. Forms: the Lambda guide, "Log formats", and real logs. */
export function logOfEnvironment(environment: SimulatedEnvironment, firstId: number): readonly SimulatedLogLine[] {
  const write = environment.format === 'json' ? JSON_FORMAT : TEXT_FORMAT
  const { initMs, initPrints = [], stream, memoryMB } = environment
  const written = environment.invocations.flatMap((invocation, nth) => {
    const { at, requestId, prints, durationMs } = invocation
    const told = { ...invocation, memoryMB, initMs: nth === 0 ? initMs : undefined }
    const starting = nth === 0 ? [{ at: at - initMs, message: write.init }, ...printed(initPrints, at - initMs)] : []
    const running = [
      { at, message: write.start(requestId) },
      ...printed(prints, at, requestId),
      ...(invocation.status === 'timeout' ? [{ at: at + durationMs, message: timedOut(told) }] : []),
      { at: at + durationMs, message: write.end(told) },
      { at: at + durationMs, message: write.report(told) },
    ]
    return [...starting, ...running].map(line => ({ ...line, ownerId: requestId }))
  })

  function printed(all: readonly Print[], from: Millis, requestId?: string): { at: Millis; message: string }[] {
    return all.map(print => ({
      at: from + print.afterMs,
      message: write.print(print, from + print.afterMs, requestId),
    }))
  }

  return written.map((line, nth) => ({
    ...line,
    id: String(firstId + nth).padStart(56, '0'),
    // Two to twelve seconds later, not in order.
    arrivedAt: line.at + 2_000 + ((nth * 7_919) % 10_000),
    stream,
  }))
}

interface Told extends SimulatedInvocation {
  readonly memoryMB: number
  readonly initMs: Millis | undefined
}

interface Format {
  readonly init: string
  readonly start: (requestId: string) => string
  readonly print: (print: Print, at: Millis, requestId: string | undefined) => string
  readonly end: (told: Told) => string
  readonly report: (told: Told) => string
}

function iso(at: Millis): string {
  return new Date(at).toISOString()
}

function timedOut({ at, durationMs, requestId }: Told): string {
  return `${iso(at + durationMs)} ${requestId} Task timed out after ${(durationMs / 1000).toFixed(2)} seconds`
}

const RUNTIME = 'nodejs:22.v31'
const TEXT_FORMAT: Format = {
  init: `INIT_START Runtime Version: ${RUNTIME}\tRuntime Version ARN: arn:aws:lambda:eu-central-1::runtime:0f1e2d3c\n`,
  start: requestId => `START RequestId: ${requestId} Version: $LATEST\n`,
  print: ({ level, text, isRaw }, at, requestId) =>
    isRaw === true ? `${text}\n` : `${iso(at)}\t${requestId ?? 'undefined'}\t${level}\t${text}\n`,
  end: ({ requestId }) => `END RequestId: ${requestId}\n`,
  report: told => {
    const { requestId, durationMs, memoryMB, usedMB, initMs, status, errorType, traceId } = told
    const parts = [
      `REPORT RequestId: ${requestId}`,
      `Duration: ${durationMs.toFixed(2)} ms`,
      `Billed Duration: ${billedMs(told)} ms`,
      `Memory Size: ${memoryMB} MB`,
      `Max Memory Used: ${usedMB} MB`,
      ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
      ...(status === undefined || status === 'success' ? [] : [`Status: ${status}`]),
      ...(errorType === undefined ? [] : [`Error Type: ${errorType}`]),
    ]
    const trace =
      traceId === undefined ? '' : `XRAY TraceId: ${traceId}\tSegmentId: 5f4d3c2b1a098765\tSampled: true\t\n`
    return `${parts.join('\t')}\t\n${trace}`
  },
}

function billedMs({ durationMs, initMs = 0 }: Told): number {
  return Math.ceil(durationMs + initMs)
}

function platform(type: string, record: object): string {
  return JSON.stringify({ time: '2026-11-22T14:02:11.204Z', type: `platform.${type}`, record })
}

const JSON_FORMAT: Format = {
  init: platform('initStart', { initializationType: 'on-demand', phase: 'init', runtimeVersion: RUNTIME }),
  start: requestId => platform('start', { requestId, version: '$LATEST' }),
  print: ({ level, text, isRaw, more }, at, requestId) =>
    isRaw === true
      ? text
      : JSON.stringify({ timestamp: iso(at), level, ...(requestId && { requestId }), message: text, ...more }),
  end: ({ requestId, status = 'success' }) => platform('runtimeDone', { requestId, status }),
  report: told => {
    const { requestId, durationMs, memoryMB, usedMB, initMs, status = 'success', errorType, traceId } = told
    const metrics = {
      ...{ durationMs, billedDurationMs: billedMs(told), memorySizeMB: memoryMB, maxMemoryUsedMB: usedMB },
      ...(initMs !== undefined && { initDurationMs: initMs }),
    }
    const tracing = { spanId: '5f4d3c2b1a098765', type: 'X-Amzn-Trace-Id', value: `Root=${traceId};Sampled=1` }
    return platform('report', {
      ...{ requestId, metrics, status },
      ...(errorType !== undefined && { errorType }),
      ...(traceId !== undefined && { tracing }),
    })
  },
}
