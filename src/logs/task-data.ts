import { textField } from '../history/event-fields.ts'
import type { HistoryEvent, Millis } from '../history/events.ts'
import { isRecord, type JsonRecord, tryParse } from '../history/json-value.ts'

/** What the events of one attempt say of what was called and what it answered. */
export interface TaskData {
  /** `lambda`, `ecs`, …; `lambda` too where the resource is a function's ARN. The AWS SDK's are told by `isSdk`. */
  readonly service: string
  readonly isSdk: boolean
  /** Absent in a history without execution data. */
  readonly parameters: JsonRecord | undefined
  /** The ARN of a function that is called by it. */
  readonly functionArn: string | undefined
  /** Account of the role that the call was made with. */
  readonly roleAccount: string | undefined
  readonly region: string | undefined
  /** What was answered, the first answer first: of a `.sync` or callback task that of Submitted, then that of its end. */
  readonly answers: readonly Answer[]
  /** Of an attempt that failed. */
  readonly cause: string | undefined
}

export interface Answer {
  readonly at: Millis
  readonly output: JsonRecord
}

/** Undefined for what is no task of a service: activities. */
export function taskDataOf(events: readonly HistoryEvent[]): TaskData | undefined {
  const scheduled = events.find(({ type }) => type === 'TaskScheduled' || type === 'LambdaFunctionScheduled')
  if (scheduled === undefined) return undefined
  const isFunction = scheduled.type === 'LambdaFunctionScheduled'
  const type = isFunction ? 'lambda' : (textField(scheduled, 'resourceType') ?? '')
  const cause = events.findLast(event => /(?:Failed|TimedOut)$/.test(event.type))
  const answers = events.flatMap(event => {
    const output = recordIn(textField(event, 'output'))
    return output === undefined ? [] : [{ at: event.timestamp, output }]
  })
  return {
    service: type.replace(/^aws-sdk:/, ''),
    isSdk: type.startsWith('aws-sdk:'),
    parameters: isFunction ? undefined : recordIn(textField(scheduled, 'parameters')),
    functionArn: isFunction ? textField(scheduled, 'resource') : undefined,
    roleAccount: roleAccountOf(scheduled),
    region: textField(scheduled, 'region'),
    // What a function called by its ARN answers is its own output, of which nothing can be told.
    answers: isFunction ? [] : answers,
    cause: cause && textField(cause, 'cause'),
  }
}

function roleAccountOf(scheduled: HistoryEvent): string | undefined {
  const credentials = scheduled.details?.['taskCredentials']
  const role = isRecord(credentials) ? credentials['roleArn'] : undefined
  return typeof role === 'string' ? /^arn:[\w-]+:iam::(\d{12}):role\//.exec(role)?.[1] : undefined
}

function recordIn(text: string | undefined): JsonRecord | undefined {
  const value = text === undefined ? undefined : tryParse(text)?.value
  return isRecord(value) ? value : undefined
}
