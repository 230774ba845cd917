import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { HistoryEvent } from '../history/events.ts'
import { answer } from './actions.ts'
import { askedOf, bodyOf } from './asked.ts'
import { AwsError } from './aws-error.ts'
import { ExecutionRecord, type ServedExecution } from './executions.ts'
import { type Chaos, errorOf, type FaultKind, FaultPlan, type FaultRule, type FaultTarget } from './faults.ts'
import { historyPage, type PagePosition, positionOf } from './history-paging.ts'
import { type Hold, type HoldRule, Holds } from './holds.ts'
import { LogGroups, type ServedFunction, type ServedLogLine, type ServedMachine } from './logs.ts'
import type { ServedMapRun } from './map-runs.ts'
import { type Answer, send } from './send.ts'
import { askUpstream, upstreamHistory } from './upstream.ts'
import { type Json, textOf } from './wire.ts'

export interface EndpointOptions {
  readonly executions?: readonly ServedExecution[]
  readonly mapRuns?: readonly ServedMapRun[]
  /** Default: a free one. */
  readonly port?: number
  /** Every answer takes this long. */
  readonly latencyMs?: number
  /** See `pageEvents` of the endpoint. */
  readonly pageEvents?: (page: number) => number
  /** Stands in front of another service (moto) and slices what it returns. */
  readonly upstream?: string
}

/** One request the endpoint got, and what became of it. */
export interface LoggedRequest {
  readonly action: string
  readonly request: Json
  readonly authorization: string
  /** When it arrived, in ms of `performance.now()`. */
  readonly at: number
  /** Of GetExecutionHistory with a good token only. */
  position: PagePosition | undefined
  fault: FaultKind | undefined
  /** Undefined while there is no answer. */
  statusCode: number | undefined
  /** Ids of the events answered. */
  eventIds: readonly number[]
  /** The connection closed before the answer was through. */
  givenUp: boolean
}

/** Starts an HTTP endpoint on 127.0.0.1 that answers Step Functions' read calls in AWS JSON 1.0, and the two that read logs. */
export async function startEndpoint(options: EndpointOptions = {}): Promise<Endpoint> {
  const endpoint = new Endpoint(options)
  await endpoint.listen(options.port ?? 0)
  return endpoint
}

/** Step Functions as tests need it: real paging, and trouble on request. */
export class Endpoint {
  /** Every request, in order of arrival. */
  readonly log: LoggedRequest[] = []
  latencyMs: number
  /** Actions that take longer, by name: so many ms more. */
  readonly slow = new Map<string, number>()
  /** At most so many events on the nth page of a chain (from 0); 0 gives an empty page with a token. */
  pageEvents: ((page: number) => number) | undefined
  private readonly executions = new Map<string, ExecutionRecord>()
  /** The same of lines of logs. */
  logPageLines: ((page: number) => number) | undefined
  /** Every line matches a filter pattern, as in moto. */
  logsMatchAll = false
  private readonly mapRuns = new Map<string, ServedMapRun>()
  private readonly machines = new Map<string, ServedMachine>()
  private readonly functions = new Map<string, ServedFunction>()
  private readonly logGroups = new LogGroups()
  private readonly faults = new FaultPlan()
  private readonly holds = new Holds()
  private readonly upstream: string | undefined
  private readonly server: Server
  private tokenGeneration = 1

  constructor(options: EndpointOptions) {
    this.latencyMs = options.latencyMs ?? 0
    this.pageEvents = options.pageEvents
    this.upstream = options.upstream
    for (const execution of options.executions ?? []) this.add(execution)
    for (const mapRun of options.mapRuns ?? []) this.addMapRun(mapRun)
    this.server = createServer((request, response) => {
      this.handle(request, response).catch(() => response.destroy())
    })
  }

  async listen(port: number): Promise<void> {
    this.server.listen(port, '127.0.0.1')
    await once(this.server, 'listening')
  }

  get url(): string {
    const address = this.server.address()
    if (address === null || typeof address === 'string') throw new Error('the endpoint is not listening')
    return `http://127.0.0.1:${address.port}`
  }

  add(execution: ServedExecution): void {
    this.executions.set(execution.arn, new ExecutionRecord(execution))
  }

  /** What is told of a Map Run beside what its children and its parent's history tell. */
  addMapRun(mapRun: ServedMapRun): void {
    this.mapRuns.set(mapRun.arn, mapRun)
  }

  addMachine(machine: ServedMachine): void {
    this.machines.set(machine.arn, machine)
  }

  addFunction(served: ServedFunction): void {
    this.functions.set(served.arn, served)
  }

  /** Lines arrive in a log group, which is made with the first. */
  writeLog(logGroupArn: string, lines: readonly ServedLogLine[]): void {
    this.logGroups.write(logGroupArn, lines)
  }

  /** The next `count` events of a running execution happen. Returns how many did. */
  grow(arn: string, count = Number.POSITIVE_INFINITY): number {
    return this.record(arn).grow(count)
  }

  append(arn: string, events: readonly HistoryEvent[]): void {
    this.record(arn).append(events)
  }

  /** Arranges a fault. Faults strike in the order they were arranged. */
  fault(rule: FaultRule): void {
    this.faults.add(rule)
  }

