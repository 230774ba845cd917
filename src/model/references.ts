import { parseArn } from '../history/arn.ts'
import { textField } from '../history/event-fields.ts'
import { isEvent } from '../history/event-types.ts'
import type { EventId, HistoryEvent } from '../history/events.ts'
import { isRecord, type JsonRecord, parseJson } from '../history/json-value.ts'
import { isExpressArn, parseStatesArn } from '../history/states-arn.ts'

/** Where in an event's details a reference was found: `cause`, `output`, `parameters`, `mapRunArn`, … */
interface Found {
  readonly field: string
}

/** Something an event's data names, that can be opened or looked up. */
export type Reference = Found &
  (
    | { readonly kind: 'eventReference'; readonly eventId: EventId }
    /** An execution that this task started. */
    | { readonly kind: 'childExecution'; readonly arn: string; readonly express: boolean }
    /** An execution that is mentioned: a parent, a neighbour, the execution itself. */
    | { readonly kind: 'execution'; readonly arn: string; readonly express: boolean }
    | { readonly kind: 'mapRun'; readonly arn: string }
    /** Name (with `:alias` or `:version`) or ARN, as the state machine gave it. */
    | { readonly kind: 'lambdaFunction'; readonly nameOrArn: string }
    | { readonly kind: 'logGroup'; readonly logGroup: string }
    | { readonly kind: 'logStream'; readonly logGroup: string; readonly logStream: string }
    | { readonly kind: 'ecsTask'; readonly arn: string }
    | { readonly kind: 'glueRun'; readonly jobName: string | undefined; readonly runId: string }
    | { readonly kind: 'batchJob'; readonly jobId: string; readonly arn: string | undefined }
    | { readonly kind: 'arn'; readonly arn: string; readonly service: string }
  )

/** More than a reader wants, fewer than a hostile payload could make up. */
const MAX_REFERENCES = 50

/** Fields of details that hold text or JSON as text. */
const TEXT_FIELDS = ['cause', 'error', 'output', 'parameters', 'input'] as const

/** Fields of details that hold one ARN. */
const ARN_FIELDS = ['resource', 'roleArn', 'stateMachineAliasArn', 'stateMachineVersionArn', 'workerName'] as const

/**
 * What an event's own data refers to: other events (`States.Runtime` causes), child executions, Map Runs, functions, logs,
 * tasks, jobs, and any ARN in its payloads. The surest first, each thing once, at most 50. Linear in the size of the payloads.
 */
export function referencesOf(event: HistoryEvent): readonly Reference[] {
  if (event.details === undefined) return []
  const found = new Map<string, Reference>()
  const add = (reference: Reference) => {
    const key = keyOf(reference)
    if (found.size < MAX_REFERENCES && !found.has(key)) found.set(key, reference)
  }
  addFromFields(event, add)
  addFromTask(event, add)
  for (const field of TEXT_FIELDS) {
    const text = textField(event, field)
    if (text === undefined) continue
    if (field === 'cause') addEventReferences(text, field, add)
    addArns(text, field, add)
  }
  return [...found.values()]
}

type Add = (reference: Reference) => void

/** A thing is the same whatever it was found as: an execution that was started is not also one that is mentioned. */
function keyOf(reference: Reference): string {
  switch (reference.kind) {
    case 'eventReference':
      return `event ${reference.eventId}`
    case 'lambdaFunction':
      return reference.nameOrArn
    case 'logGroup':
      return `logs ${reference.logGroup}`
    case 'logStream':
      return `logs ${reference.logGroup} ${reference.logStream}`
    case 'glueRun':
      return `glue ${reference.runId}`
    case 'batchJob':
      return reference.arn ?? `batch ${reference.jobId}`
    default:
      return reference.arn
  }
}

