import type { HistoryEvent } from '../history/events.ts'
import { filledTextOf, isRecord, type JsonRecord, tryParse } from '../history/json-value.ts'
import { isLogGroupName, logGroupArn } from '../history/log-group-arn.ts'
import { lambdaPlaceOf, type Owner } from './lambda-place.ts'
import type { EcsTask, LogPlace, StreamLogs } from './log-place.ts'
import { type TaskData, taskDataOf } from './task-data.ts'

/** More than one task starts of containers, fewer than a hostile output could make up. */
const MOST_TASKS = 10
const MOST_CONTAINERS = 20
const MOST_STREAMS = 10

/**
 * Where the log of an attempt lies, from its own events; undefined for a task that writes none (a table, a queue, an activity).
 * What the output does not name is not guessed.
 */
export function whereLogsAre(events: readonly HistoryEvent[], owner: Owner): LogPlace | undefined {
  const task = taskDataOf(events)
  return task && PLACES.get(task.service)?.(task, { ...owner, region: task.region ?? owner.region })
}

type PlaceOf = (task: TaskData, owner: Owner) => LogPlace

// The service comes from data: "constructor" must find nothing.
const PLACES: ReadonlyMap<string, PlaceOf> = new Map<string, PlaceOf>([
  ['lambda', lambdaPlaceOf],
  ['ecs', ecsPlaceOf],
  ['batch', batchPlaceOf],
  ['codebuild', codeBuildPlaceOf],
  ['glue', gluePlaceOf],
])

/** The outputs, last first: that of the end says more than that of the start. Of an attempt that failed, its cause is one. */
function told({ answers, cause }: TaskData): readonly JsonRecord[] {
  const outputs = answers.map(({ output }) => output).toReversed()
  const failed = cause === undefined ? undefined : tryParse(cause)?.value
  return isRecord(failed) ? [failed, ...outputs] : outputs
}

// runTask answers `Tasks`, runTask.sync the task itself, in output and in cause.
function ecsPlaceOf(task: TaskData): LogPlace {
  for (const output of told(task)) {
    const listed = Array.isArray(output['Tasks']) ? listOf(output['Tasks']).slice(0, MOST_TASKS) : [output]
    const tasks = listed.map(ecsTaskOf).filter(one => one !== undefined)
    if (tasks.length > 0) return { kind: 'ecs', tasks }
  }
  return { kind: 'untold', service: 'ECS', missing: 'which task was started' }
}

function ecsTaskOf(value: unknown): EcsTask | undefined {
  const arn = isRecord(value) ? filledTextOf(value['TaskArn']) : undefined
  if (!isRecord(value) || arn === undefined) return undefined
  const id = arn.split('/').at(-1) ?? ''
  const containers = listOf(value['Containers']).slice(0, MOST_CONTAINERS)
  const names = containers.map(one => filledTextOf(recordOf(one)['Name']))
  return {
    arn,
    taskDefinitionArn: filledTextOf(value['TaskDefinitionArn']),
    streamEnds: names.filter(name => name !== undefined).map(name => `${name}/${id}`),
  }
}

/** Where Batch's containers log unless a job definition says otherwise. */
const BATCH_GROUP = '/aws/batch/job'

function batchPlaceOf(task: TaskData, owner: Owner): LogPlace {
  for (const job of told(task)) {
    const container = recordOf(job['Container'])
    const streams = batchStreamsOf(job)
    const name = logOptionsOf(container) ?? BATCH_GROUP
    const about = filledTextOf(job['JobName']) ?? filledTextOf(job['JobId'])
    const place = streamsIn(owner, { service: 'Batch', groups: [{ name, streams }], about })
    if (place !== undefined) return place
  }
  return { kind: 'untold', service: 'Batch', missing: 'which stream its container wrote' }
}

/** The streams of each of a job's own tries, then of its last: Batch tries again by itself. Each once. */
function batchStreamsOf(job: JsonRecord): readonly string[] {
  const attempts = listOf(job['Attempts']).map(attempt => recordOf(recordOf(attempt)['Container']))
  const ecs = recordOf(job['EcsProperties'])
  const ofTasks = listOf(ecs['TaskProperties']).flatMap(one => listOf(recordOf(one)['Containers']).map(recordOf))
  const streams = [...attempts, recordOf(job['Container']), ...ofTasks].map(one => filledTextOf(one['LogStreamName']))
  return [...new Set(streams.filter(stream => stream !== undefined))].slice(-MOST_STREAMS)
}

/** The group that a job definition names for its containers. */
function logOptionsOf(container: JsonRecord): string | undefined {
  return filledTextOf(recordOf(recordOf(container['LogConfiguration'])['Options'])['awslogs-group'])
}

function codeBuildPlaceOf(task: TaskData, owner: Owner): LogPlace {
  for (const output of told(task)) {
    const build = recordOf(output['Build'])
    const logs = recordOf(build['Logs'])
    const [name, stream] = [filledTextOf(logs['GroupName']), filledTextOf(logs['StreamName'])]
    if (name === undefined || stream === undefined) continue
    const groups = [{ name, streams: [stream] }]
    const place = streamsIn(owner, { service: 'CodeBuild', groups, about: filledTextOf(build['Id']) })
    if (place !== undefined) return place
  }
  return { kind: 'untold', service: 'CodeBuild', missing: 'which stream the build wrote' }
}

/**
 * A run names what its groups begin with: what it printed lies in `…/output`, what went wrong in `…/error`, in the stream that is called
 * as the run, or in that of its driver (Glue guide, "Logging for AWS Glue jobs"). A run whose arguments put them elsewhere is not read.
 */
function gluePlaceOf(task: TaskData, owner: Owner): LogPlace {
  const untold = { kind: 'untold', service: 'Glue' } as const
  const run = told(task).find(output => isLogGroupName(filledTextOf(output['LogGroupName']) ?? ''))
  const base = run && filledTextOf(run['LogGroupName'])
  if (run === undefined || base === undefined) return { ...untold, missing: 'in which group the run logged' }
  const id = filledTextOf(run['Id'])
  const groupArn = logGroupArn(owner, base).arn
  if (id === undefined || isElsewhere(run, task)) return { ...untold, missing: 'which streams the run wrote', groupArn }
  const groups = ['output', 'error'].map(kind => ({ name: `${base}/${kind}`, streams: [id, `${id}-driver`] }))
  const place = streamsIn(owner, { service: 'Glue', groups, about: filledTextOf(run['JobName']) })
  return place ?? { ...untold, missing: 'which streams the run wrote', groupArn }
}

/** Arguments of a run that give its groups or streams other names. */
const GLUE_ELSEWHERE = ['--custom-logGroup-prefix', '--custom-logStream-prefix']

function isElsewhere(run: JsonRecord, { parameters }: TaskData): boolean {
  const given = [recordOf(run['Arguments']), recordOf(parameters?.['Arguments'])]
  return given.some(one => GLUE_ELSEWHERE.some(name => filledTextOf(one[name]) !== undefined))
}

interface Named extends Pick<StreamLogs, 'service' | 'about'> {
  readonly groups: readonly { readonly name: string; readonly streams: readonly string[] }[]
}

function streamsIn(owner: Owner, { service, groups, about }: Named): StreamLogs | undefined {
  const isTold = groups.every(({ name, streams }) => isLogGroupName(name) && streams.length > 0)
  if (!isTold) return undefined
  const named = groups.map(group => ({ ...group, arn: logGroupArn(owner, group.name).arn }))
  return { kind: 'streams', service, groups: named, about }
}

function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
