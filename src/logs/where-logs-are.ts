import type { HistoryEvent } from '../history/events.ts'
import { filledTextOf, isRecord, type JsonRecord, tryParse } from '../history/json-value.ts'
import { isLogGroupName, logGroupArn } from '../history/log-group-arn.ts'
import { lambdaPlaceOf, type Owner } from './lambda-place.ts'
import type { EcsTask, LogPlace, StreamLogs } from './log-place.ts'
import { type TaskData, taskDataOf } from './task-data.ts'

/** More than one task starts of containers, fewer than a hostile output could make up. */
const MOST_TASKS = 10
const MOST_CONTAINERS = 20

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
    const listed = Array.isArray(output['Tasks']) ? output['Tasks'].slice(0, MOST_TASKS) : [output]
    const tasks = listed.map(ecsTaskOf).filter(one => one !== undefined)
    if (tasks.length > 0) return { kind: 'ecs', tasks }
  }
  return { kind: 'untold', service: 'ECS', missing: 'which task was started' }
}

function ecsTaskOf(value: unknown): EcsTask | undefined {
  const arn = isRecord(value) ? filledTextOf(value['TaskArn']) : undefined
  if (!isRecord(value) || arn === undefined) return undefined
  const id = arn.split('/').at(-1) ?? ''
  const containers = Array.isArray(value['Containers']) ? value['Containers'].slice(0, MOST_CONTAINERS) : []
  const names = containers.map(one => (isRecord(one) ? filledTextOf(one['Name']) : undefined))
  return {
    arn,
    taskDefinitionArn: filledTextOf(value['TaskDefinitionArn']),
    streamEnds: names.filter(name => name !== undefined).map(name => `${name}/${id}`),
  }
}

/** Where Batch's containers log unless a job definition says otherwise. */
const BATCH_GROUP = '/aws/batch/job'

function batchPlaceOf(task: TaskData, owner: Owner): LogPlace {
  for (const output of told(task)) {
    const container = isRecord(output['Container']) ? output['Container'] : {}
    const stream = filledTextOf(container['LogStreamName'])
    if (stream === undefined) continue
    const options = logOptionsOf(container)
    const about = filledTextOf(output['JobName']) ?? filledTextOf(output['JobId'])
    const place = streamsIn(owner, { service: 'Batch', group: options ?? BATCH_GROUP, streams: [stream], about })
    if (place !== undefined) return place
  }
  return { kind: 'untold', service: 'Batch', missing: 'which stream its container wrote' }
}

/** The group that a job definition names for its containers. */
function logOptionsOf(container: JsonRecord): string | undefined {
  const configuration = container['LogConfiguration']
  const options = isRecord(configuration) ? configuration['Options'] : undefined
  return isRecord(options) ? filledTextOf(options['awslogs-group']) : undefined
}

function codeBuildPlaceOf(task: TaskData, owner: Owner): LogPlace {
  for (const output of told(task)) {
    const build = isRecord(output['Build']) ? output['Build'] : {}
    const logs = isRecord(build['Logs']) ? build['Logs'] : {}
    const group = filledTextOf(logs['GroupName'])
    const stream = filledTextOf(logs['StreamName'])
    if (group === undefined || stream === undefined) continue
    const named = {
      group,
      streams: [stream],
      about: filledTextOf(build['Id']),
      deepLink: filledTextOf(logs['DeepLink']),
    }
    const place = streamsIn(owner, { service: 'CodeBuild', ...named })
    if (place !== undefined) return place
  }
  return { kind: 'untold', service: 'CodeBuild', missing: 'which stream the build wrote' }
}

/** Of a run its output names what its groups begin with, and no stream: a person looks there. */
function gluePlaceOf(task: TaskData, owner: Owner): LogPlace {
  const groups = told(task).map(output => filledTextOf(output['LogGroupName']))
  const group = groups.find(name => name !== undefined && isLogGroupName(name))
  const untold = { kind: 'untold', service: 'Glue' } as const
  if (group === undefined) return { ...untold, missing: 'in which group the run logged' }
  return { ...untold, missing: 'which streams the run wrote', groupArn: logGroupArn(owner, group).arn }
}

interface Named extends Pick<StreamLogs, 'service' | 'group' | 'streams' | 'about'> {
  readonly deepLink?: string | undefined
}

function streamsIn(owner: Owner, { deepLink, ...named }: Named): StreamLogs | undefined {
  if (!isLogGroupName(named.group)) return undefined
  const href = deepLink !== undefined && isConsole(deepLink) ? deepLink : undefined
  return { kind: 'streams', ...named, groupArn: logGroupArn(owner, named.group).arn, deepLink: href }
}

/** An address out of a payload is followed only to AWS's own console. */
function isConsole(href: string): boolean {
  const url = URL.canParse(href) ? new URL(href) : undefined
  return url?.protocol === 'https:' && /(?:^|\.)console\.(?:aws\.amazon\.com|amazonaws\.cn)$/.test(url.hostname)
}
