import { AwsError, denied, missing } from './aws-error.ts'
import { type ExecutionRecord, type Executions, startOf, stateMachineArnOf, withoutUndefined } from './executions.ts'
import { historyPage, type PageLimits } from './history-paging.ts'
import { describeMachine, listExecutions, listMachines } from './lists.ts'
import type { LogGroups, LogRules, ServedFunction, ServedMachine } from './logs.ts'
import { describeMapRun, listMapRuns, type MapRuns } from './map-runs.ts'
import { type Json, textOf } from './wire.ts'

/** Everything an answer depends on. */
export interface World {
  readonly executions: Executions
  readonly mapRuns: MapRuns
  readonly limits: PageLimits
  readonly machines: ReadonlyMap<string, ServedMachine>
  readonly functions: ReadonlyMap<string, ServedFunction>
  readonly logGroups: LogGroups
  readonly logRules: LogRules
}

/**
 * The answer to one of the read-only calls, or of the two that read logs.
 * @throws AwsError as the service would
 */
export function answer(action: string, request: Json, world: World): Json {
  switch (action) {
    case 'GetExecutionHistory':
      return historyPage(executionOf(request, world).events, request, world.limits)
    case 'DescribeExecution':
      return describedOf(request, world).describe()
    case 'DescribeStateMachineForExecution':
      return stateMachine(describedOf(request, world))
    case 'DescribeStateMachine':
      return describeMachine(request, world)
    case 'ListStateMachines':
      return listMachines(request, world)
    case 'ListExecutions':
      return listExecutions(request, world)
    case 'ListMapRuns':
      return listMapRuns(executionOf(request, world), world)
    case 'DescribeMapRun':
      return describeMapRun(request, world)
    case 'FilterLogEvents':
      return world.logGroups.filter(request, world.logRules)
    case 'GetFunctionConfiguration':
      return functionConfiguration(request, world)
    default:
      throw new AwsError('UnknownOperationException', `The operation ${action} is not known.`)
  }
}

/** @throws AwsError for one that has no history to be had here: Express, denied, unknown */
function executionOf(request: Json, world: World): ExecutionRecord {
  const arn = textOf(request, 'executionArn') ?? ''
  if (isExpress(arn)) {
    throw new AwsError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: express'`)
  }
  return recordOf(request, world)
}

/** Express executions can be described if a Map Run started them. */
function describedOf(request: Json, world: World): ExecutionRecord {
  const arn = textOf(request, 'executionArn') ?? ''
  const isChild = world.executions.get(arn)?.mapRunArn !== undefined
  return isExpress(arn) && isChild ? recordOf(request, world) : executionOf(request, world)
}

function functionConfiguration(request: Json, { functions }: World): Json {
  const arn = textOf(request, 'FunctionName') ?? ''
  const found = functions.get(arn.split(':').slice(0, 7).join(':'))
  if (found === undefined) throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404)
  return { FunctionArn: arn, FunctionName: arn.split(':')[6], ...found.configuration }
}

function isExpress(arn: string): boolean {
  return /^arn:[^:]*:states:[^:]*:[^:]*:express:/.test(arn)
}

function recordOf(request: Json, world: World): ExecutionRecord {
  const arn = textOf(request, 'executionArn')
  if (arn === undefined) throw missing('executionArn')
  if (!/^arn:[^:]+:states:[^:]+:\d+:(execution|express):[^:]+:.+$/.test(arn)) {
    throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`)
  }
  const record = world.executions.get(arn)
  if (record === undefined) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`)
  if (record.isDenied) throw denied(arn)
  return record
}

function stateMachine(record: ExecutionRecord): Json {
  const arn = stateMachineArnOf(record.arn)
  return withoutUndefined({
    stateMachineArn: arn,
    name: arn.split(':')[6],
    mapRunArn: record.mapRunArn,
    label: record.mapRunArn === undefined ? undefined : arn.split('/')[1],
    definition: record.definition ?? '{"StartAt":"Unknown","States":{}}',
    roleArn: 'arn:aws:iam::123456789012:role/StatesRole',
    updateDate: startOf(record) / 1000,
    loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: false },
  })
}
