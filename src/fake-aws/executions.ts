import type { HistoryEvent, Millis } from '../history/events.ts'
import { epochSeconds, type Json, toWireEvent, type WireEvent } from './wire.ts'

/** An execution for the endpoint to serve. Status, dates, input, output and error are read from its events. */
export interface ServedExecution {
  /** Also of a Map Run's child: `arn:…:execution:SM/LABEL:NAME`. */
  readonly arn: string
  readonly events: readonly HistoryEvent[]
  /** Only this many events exist at first: a running execution that `grow` takes further. Default: all. */
  readonly visible?: number
  /** Amazon States Language, JSON. */
  readonly definition?: string
  readonly mapRunArn?: string
  /** What DescribeExecution tells while no event does: it may be ahead of the history. Default: `RUNNING`. */
  readonly statusAhead?: string
  /** The version (a number) or alias that it was started by. */
  readonly startedBy?: string
  /** Items that a child of a Map Run was given. */
  readonly itemCount?: number
  /** The Map Run was redriven, this child is not yet: PENDING_REDRIVE. */
  readonly awaitsRedrive?: boolean
  /** What it was started with, as DescribeExecution tells it. */
  readonly traceHeader?: string
  /** Every call about it is denied, as for a role of another account. */
  readonly isDenied?: boolean
}

/** The executions there are, by ARN. */
export type Executions = ReadonlyMap<string, ExecutionRecord>

/** What the endpoint knows of one execution at one moment. */
export class ExecutionRecord {
  readonly arn: string
  readonly definition: string | undefined
  readonly mapRunArn: string | undefined
  readonly isDenied: boolean
  /** Events that exist so far, by id: `events[id - 1]`. */
  readonly events: WireEvent[]
  private readonly future: WireEvent[]
  private readonly served: ServedExecution

  constructor(served: ServedExecution) {
    this.arn = served.arn
    this.definition = served.definition
    this.mapRunArn = served.mapRunArn
    this.isDenied = served.isDenied ?? false
    this.served = served
    const wire = served.events.map(toWireEvent)
    const visible = served.visible ?? wire.length
    this.events = wire.slice(0, visible)
    this.future = wire.slice(visible)
  }

  /** The next `count` events happen. Returns how many did. */
  grow(count: number): number {
    const next = this.future.splice(0, count)
    for (const event of next) this.events.push(event)
    return next.length
  }

  /** Events that were not part of the plan happen. */
  append(events: readonly HistoryEvent[]): void {
    for (const event of events) this.events.push(toWireEvent(event))
  }

  /** The last word on the execution as a whole. */
  get status(): string {
    if (this.served.awaitsRedrive) return 'PENDING_REDRIVE'
    for (let index = this.events.length - 1; index >= 0; index--) {
      const type = this.events[index]?.type ?? ''
      const status = STATUS_AFTER.get(type)
      if (status !== undefined) return status
    }
    return this.served.statusAhead ?? 'RUNNING'
  }

  /** DescribeExecution's answer. */
  describe(): Json {
    const first = this.events[0]
    const last = this.lastEnd()
    const redrives = this.events.filter(event => event.type === 'ExecutionRedriven')
    const { error, cause } = detailsOf(last)
    return withoutUndefined({
      executionArn: this.arn,
      stateMachineArn: stateMachineArnOf(this.arn),
      name: nameOf(this.arn),
      status: this.status,
      startDate: first?.timestamp ?? epochSeconds(0),
      stopDate: last?.timestamp,
      input: detailsOf(first)['input'] ?? '{}',
      inputDetails: { included: true },
      output: detailsOf(last)['output'],
      outputDetails: last?.type === 'ExecutionSucceeded' ? { included: true } : undefined,
      error,
      cause,
      mapRunArn: this.mapRunArn,
      traceHeader: this.served.traceHeader,
      redriveCount: redrives.length,
      redriveDate: redrives.at(-1)?.timestamp,
      ...this.redriveOutlook(),
    })
  }

  /** The execution as ListExecutions lists it: without input, output or error. */
  listed(): Json {
    const redrives = this.events.filter(event => event.type === 'ExecutionRedriven')
    return withoutUndefined({
      executionArn: this.arn,
      stateMachineArn: stateMachineArnOf(this.arn),
      name: nameOf(this.arn),
      status: this.status,
      startDate: this.events[0]?.timestamp ?? epochSeconds(0),
      stopDate: this.lastEnd()?.timestamp,
      ...this.startedByArn(),
      mapRunArn: this.mapRunArn,
      itemCount: this.mapRunArn === undefined ? undefined : this.itemCount,
      redriveCount: redrives.length,
      redriveDate: redrives.at(-1)?.timestamp,
    })
  }

  /** Undefined: by the state machine's own ARN. */
  get startedBy(): string | undefined {
    return this.served.startedBy
  }

  private startedByArn(): Json {
    const { startedBy } = this
    if (startedBy === undefined) return {}
    const member = /^\d+$/.test(startedBy) ? 'stateMachineVersionArn' : 'stateMachineAliasArn'
    return { [member]: `${stateMachineArnOf(this.arn)}:${startedBy}` }
  }

  get itemCount(): number {
    return this.served.itemCount ?? 1
  }

  /** Where it stands in a Map Run's list: what runs by when it was last begun, the rest by when it ended. */
  get listedAt(): number {
    const event = this.lastEnd() ?? this.events.findLast(({ type }) => type === 'ExecutionRedriven') ?? this.events[0]
    return event?.timestamp ?? 0
  }

  /** The end that holds; none while it runs. */
  private lastEnd(): WireEvent | undefined {
    return this.status === 'RUNNING' ? undefined : this.events.findLast(isEnd)
  }

  private redriveOutlook(): Json {
    const { status } = this
    const canBe = status === 'FAILED' || status === 'ABORTED' || status === 'TIMED_OUT'
    if (canBe) return { redriveStatus: this.mapRunArn === undefined ? 'REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN' }
    const redriveStatusReason = `Execution is ${status} and cannot be redriven`
    return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason }
  }
}

const STATUS_AFTER: ReadonlyMap<string, string> = new Map([
  ['ExecutionSucceeded', 'SUCCEEDED'],
  ['ExecutionFailed', 'FAILED'],
  ['ExecutionTimedOut', 'TIMED_OUT'],
  ['ExecutionAborted', 'ABORTED'],
  ['ExecutionRedriven', 'RUNNING'],
])

function isEnd({ type }: WireEvent): boolean {
  return STATUS_AFTER.has(type) && type !== 'ExecutionRedriven'
}

/** `arn:P:states:R:A:execution:SM[/LABEL]:NAME` → `arn:P:states:R:A:stateMachine:SM[/LABEL]`. */
export function stateMachineArnOf(executionArn: string): string {
  const parts = executionArn.split(':')
  return [...parts.slice(0, 5), 'stateMachine', parts[6]].join(':')
}

function nameOf(executionArn: string): string {
  return executionArn.split(':').slice(7).join(':')
}

function detailsOf(event: WireEvent | undefined): Json {
  const member = Object.keys(event ?? {}).find(key => key.endsWith('EventDetails'))
  const details = member === undefined ? undefined : event?.[member]
  return typeof details === 'object' && details !== null ? { ...details } : {}
}

/** JSON has no undefined, and AWS leaves out what does not apply. */
export function withoutUndefined(json: Json): Json {
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== undefined))
}

/** Milliseconds of an answer's date, for sorting. */
export function startOf(record: ExecutionRecord): Millis {
  return (record.events[0]?.timestamp ?? 0) * 1000
}
