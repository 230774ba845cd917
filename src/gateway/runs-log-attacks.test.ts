import { afterEach, beforeEach, expect, it } from 'vitest'
import { runsPattern } from '../history/logged-run.ts'
import { parseStatesArn } from '../history/states-arn.ts'
import { LONGEST_WINDOW_MS } from './log-actions.ts'
import { answerJson, environmentFor, type FakeAws, startFakeAws } from './testing/fake-aws.ts'
import { startTestGateway, type TestGateway } from './testing/test-gateway.ts'

// The question for the runs of an Express machine, at the second door: in the group that the machine names, and nowhere else.

const ACCOUNT = '123456789012'
const MACHINE = `arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:Orders`
const GROUP = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/vendedlogs/states/Orders`
const WEEK = { startTime: 5_000_000, endTime: 5_000_000 + LONGEST_WINDOW_MS }
const parsed = parseStatesArn(MACHINE)
const filterPattern = parsed?.kind === 'stateMachine' ? runsPattern(parsed) : ''

let aws: FakeAws
let test: TestGateway

beforeEach(async () => {
  aws = await startFakeAws()
  test = await startTestGateway({
    logs: true,
    env: { ...environmentFor(aws), AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: aws.url },
  })
  await turn(true)
  const destinations = [{ cloudWatchLogsLogGroup: { logGroupArn: `${GROUP}:*` } }]
  aws.answer = (_request, res) => answerJson(res, 200, { loggingConfiguration: { level: 'ALL', destinations } })
  await asked('AWSStepFunctions.DescribeStateMachine', { stateMachineArn: MACHINE })
})
afterEach(async () => {
  await test.close()
  await aws.close()
})

const asked = (target: string, body: object) =>
  test.ask({ headers: { 'x-amz-target': target }, body: JSON.stringify(body) })
const turn = (on: boolean) =>
  test.ask({
    path: '/gateway/logs',
    headers: { 'content-type': 'application/json', 'x-amz-target': undefined },
    body: JSON.stringify({ account: ACCOUNT, on }),
  })
const runs = (changes: object = {}) =>
  asked('Logs_20140328.FilterLogEvents', {
    ...{ logGroupIdentifier: GROUP, ...WEEK, filterPattern, startFromHead: false, ...changes },
  })
/** What went out beside the question that names the group. */
const sent = () => aws.seen.slice(1)

it('is let through for the group that the machine names, a week at once', async () => {
  expect(filterPattern).toContain(`"arn:aws:states:eu-west-1:${ACCOUNT}:express:Orders:*"`)
  expect((await runs()).status).toBe(200)
  expect(JSON.parse(sent()[0]?.body ?? '')).toMatchObject({ logGroupIdentifier: GROUP, ...WEEK, filterPattern })
})

const foreign = (from: string, to: string) => ({ logGroupIdentifier: GROUP.replace(from, to) })

it.each([
  ['another machine’s group', foreign('Orders', 'OrdersOfOthers'), 'GatewayLogGroupUnknown'],
  ['the group of another account', foreign(ACCOUNT, '999999999999'), 'GatewayLogsOff'],
  ['the group of that name elsewhere', foreign('west', 'north'), 'GatewayLogGroupUnknown'],
  ['all groups that begin so', foreign('Orders', 'Orders*'), 'GatewayInvalidCall'],
  ['all groups', foreign('/aws/vendedlogs/states/Orders', '*'), 'GatewayInvalidCall'],
  ['all streams of it as an ARN', foreign('Orders', 'Orders:*'), 'GatewayInvalidCall'],
  ['the machine in place of a group', { logGroupIdentifier: MACHINE }, 'GatewayInvalidCall'],
  ['several groups at once', { logGroupIdentifiers: [GROUP] }, 'GatewayInvalidCall'],
  ['a moment more than a week', { endTime: WEEK.endTime + 1 }, 'GatewayInvalidCall'],
  ['no end', { endTime: undefined }, 'GatewayInvalidCall'],
  ['no start', { startTime: undefined }, 'GatewayInvalidCall'],
  ['a start before all', { startTime: -1 }, 'GatewayInvalidCall'],
  ['a window that ends before it starts', { startTime: WEEK.endTime, endTime: WEEK.startTime }, 'GatewayInvalidCall'],
])('is refused: %s', async (_what, changes, code) => {
  expect((await runs(changes)).error).toBe(code)
  expect(sent()).toEqual([])
})

it('is refused once a person turns it off', async () => {
  await turn(false)
  expect((await runs()).error).toBe('GatewayLogsOff')
  expect(sent()).toEqual([])
})
