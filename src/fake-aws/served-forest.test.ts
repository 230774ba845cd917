import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomForest } from '../simulator/forest/random-forest.ts'
import { type Forest, type SimulatedMapRun, simulateForest } from '../simulator/forest/simulate-forest.ts'
import { type Endpoint, startEndpoint } from './endpoint.ts'
import { servedForest } from './served-forest.ts'
import { isJson, type Json } from './wire.ts'

const FORESTS = Array.from({ length: 60 }, (_, seed): [number, Forest] => {
  const { machine, options } = randomForest(seed)
  return [seed, simulateForest(machine, options)]
})
const mapRuns = FORESTS.flatMap(([, forest]) => [...forest.mapRuns.values()])

let endpoint: Endpoint

beforeAll(async () => {
  endpoint = await startEndpoint()
  for (const [, forest] of FORESTS) serve(forest)
})

afterAll(() => endpoint.close())

function serve(forest: Forest, access: Parameters<typeof servedForest>[1] = {}): void {
  const served = servedForest(forest, access)
  for (const execution of served.executions) endpoint.add(execution)
  for (const mapRun of served.mapRuns) endpoint.addMapRun(mapRun)
}

async function call(action: string, body: Json): Promise<Json> {
  const response = await fetch(endpoint.url, {
    method: 'POST',
    headers: { 'x-amz-target': `AWSStepFunctions.${action}`, authorization: 'AWS4-HMAC-SHA256 Credential=x' },
    body: JSON.stringify(body),
  })
  const answer: unknown = await response.json()
  return isJson(answer) ? answer : {}
}

async function listed(request: Json): Promise<Json[]> {
  const rows: Json[] = []
  let nextToken: unknown
  do {
    const page = await call('ListExecutions', { ...request, ...(nextToken === undefined ? {} : { nextToken }) })
    if (!Array.isArray(page['executions'])) throw new Error(JSON.stringify(page))
    rows.push(...page['executions'].filter(isJson))
    nextToken = page['nextToken']
  } while (nextToken !== undefined)
  return rows
}

function byText(a: string, b: string): number {
  return a < b ? -1 : 1
}

/** A forest with a Map Run in it whose children are all of one account. */
function forestWithChildren(): { forest: Forest; mapRun: SimulatedMapRun } {
  for (const [, forest] of FORESTS) {
    for (const mapRun of forest.mapRuns.values()) if (mapRun.children.length > 3) return { forest, mapRun }
  }
  throw new Error('no forest has a Map Run with children')
}

describe('a Map Run', () => {
  it('lists each child that began, once, in pages, newest first', async () => {
    for (const { arn, children } of mapRuns) {
      const rows = await listed({ mapRunArn: arn, maxResults: 7 })
      const wanted = children.map(child => [child.arn, child.status, child.startAt, child.itemCount, child.redrives])
      const got = rows.map(row => [
        row['executionArn'],
        row['status'],
        Math.round(Number(row['startDate']) * 1000),
        row['itemCount'],
        row['redriveCount'],
      ])
      expect(got.map(String).toSorted(byText)).toEqual(wanted.map(String).toSorted(byText))
      const dates = rows
        .filter(row => row['status'] !== 'RUNNING' && row['stopDate'] !== undefined)
        .map(row => Number(row['stopDate']))
      expect(dates).toEqual(dates.toSorted((a, b) => b - a))
    }
  })

  it('filters by status, also by the one that only its children have', async () => {
    for (const { arn, children } of mapRuns.slice(0, 60)) {
      for (const statusFilter of ['FAILED', 'RUNNING', 'PENDING_REDRIVE', 'TIMED_OUT']) {
        const rows = await listed({ mapRunArn: arn, statusFilter })
        expect(rows).toHaveLength(children.filter(({ status }) => status === statusFilter).length)
      }
    }
  })

  it('is described with what never began', async () => {
    for (const { arn, status, children, pending, parentArn, redrives, maxConcurrency } of mapRuns) {
      const described = await call('DescribeMapRun', { mapRunArn: arn })
      expect(described).toMatchObject({ executionArn: parentArn, status, redriveCount: redrives, maxConcurrency })
      expect(described['executionCounts']).toMatchObject({
        pending: pending.executions,
        total: pending.executions + children.length,
        failed: children.filter(child => child.status === 'FAILED').length,
        aborted: children.filter(child => child.status === 'ABORTED').length,
      })
      const items = children.reduce((sum, { itemCount }) => sum + itemCount, 0)
      expect(described['itemCounts']).toMatchObject({ pending: pending.items, total: pending.items + items })
    }
  })

  it('is found from its parent', async () => {
    for (const [, forest] of FORESTS.slice(0, 60)) {
      const { mapRuns: found } = await call('ListMapRuns', { executionArn: forest.root.arn })
      const arns = Array.isArray(found) ? found.map((row: Json) => row['mapRunArn']) : []
      const wanted = [...forest.mapRuns.values()].filter(({ parentArn }) => parentArn === forest.root.arn)
      expect(arns).toEqual(wanted.map(({ arn }) => arn))
    }
  })
})

