import type { EventId, HistoryEvent } from '../history/events.ts'
import type { ExecutionStatus, ExecutionSummary } from '../history/execution-summary.ts'
import { type HistoryPage, type HistorySource, type PageRequest, SourceError } from '../source/source.ts'

/** What can go wrong with one request. */
export type Fault = 'throttled' | 'broken' | 'denied' | 'never' | 'invalidToken' | 'empty'

export interface FaultySource extends HistorySource {
  /** Every page request answered or failed, oldest first. */
  readonly asked: readonly (PageRequest & { readonly fault: Fault | undefined; readonly ids: readonly EventId[] })[]
  readonly described: number
  /** The execution goes on to have so many events. */
  grow(total: number, status?: ExecutionStatus): void
  /** Tokens given so far stop working. */
  expireTokens(): void
}

export interface FaultySourceOptions {
  readonly total: number
  readonly status?: ExecutionStatus
  /** Size of the nth page asked for, at most the limit. */
  readonly pageSize?: (request: number) => number
  readonly faultOf?: (request: number, asked: PageRequest) => Fault | undefined
  readonly terminalEvent?: string
  /** What a page says its payloads weigh. */
  readonly payloadBytesOf?: (request: number) => number
}

/** A source whose history is `1..total`, one Pass event after another, with any trouble at any request. */
export function createFaultySource(options: FaultySourceOptions): FaultySource {
  const { pageSize = () => 1000, faultOf = () => undefined, terminalEvent = 'ExecutionSucceeded' } = options
  const { payloadBytesOf = () => 0 } = options
  const asked: FaultySource['asked'][number][] = []
  let { total } = options
  let status: ExecutionStatus = options.status ?? 'SUCCEEDED'
  let generation = 0
  let described = 0
  let emptyPages = 0

  function eventOf(id: EventId): HistoryEvent {
    const ends = id === total && status !== 'RUNNING'
    const type =
      id === 1 ? 'ExecutionStarted' : ends ? terminalEvent : id % 2 === 0 ? 'PassStateEntered' : 'PassStateExited'
    return {
      id,
      previousEventId: id - 1,
      type,
      timestamp: 1_790_000_000_000 + id,
      details: { name: `S${id - (id % 2)}` },
    }
  }

  async function readPage(request: PageRequest, signal: AbortSignal): Promise<HistoryPage> {
    const number = asked.length
    const fault = faultOf(number, request)
    const entry = { ...request, fault, ids: [] as EventId[] }
    asked.push(entry)
    if (fault === 'never')
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    if (fault === 'throttled') throw new SourceError('ThrottlingException', 'Rate exceeded', { retryable: true })
    if (fault === 'denied') throw new SourceError('AccessDeniedException', 'No.')
    if (fault === 'broken') throw new SourceError('AnswerBroken', 'Truncated', { retryable: true })
    const at = startOf(request)
    if (at === undefined || (fault === 'invalidToken' && request.token !== undefined)) {
      throw new SourceError('InvalidToken', 'Invalid Token', { retryable: true })
    }
    if (fault === 'empty') return { events: [], nextToken: tokenOf(at) }
    const size = Math.max(1, Math.min(request.limit ?? 1000, pageSize(number)))
    const step = request.direction === 'forward' ? 1 : -1
    for (let id = at; id >= 1 && id <= total && entry.ids.length < size; id += step) entry.ids.push(id)
    const next = at + step * entry.ids.length
    const more = next >= 1 && next <= total
    return {
      events: entry.ids.map(eventOf),
      payloadBytes: payloadBytesOf(number),
      ...(more && { nextToken: tokenOf(next) }),
    }
  }

  const tokenOf = (at: EventId) => `${generation} ${at} ${emptyPages++}`

  function startOf({ token, direction }: PageRequest): EventId | undefined {
    if (token === undefined) return direction === 'forward' ? 1 : total
    const [given, at] = token.split(' ').map(Number)
    return given === generation ? at : undefined
  }

  async function describe(): Promise<ExecutionSummary> {
    described++
    return {
      stateMachineName: 'Orders',
      name: 'run',
      status,
      startedAt: 1_790_000_000_001,
      stoppedAt: undefined,
      redriveCount: 0,
    }
  }

  return {
    ref: { kind: 'aws', arn: 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run' },
    live: true,
    asked,
    get described() {
      return described
    },
    describe,
    readPage,
    definition: async () => undefined,
    grow: (next, nextStatus) => {
      total = next
      status = nextStatus ?? status
    },
    expireTokens: () => {
      generation++
    },
  }
}
