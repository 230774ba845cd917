import { AwsError } from './aws-error.ts'
import { type ExecutionRecord, startOf, stateMachineArnOf, withoutUndefined } from './executions.ts'
import { historyPage, type PageLimits } from './history-paging.ts'
import { isJson, type Json, textOf } from './wire.ts'

/** The executions there are, by ARN. */
export type Executions = ReadonlyMap<string, ExecutionRecord>

/** Everything an answer depends on. */
export interface World {
  readonly executions: Executions
  readonly limits: PageLimits
}

/**
 * The answer to one of the six read-only calls.
 * @throws AwsError as the service would
 */
export function answer(action: string, request: Json, world: World): Json {
  switch (action) {
    case 'GetExecutionHistory':
      return historyPage(executionOf(request, world).events, request, world.limits)
    case 'DescribeExecution':
      return executionOf(request, world).describe()
    case 'DescribeStateMachineForExecution':
      return stateMachine(executionOf(request, world))
    case 'ListExecutions':
      return listExecutions(request, world)
    case 'ListMapRuns':
      return listMapRuns(executionOf(request, world), world)
    case 'DescribeMapRun':
      return describeMapRun(request, world)
    default:
      throw new AwsError('UnknownOperationException', `The operation ${action} is not known.`)
  }
}

function executionOf(request: Json, world: World): ExecutionRecord {
  const arn = textOf(request, 'executionArn')
  if (arn === undefined) throw missing('executionArn')
  if (/^arn:[^:]*:states:[^:]*:[^:]*:express:/.test(arn)) {
    throw new AwsError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: express'`)
  }
  if (!/^arn:[^:]+:states:[^:]+:\d+:execution:[^:]+:.+$/.test(arn)) {
    throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`)
  }
  const record = world.executions.get(arn)
  if (record === undefined) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`)
  return record
}

function missing(member: string): AwsError {
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must not be null`,
  )
}

function stateMachine(record: ExecutionRecord): Json {
  const arn = stateMachineArnOf(record.arn)
  return {
    stateMachineArn: arn,
    name: arn.split(':')[6],
    definition: record.definition ?? '{"StartAt":"Unknown","States":{}}',
    roleArn: 'arn:aws:iam::123456789012:role/StatesRole',
    updateDate: startOf(record) / 1000,
    loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: false },
  }
}

function listExecutions(request: Json, world: World): Json {
  const stateMachineArn = textOf(request, 'stateMachineArn')
  const mapRunArn = textOf(request, 'mapRunArn')
  if (stateMachineArn === undefined && mapRunArn === undefined) throw missing('stateMachineArn')
  const status = textOf(request, 'statusFilter')
  const all = [...world.executions.values()]
    .filter(record =>
      mapRunArn === undefined
        ? record.mapRunArn === undefined && stateMachineArnOf(record.arn) === stateMachineArn
        : record.mapRunArn === mapRunArn,
    )
    .filter(record => status === undefined || record.status === status)
    .toSorted((a, b) => startOf(b) - startOf(a))
  const from = Number(textOf(request, 'nextToken') ?? '0')
  if (!Number.isSafeInteger(from) || from > all.length) throw new AwsError('InvalidToken', 'Invalid Token')
  const size = Number(request['maxResults'] ?? 100)
  const to = from + size
  return {
    executions: all.slice(from, to).map(record => record.listed()),
    ...(to < all.length ? { nextToken: String(to) } : {}),
  }
}

function mapRunArnsOf(record: ExecutionRecord): string[] {
  return record.events.flatMap(event => {
    const details = event['mapRunStartedEventDetails']
    const arn = isJson(details) ? textOf(details, 'mapRunArn') : undefined
    return arn === undefined ? [] : [arn]
  })
}

function listMapRuns(record: ExecutionRecord, world: World): Json {
  const mapRuns = mapRunArnsOf(record).map(mapRunArn => mapRun(mapRunArn, record, world))
  return {
    mapRuns: mapRuns.map(({ mapRunArn, executionArn, startDate, stopDate }) =>
      withoutUndefined({
        mapRunArn,
        executionArn,
        stateMachineArn: stateMachineArnOf(record.arn),
        startDate,
        stopDate,
      }),
    ),
  }
}

function describeMapRun(request: Json, world: World): Json {
  const arn = textOf(request, 'mapRunArn')
  if (arn === undefined) throw missing('mapRunArn')
  const parent = [...world.executions.values()].find(record => mapRunArnsOf(record).includes(arn))
  if (parent === undefined) throw new AwsError('ResourceNotFound', `Resource not found: '${arn}'`)
  return mapRun(arn, parent, world)
}

function mapRun(mapRunArn: string, parent: ExecutionRecord, world: World): Json {
  const children = [...world.executions.values()].filter(record => record.mapRunArn === mapRunArn)
  const count = (status: string) => children.filter(child => child.status === status).length
  const counts = {
    pending: 0,
    running: count('RUNNING'),
    succeeded: count('SUCCEEDED'),
    failed: count('FAILED'),
    timedOut: count('TIMED_OUT'),
    aborted: count('ABORTED'),
    total: children.length,
    resultsWritten: 0,
  }
  const started = parent.events.findIndex(event => JSON.stringify(event).includes(mapRunArn))
  const ended = parent.events.find(
    (event, index) => index > started && /^MapRun(Succeeded|Failed|Aborted)$/.test(event.type),
  )
  return withoutUndefined({
    mapRunArn,
    executionArn: parent.arn,
    status: ended === undefined ? 'RUNNING' : ended.type.slice('MapRun'.length).toUpperCase(),
    startDate: parent.events[started]?.timestamp,
    stopDate: ended?.timestamp,
    maxConcurrency: 0,
    toleratedFailurePercentage: 0,
    toleratedFailureCount: 0,
    itemCounts: counts,
    executionCounts: counts,
    redriveCount: 0,
  })
}