  chaos(chaos: Chaos | undefined): void {
    this.faults.setChaos(chaos)
  }

  /** Keeps answers back until they are released: `hold.waiting` counts them. */
  hold(rule: HoldRule = {}): Hold {
    return this.holds.add(rule)
  }

  /** All tokens given out so far are invalid from now on, as after 24 hours. */
  expireTokens(): void {
    this.tokenGeneration += 1
  }

  /** Back to an endpoint without executions, trouble or memory. */
  reset(): void {
    this.executions.clear()
    this.mapRuns.clear()
    this.machines.clear()
    this.functions.clear()
    this.logGroups.clear()
    this.logPageLines = undefined
    this.logsMatchAll = false
    this.slow.clear()
    this.faults.clear()
    this.holds.clear()
    this.log.length = 0
    this.latencyMs = 0
    this.pageEvents = undefined
    this.expireTokens()
  }

  /** The history requests for one execution that were answered with a page. */
  pagesAnswered(arn: string): readonly LoggedRequest[] {
    return this.log.filter(
      entry =>
        entry.action === 'GetExecutionHistory' &&
        entry.request['executionArn'] === arn &&
        entry.statusCode === 200 &&
        entry.fault === undefined,
    )
  }

  async close(): Promise<void> {
    this.holds.clear()
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  private record(arn: string): ExecutionRecord {
    const record = this.executions.get(arn)
    if (record === undefined) throw new Error(`the endpoint serves no ${arn}`)
    return record
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = askedOf(incoming, await bodyOf(incoming))
    // AWS answers no preflight: a page in a browser cannot call it.
    if (asked === undefined) {
      response.writeHead(404).end()
      return
    }
    const entry: LoggedRequest = {
      ...asked,
      authorization: incoming.headers.authorization ?? '',
      at: performance.now(),
      position: undefined,
      fault: undefined,
      statusCode: undefined,
      eventIds: [],
      givenUp: false,
    }
    this.log.push(entry)
    response.once('close', () => {
      entry.givenUp = !response.writableFinished
    })
    const result = await this.decide(entry)
    const madeMs = performance.now() - entry.at
    await this.holds.pass(entry)
    // An answer comes so late, the time that it takes to make it included.
    await latency(this.latencyMs + (this.slow.get(entry.action) ?? 0) - madeMs)
    if (!response.destroyed) entry.statusCode = send(result, response)
  }

  /** What to answer; fills in the log entry. */
  private async decide(entry: LoggedRequest): Promise<Answer> {
    try {
      if (!entry.authorization.startsWith('AWS4-HMAC-SHA256 Credential=')) {
        throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403)
      }
      if (entry.action === 'GetExecutionHistory') {
        entry.position = positionOf(entry.request, this.tokenGeneration)
      }
      const page = await this.answer(entry)
      const target: FaultTarget = {
        action: entry.action,
        executionArn: textOf(entry.request, 'executionArn'),
        mapRunArn: textOf(entry.request, 'mapRunArn'),
        token: entry.position === undefined ? textOf(entry.request, 'nextToken') : undefined,
        position: entry.position,
        isLastPage: page['nextToken'] === undefined,
      }
      entry.fault = this.faults.take(target)
      if (entry.fault === undefined) entry.eventIds = idsOf(page)
      return {
        error: entry.fault === undefined ? undefined : errorOf(entry.fault, target),
        body: JSON.stringify(entry.fault === 'repeatedToken' ? await this.goingNowhere(entry) : page),
        fault: entry.fault,
      }
    } catch (thrown) {
      const error = thrown instanceof AwsError ? thrown : new AwsError('InternalFailure', String(thrown), 500)
      return { error, body: '', fault: undefined }
    }
  }

  /** An empty page that leads to itself: with the token it was asked for by, or one to the first page. */
  private async goingNowhere(entry: LoggedRequest): Promise<Json> {
    const nextToken = entry.request['nextToken']
    if (nextToken !== undefined) return { events: [], nextToken }
    return this.answer(entry, () => 0)
  }

  private async answer(entry: LoggedRequest, pageEvents = this.pageEvents): Promise<Json> {
    const { executions, mapRuns, machines, functions, logGroups, tokenGeneration: generation } = this
    const limits = { pageEvents, generation }
    const logRules = { pageLines: this.logPageLines, matchesAll: this.logsMatchAll, generation }
    const world = { executions, mapRuns, machines, functions, logGroups, limits, logRules }
    if (this.upstream === undefined) return answer(entry.action, entry.request, world)
    // The interpreters behind this endpoint list no children of Map Runs: those told here are all there are.
    if (entry.action === 'ListExecutions' && entry.request['mapRunArn'] !== undefined) {
      return answer(entry.action, entry.request, world)
    }
    if (entry.action !== 'GetExecutionHistory') {
      return askUpstream(this.upstream, entry.action, entry.request, entry.authorization)
    }
    const events = await upstreamHistory(this.upstream, entry.request, entry.authorization)
    return historyPage(events, entry.request, limits)
  }
}

async function latency(ms: number): Promise<void> {
  if (ms > 0) await delay(ms)
}

function idsOf(page: Json): readonly number[] {
  const events = page['events']
  return Array.isArray(events) ? events.map((event: Json) => Number(event['id'])) : []
}
