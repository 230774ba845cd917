import type { EventId, HistoryEvent, Millis } from './events.ts'
import type { ExecutionStatus } from './execution-summary.ts'
import { loggedEventIn } from './logged-event.ts'
import { type StateMachineArn, stateMachineArnOf } from './states-arn.ts'

/** What a line of a log tells of a run of an Express state machine: that it started, or how it ended. */
export type LoggedRun = StartedRun | EndedRun

interface StartedRun {
  readonly kind: 'started'
  readonly executionArn: string
  readonly at: Millis
  /** The version or alias it was started by, where the line tells. */
  readonly startedBy: string | undefined
}

interface EndedRun {
  readonly kind: 'ended'
  readonly executionArn: string
  readonly at: Millis
  readonly status: ExecutionStatus
  readonly eventId: EventId
  readonly error: string | undefined
  readonly cause: string | undefined
}

const STATUS_OF_END: ReadonlyMap<string, ExecutionStatus> = new Map([
  ['ExecutionSucceeded', 'SUCCEEDED'],
  ['ExecutionFailed', 'FAILED'],
  ['ExecutionTimedOut', 'TIMED_OUT'],
  ['ExecutionAborted', 'ABORTED'],
])

/** The types of events that tell when a run started and how it ended. */
const RUN_EVENTS: readonly string[] = ['ExecutionStarted', ...STATUS_OF_END.keys()]

/**
 * CloudWatch's filter pattern for the lines of `runsInLines`. A log group may be that of many state machines, and most lines of a
 * run are about its states.
 */
export function runsPattern(machine: StateMachineArn): string {
  const types = RUN_EVENTS.map(type => `$.type = "${type}"`).join(' || ')
  return `{ $.execution_arn = "${runPrefixOf(machine)}*" && (${types}) }`
}

/** What lines of a log say of the runs of a state machine: whatever else is in them, by whomever, is left out. */
export function runsInLines(messages: readonly string[], machine: StateMachineArn): readonly LoggedRun[] {
  const prefix = runPrefixOf(machine)
  return messages.flatMap(message => {
    const isNear = message.includes(prefix) && RUN_EVENTS.some(type => message.includes(type))
    const logged = isNear ? loggedEventIn(message) : undefined
    if (logged === undefined || !isRunOf(logged.executionArn, prefix)) return []
    return runIn(logged.event, logged.executionArn) ?? []
  })
}

/** All ARNs of a state machine's Express runs begin so; those of what its Map Runs started do not. */
function runPrefixOf(machine: StateMachineArn): string {
  return `${stateMachineArnOf(machine).replace(':stateMachine:', ':express:')}:`
}

function isRunOf(arn: string, prefix: string): boolean {
  return arn.startsWith(prefix) && /^[^:]+:[^:]+$/.test(arn.slice(prefix.length))
}

function runIn({ id, type, timestamp: at, details }: HistoryEvent, executionArn: string): LoggedRun | undefined {
  const text = (member: string) => {
    const value = details?.[member]
    return typeof value === 'string' ? value : undefined
  }
  if (type === 'ExecutionStarted') {
    const by = text('stateMachineVersionArn') ?? text('stateMachineAliasArn')
    return { kind: 'started', executionArn, at, startedBy: by?.split(':')[7] }
  }
  const status = STATUS_OF_END.get(type)
  if (status === undefined) return undefined
  return { kind: 'ended', executionArn, at, status, eventId: id, error: text('error'), cause: text('cause') }
}