function addFromFields(event: HistoryEvent, add: Add): void {
  if (isEvent(event, 'MapRunStarted') || isEvent(event, 'MapRunRedriven')) {
    const arn = textField(event, 'mapRunArn')
    if (arn !== undefined) add({ kind: 'mapRun', arn, field: 'mapRunArn' })
  }
  for (const field of ARN_FIELDS) {
    const text = textField(event, field)
    if (text?.startsWith('arn:')) addArn(text, field, add)
  }
  const credentials = event.details?.['taskCredentials']
  if (isRecord(credentials) && typeof credentials['roleArn'] === 'string') {
    addArn(credentials['roleArn'], 'taskCredentials', add)
  }
}

/** What a service integration puts into its parameters, output or cause (AWS's guide, "Integrating services"). */
function addFromTask(event: HistoryEvent, add: Add): void {
  // The AWS SDK's integrations (`aws-sdk:ecs`) give the same members.
  const service = textField(event, 'resourceType')?.replace(/^aws-sdk:/, '')
  const addFrom = service === undefined ? undefined : TASK_RULES.get(service)
  if (addFrom === undefined) return
  for (const field of ['parameters', 'output', 'cause'] as const) {
    const payload = textField(event, field)
    const data = jsonObject(payload) ?? startedInCut(payload)
    if (data !== undefined) addFrom({ data, field, resource: textField(event, 'resource') ?? '' }, add)
  }
}

interface TaskData {
  readonly data: JsonRecord
  readonly field: string
  readonly resource: string
}

const TASK_RULES: ReadonlyMap<string, (task: TaskData, add: Add) => void> = new Map(
  Object.entries<(task: TaskData, add: Add) => void>({
    states: addStartedExecution,
    sfn: addStartedExecution,
    lambda: ({ data, field }, add) => {
      const nameOrArn = text(data['FunctionName'])
      if (nameOrArn !== undefined && field === 'parameters') add({ kind: 'lambdaFunction', nameOrArn, field })
    },
    // runTask answers `Tasks`, runTask.sync the task itself, in output and in cause.
    ecs: ({ data, field }, add) => {
      const tasks = Array.isArray(data['Tasks']) ? data['Tasks'].slice(0, MAX_REFERENCES) : [data]
      for (const task of tasks) {
        const arn = isRecord(task) ? text(task['TaskArn']) : undefined
        if (arn !== undefined) add({ kind: 'ecsTask', arn, field })
      }
    },
    // startJobRun answers `JobRunId`, startJobRun.sync the run: `Id`, `JobName`, `LogGroupName`.
    glue: ({ data, field }, add) => {
      const runId = text(data['JobRunId']) ?? text(data['Id'])
      if (runId !== undefined && field !== 'parameters')
        add({ kind: 'glueRun', jobName: text(data['JobName']), runId, field })
      const logGroup = text(data['LogGroupName'])
      if (logGroup !== undefined) add({ kind: 'logGroup', logGroup, field })
    },
    batch: ({ data, field }, add) => {
      const jobId = text(data['JobId'])
      if (jobId !== undefined) add({ kind: 'batchJob', jobId, arn: text(data['JobArn']), field })
      const logStream = isRecord(data['Container']) ? text(data['Container']['LogStreamName']) : undefined
      if (logStream !== undefined) add({ kind: 'logStream', logGroup: BATCH_LOG_GROUP, logStream, field })
    },
    codebuild: ({ data, field }, add) => {
      const build = isRecord(data['Build']) ? data['Build'] : undefined
      const arn = text(build?.['Arn'])
      if (arn !== undefined) add({ kind: 'arn', arn, service: 'codebuild', field })
      const logs = isRecord(build?.['Logs']) ? build['Logs'] : undefined
      const logGroup = text(logs?.['GroupName'])
      const logStream = text(logs?.['StreamName'])
      if (logGroup !== undefined && logStream !== undefined) add({ kind: 'logStream', logGroup, logStream, field })
    },
  }),
)

