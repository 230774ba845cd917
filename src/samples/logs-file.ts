import { textField } from '../history/event-fields.ts'
import type { HistoryEvent, Millis } from '../history/events.ts'
import { isRecord, tryParse } from '../history/json-value.ts'
import { logOfEnvironment, type Print, type SimulatedLogFormat } from '../simulator/lambda-log.ts'
import { seededRandom } from '../simulator/seeded-random.ts'

/** One call of a function in a sample's history. */
export interface SampleCall {
  readonly durationMs: Millis
  /** How it failed, with the stack that its cause names. */
  readonly failure: { readonly error: string; readonly message: string; readonly trace: readonly string[] } | undefined
}

/** How a function of a sample logs. */
export interface SampleFunction {
  readonly format: SimulatedLogFormat
  readonly memoryMB: number
  readonly usedMB: number
  /** Of its first call. */
  readonly initMs: Millis
  readonly prints: (call: SampleCall) => readonly Print[]
}

interface Called extends SampleCall {
  readonly functionName: string
  readonly startedAt: Millis
  readonly requestId: string | undefined
}

/**
 * What a sample's `.logs.json` holds: the log groups of its functions, written as Lambda writes them, by the times, outcomes and request
 * ids of its history. Another caller's invocation runs beside each first call, as in any log.
 */
export function logsFileOf(
  events: readonly HistoryEvent[],
  functions: Readonly<Record<string, SampleFunction>>,
  seed: number,
): string {
  const random = seededRandom(seed)
  const calls = events.flatMap(event => callOf(event, events))
  let nextId = 1
  const groups = Object.entries(functions).map(([name, how]) => {
    const own = calls.filter(({ functionName }) => functionName === name)
    const invocations = own.map((call, nth) => invocationOf(call, how, nth === 0 ? how.initMs : 0, random.uuid()))
    const [first] = invocations
    const neighbour = first && {
      ...first,
      requestId: random.uuid(),
      at: first.at - 130,
      prints: [],
      status: 'success' as const,
    }
    const environments = [invocations, neighbour === undefined ? [] : [neighbour]].map(all => {
      const stream = `2026/11/18/[$LATEST]${random.hex(32)}`
      return { stream, format: how.format, memoryMB: how.memoryMB, initMs: how.initMs, invocations: all }
    })
    const lines = environments.flatMap(environment => {
      const written = logOfEnvironment(environment, nextId)
      nextId += written.length
      return written
    })
    return [
      `/aws/lambda/${name}`,
      lines.map(({ id, at, arrivedAt, stream, message }) => [id, at, arrivedAt, stream, message]),
    ]
  })
  return `${JSON.stringify({ groups: Object.fromEntries(groups) })}\n`
}

/** Lambda's own way there and back, of the time that Step Functions sees. */
const WAY_MS = 4

function invocationOf(call: Called, how: SampleFunction, initMs: Millis, otherId: string) {
  const durationMs = call.durationMs - initMs - 2 * WAY_MS
  const { failure } = call
  return {
    ...{ requestId: call.requestId ?? otherId, at: call.startedAt + WAY_MS + initMs, durationMs, usedMB: how.usedMB },
    prints: how.prints({ durationMs, failure }),
    status: failure === undefined ? ('success' as const) : ('error' as const),
    ...(failure !== undefined && { errorType: failure.error }),
  }
}

function callOf(scheduled: HistoryEvent, events: readonly HistoryEvent[]): readonly Called[] {
  const resource = scheduled.type === 'LambdaFunctionScheduled' ? scheduled.details?.['resource'] : undefined
  const started = events.find(({ previousEventId }) => previousEventId === scheduled.id)
  const ended = events.find(({ previousEventId }) => previousEventId === started?.id)
  if (typeof resource !== 'string' || started === undefined || ended === undefined) return []
  const cause = tryParse(textField(ended, 'cause') ?? '')?.value
  const failure = isRecord(cause)
    ? {
        ...{ error: String(cause['errorType']), message: String(cause['errorMessage']) },
        trace: Array.isArray(cause['trace']) ? cause['trace'].map(String) : [],
      }
    : undefined
  return [
    {
      functionName: resource.split(':').at(-1) ?? '',
      startedAt: started.timestamp,
      durationMs: ended.timestamp - started.timestamp,
      requestId: isRecord(cause) ? String(cause['requestId']) : undefined,
      failure,
    },
  ]
}

/** An error as Node's runtime logs it: with its stack, as text or as members. */
export function thrown({ durationMs, failure }: SampleCall): readonly Print[] {
  if (failure === undefined) return []
  const stack = [`${failure.error}: ${failure.message}`, ...failure.trace.map(frame => `    at ${frame}`)].join('\n')
  const { error: errorType, message: errorMessage } = failure
  return [{ afterMs: durationMs - 3, level: 'ERROR', text: stack, more: { errorType, errorMessage, stack } }]
}