describe('an execution of a forest', () => {
  it('is described as it stands, and tells its history unless it is Express', async () => {
    for (const execution of FORESTS.slice(0, 40).flatMap(([, forest]) => [...forest.executions.values()])) {
      const history = await call('GetExecutionHistory', { executionArn: execution.arn, maxResults: 1000 })
      const described = await call('DescribeExecution', { executionArn: execution.arn })
      if (execution.isExpress) expect(String(history['__type'])).toContain('InvalidArn')
      else expect(history['events']).toHaveLength(Math.min(1000, execution.events.length))
      if (execution.isExpress && execution.mapRunArn === undefined) continue
      expect(described).toMatchObject({ status: execution.status, stateMachineArn: execution.stateMachineArn })
      expect(described['mapRunArn']).toBe(execution.mapRunArn)
      expect(described['redriveStatus']).toBe(outlookOf(execution))
    }
  })

  it('of a Map Run has the definition of the items alone', async () => {
    const { mapRun } = forestWithChildren()
    const answer = await call('DescribeStateMachineForExecution', { executionArn: mapRun.children[0]?.arn })
    expect(answer).toMatchObject({ mapRunArn: mapRun.arn, label: mapRun.record.label })
    expect(answer['definition']).toBe(JSON.stringify(mapRun.children[0]?.definition))
  })
})

function outlookOf({ status, mapRunArn }: SimulatedMapRun['children'][number]): string {
  if (!['FAILED', 'TIMED_OUT', 'ABORTED'].includes(status)) return 'NOT_REDRIVABLE'
  return mapRunArn === undefined ? 'REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN'
}

describe('what is not to be had', () => {
  it('is denied, with all that a Map Run lists', async () => {
    const { forest, mapRun } = forestWithChildren()
    serve(forest, { isDenied: ({ arn }) => arn !== forest.root.arn })
    const [child] = mapRun.children
    for (const [action, request] of [
      ['GetExecutionHistory', { executionArn: child?.arn }],
      ['DescribeExecution', { executionArn: child?.arn }],
      ['ListExecutions', { mapRunArn: mapRun.arn }],
    ] as const)
      expect(String((await call(action, request))['__type'])).toContain('AccessDenied')
    serve(forest)
  })

  it('is gone after ninety days', async () => {
    const { forest, mapRun } = forestWithChildren()
    const other = await startEndpoint(servedForest(forest, { isExpired: ({ arn }) => arn !== forest.root.arn }))
    const kept = endpoint
    endpoint = other
    try {
      const gone = await call('GetExecutionHistory', { executionArn: mapRun.children[0]?.arn })
      expect(String(gone['__type'])).toContain('ExecutionDoesNotExist')
    } finally {
      endpoint = kept
      await other.close()
    }
  })

  it('is refused at once: a list by two things, a page too large, a filter of Map Runs elsewhere', async () => {
    const { forest, mapRun } = forestWithChildren()
    const { stateMachineArn } = forest.root
    for (const request of [
      { stateMachineArn, mapRunArn: mapRun.arn },
      { mapRunArn: mapRun.arn, maxResults: 1001 },
      { stateMachineArn, statusFilter: 'PENDING_REDRIVE' },
      {},
    ])
      expect(String((await call('ListExecutions', request))['__type'])).toContain('ValidationException')
  })

  it('can be throttled for one Map Run alone', async () => {
    const [one, other] = mapRuns
    endpoint.fault({ kind: 'throttling', action: 'ListExecutions', mapRunArn: one?.arn ?? '', times: 1 })
    expect(await listed({ mapRunArn: other?.arn })).toBeInstanceOf(Array)
    expect(String((await call('ListExecutions', { mapRunArn: one?.arn }))['__type'])).toContain('ThrottlingException')
    expect(await listed({ mapRunArn: one?.arn })).toBeInstanceOf(Array)
  })
})
