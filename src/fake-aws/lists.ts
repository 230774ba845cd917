import { AwsError, denied, invalid, missing } from './aws-error.ts'
import { type ExecutionRecord, type Executions, startOf, stateMachineArnOf } from './executions.ts'
import type { ServedMachine } from './logs.ts'
import { type Json, textOf } from './wire.ts'

const MOST_A_PAGE = 1000

/**
 * ListExecutions, by state machine or by Map Run.
 * @throws AwsError ValidationException, InvalidToken, StateMachineTypeNotSupported
 */
export function listExecutions(request: Json, { executions, machines }: Described): Json {
  const stateMachineArn = textOf(request, 'stateMachineArn')
  const mapRunArn = textOf(request, 'mapRunArn')
  if (stateMachineArn === undefined && mapRunArn === undefined) throw missing('stateMachineArn')
  if (stateMachineArn !== undefined && mapRunArn !== undefined)
    throw invalid('Only one of stateMachineArn and mapRunArn may be given')
  const wanted = filterOf(request, mapRunArn !== undefined)
  // Express machines list nothing.
  const express = [...executions.values()].find(one => isExpress(one) && stateMachineArnOf(one.arn) === stateMachineArn)
  const machine = machines.get(stateMachineArn?.split(':').slice(0, 7).join(':') ?? '')
  if (express !== undefined || machine?.type === 'EXPRESS')
    throw new AwsError('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine')
  const all = [...executions.values()].filter(record => isOf(record, stateMachineArn, mapRunArn) && wanted(record))
  if (mapRunArn !== undefined && all.some(({ isDenied }) => isDenied)) throw denied(mapRunArn, 'ListExecutions')
  const { items, ...next } = pageOf(request, all.toSorted(mapRunArn === undefined ? newestFirst : asOfMapRun))
  return { executions: items.map(record => record.listed()), ...next }
}

function isOf(record: ExecutionRecord, stateMachineArn: string | undefined, mapRunArn: string | undefined): boolean {
  if (mapRunArn !== undefined) return record.mapRunArn === mapRunArn
  if (isExpress(record) || record.mapRunArn !== undefined) return false
  const machine = stateMachineArnOf(record.arn)
  return machine === stateMachineArn || `${machine}:${record.startedBy}` === stateMachineArn
}

function isExpress({ arn }: ExecutionRecord): boolean {
  return arn.split(':')[5] === 'express'
}

/**
 * DescribeStateMachine of a machine that has an execution here, of one of its versions or an alias.
 * @throws AwsError StateMachineDoesNotExist
 */
export function describeMachine(request: Json, { executions, machines }: Described): Json {
  const arn = textOf(request, 'stateMachineArn')
  if (arn === undefined) throw missing('stateMachineArn')
  const machine = arn.split(':').slice(0, 7).join(':')
  const served = machines.get(machine)
  if (served !== undefined) return loggedMachine(arn, served, request['includedData'] === 'METADATA_ONLY')
  const run = [...executions.values()].find(({ arn: one }) => stateMachineArnOf(one) === machine)
  if (run === undefined) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`)
  if (run.isDenied) throw denied(arn, 'DescribeStateMachine')
  return {
    stateMachineArn: arn,
    name: machine.split(':')[6],
    status: 'ACTIVE',
    type: isExpress(run) ? 'EXPRESS' : 'STANDARD',
    definition: request['includedData'] === 'METADATA_ONLY' ? '{}' : (run.definition ?? '{}'),
    creationDate: startOf(run) / 1000,
    roleArn: 'arn:aws:iam::123456789012:role/StatesRole',
    loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: false },
  }
}

/** When the machines of a test were made, in epoch seconds. */
const MADE_AT = 1_700_000_000

/** ListStateMachines: those told of by `addMachine`, of whatever account and region, as the request names neither. @throws AwsError */
export function listMachines(request: Json, { machines }: Pick<Described, 'machines'>): Json {
  const listed = [...machines.values()].map(({ arn, type }) => {
    return { stateMachineArn: arn, name: arn.split(':')[6], type, creationDate: MADE_AT }
  })
  const { items, ...next } = pageOf(request, listed)
  return { stateMachines: items, ...next }
}

interface Described {
  readonly executions: Executions
  readonly machines: ReadonlyMap<string, ServedMachine>
}

function loggedMachine(arn: string, served: ServedMachine, isBare: boolean): Json {
  const { type, level, includeExecutionData, logGroupArn, definition = '{}' } = served
  // AWS names the group with all its streams.
  const destinations =
    logGroupArn === undefined ? [] : [{ cloudWatchLogsLogGroup: { logGroupArn: `${logGroupArn}:*` } }]
  return {
    ...{ stateMachineArn: arn, name: arn.split(':')[6], status: 'ACTIVE', type },
    definition: isBare ? '{}' : definition,
    ...{ creationDate: MADE_AT, roleArn: 'arn:aws:iam::123456789012:role/StatesRole' },
    loggingConfiguration: { level, includeExecutionData, destinations },
    tracingConfiguration: { enabled: false },
  }
}

const STATUSES = new Set(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'])

/** PENDING_REDRIVE and redriveFilter are for the children of Map Runs alone. */
function filterOf(request: Json, isMapRun: boolean): (record: ExecutionRecord) => boolean {
  const status = textOf(request, 'statusFilter')
  const redrive = textOf(request, 'redriveFilter')
  if (status !== undefined && !STATUSES.has(status)) throw invalid(`Value '${status}' at 'statusFilter'`)
  if (!isMapRun && (status === 'PENDING_REDRIVE' || redrive !== undefined))
    throw invalid('PENDING_REDRIVE and redriveFilter need a mapRunArn')
  return record => {
    const isRedriven = () => record.events.some(({ type }) => type === 'ExecutionRedriven')
    return (
      (status === undefined || record.status === status) &&
      (redrive === undefined || isRedriven() === (redrive === 'REDRIVEN'))
    )
  }
}

function newestFirst(a: ExecutionRecord, b: ExecutionRecord): number {
  return startOf(b) - startOf(a)
}

function asOfMapRun(a: ExecutionRecord, b: ExecutionRecord): number {
  return b.listedAt - a.listedAt || newestFirst(a, b)
}

interface Page<Item> {
  readonly items: readonly Item[]
  readonly nextToken?: string
}

function pageOf<Item>(request: Json, all: readonly Item[]): Page<Item> {
  const from = Number(textOf(request, 'nextToken') ?? '0')
  if (!Number.isSafeInteger(from) || from < 0 || from > all.length) throw new AwsError('InvalidToken', 'Invalid Token')
  const asked = request['maxResults'] ?? 0
  if (typeof asked !== 'number' || asked < 0 || asked > MOST_A_PAGE)
    throw invalid(`Value ${JSON.stringify(asked)} at 'maxResults' failed to satisfy constraint`)
  const to = from + (asked === 0 ? 100 : asked)
  return { items: all.slice(from, to), ...(to < all.length && { nextToken: String(to) }) }
}