/** startExecution, .sync and .sync:2 answer `ExecutionArn`. */
function addStartedExecution({ data, field, resource }: TaskData, add: Add): void {
  const arn = text(data['ExecutionArn']) ?? text(data['executionArn'])
  if (arn === undefined || field === 'parameters' || !/^start(?:Sync)?Execution/.test(resource)) return
  // Not parsed: a masked ARN or an emulator's is still what the task started.
  if (/:(?:execution|express):/.test(arn)) {
    add({ kind: 'childExecution', arn, express: isExpressArn(arn), field })
  }
}

/**
 * A cause is cut at 32 KiB, which leaves broken JSON. The first `ExecutionArn` in it is its own: that of a child of it comes inside
 * `Output` or `Cause`, where quotes are escaped.
 */
function startedInCut(payload: string | undefined): JsonRecord | undefined {
  if (payload?.trimStart().startsWith('{') !== true) return undefined
  const arn = /"[Ee]xecutionArn"\s{0,9}:\s{0,9}"([^"\\]{1,2000})"/.exec(payload)?.[1]
  return arn === undefined ? undefined : { ExecutionArn: arn }
}

/** Where Batch's containers log unless a job definition says otherwise. */
const BATCH_LOG_GROUP = '/aws/batch/job'

/** `(entered at the event id #12)` in the cause of a `States.Runtime` error, `event id #12` elsewhere. */
function addEventReferences(cause: string, field: string, add: Add): void {
  for (const match of cause.matchAll(/\bevent id #(\d{1,9})\b/g)) {
    const eventId = Number(match[1])
    if (eventId > 0) add({ kind: 'eventReference', eventId, field })
  }
}

/** Up to what no ARN has: blanks, quotes, brackets, the backslash of an escaped quote. Bounded, so linear. */
const ARN_IN_TEXT = /\barn:aws[a-z-]{0,24}:[^\s"'<>{}[\]\\|^`,;()]{1,2000}/g

function addArns(payload: string, field: string, add: Add): void {
  let count = 0
  for (const match of payload.matchAll(ARN_IN_TEXT)) {
    addArn(withoutFullStop(match[0]), field, add)
    if (++count > MAX_REFERENCES * 20) return
  }
}

function withoutFullStop(arn: string): string {
  let end = arn.length
  while (end > 0 && '.:!?'.includes(arn.charAt(end - 1))) end--
  return arn.slice(0, end)
}

function addArn(arn: string, field: string, add: Add): void {
  const parsed = parseArn(arn)
  if (parsed === undefined) return
  const states = parseStatesArn(arn)
  if (states?.kind === 'execution' || states?.kind === 'express') {
    add({ kind: 'execution', arn, express: states.kind === 'express', field })
  } else if (states?.kind === 'mapRun') add({ kind: 'mapRun', arn, field })
  else if (parsed.service === 'lambda' && parsed.resource.startsWith('function:')) {
    add({ kind: 'lambdaFunction', nameOrArn: arn, field })
  } else if (parsed.service === 'ecs' && parsed.resource.startsWith('task/')) add({ kind: 'ecsTask', arn, field })
  else if (parsed.service === 'logs') addLogs(arn, parsed.resource, field, add)
  else add({ kind: 'arn', arn, service: parsed.service, field })
}

/** `log-group:NAME[:log-stream:STREAM]`, `log-group:NAME:*`. */
function addLogs(arn: string, resource: string, field: string, add: Add): void {
  const [type, logGroup, streamType, ...stream] = resource.split(':')
  if (type !== 'log-group' || logGroup === undefined || logGroup === '') {
    add({ kind: 'arn', arn, service: 'logs', field })
  } else if (streamType === 'log-stream' && stream.length > 0 && stream[0] !== '*') {
    add({ kind: 'logStream', logGroup, logStream: stream.join(':'), field })
  } else add({ kind: 'logGroup', logGroup, field })
}

/** The object a payload holds; undefined for other JSON, and for text that is none (a cause in prose, a cut payload). */
function jsonObject(payload: string | undefined): JsonRecord | undefined {
  if (payload === undefined || !payload.trimStart().startsWith('{')) return undefined
  try {
    const value = parseJson(payload)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
