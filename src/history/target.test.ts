import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatArn } from './arn.ts'
import { isStatesName } from './states-arn.ts'
import { executionsIn, parseTarget, twoExecutionsIn } from './target.ts'

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run-1'
const UUID = '4135929f-8d60-4ea5-b3c3-b243bec43271'
const CONSOLE = 'https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1'
const CODED = encodeURIComponent(ARN)

describe('parseTarget finds the execution in', () => {
  it.each([
    ['the ARN', ARN],
    ['blanks and line ends around', ` \t${ARN}\r\n`],
    ['double quotes', `"${ARN}"`],
    ['single quotes', `'${ARN}'`],
    ['typographic quotes', `“${ARN}”`],
    ['angle brackets', `<${ARN}>`],
    ['round brackets', `(${ARN}).`],
    ['square brackets and a comma', `[${ARN}],`],
    ['backticks', `\`${ARN}\``],
    [
      'JSON',
      `{"executionArn": "${ARN}", "stateMachineArn": "arn:aws:states:eu-west-1:123456789012:stateMachine:Orders"}`,
    ],
    ['a sentence', `Could you look at ${ARN}. Thanks`],
    ['the end of a sentence', `Could you look at ${ARN}!`],
    ['a command', `aws stepfunctions describe-execution --execution-arn ${ARN} --output json`],
    ['a line a mail has wrapped', '> arn:aws:states:eu-west-1:123456789012:execution:\n> Orders:run-1'],
    ['percent-encoding', CODED],
    ['percent-encoding, twice', encodeURIComponent(CODED)],
    ['a console link', `${CONSOLE}#/v2/executions/details/${ARN}`],
    ['a console link, encoded', `${CONSOLE}#/v2/executions/details/${CODED}`],
    ['an old console link', `https://console.aws.amazon.com/states/home?region=eu-west-1#/executions/details/${ARN}`],
    ['the end of a console link', `#/executions/details/${ARN}`],
    ['a console link with more behind', `${CONSOLE}#/v2/executions/details/${ARN}/events?tab=x`],
    [
      'a link inside a link',
      `https://safe.example/?url=${encodeURIComponent(`${CONSOLE}#/v2/executions/details/${CODED}`)}`,
    ],
    ['a text with a stray percent sign', `100% of ${CODED}`],
  ])('%s', (_, pasted) => {
    expect(parseTarget(pasted)).toEqual({
      kind: 'execution',
      arn: ARN,
      partition: 'aws',
      region: 'eu-west-1',
      account: '123456789012',
      stateMachineName: 'Orders',
      executionName: 'run-1',
    })
  })

  it.each([
    ['aws-cn', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/states/home?region=cn-north-1'],
    [
      'aws-us-gov',
      'us-gov-west-1',
      'https://us-gov-west-1.console.amazonaws-us-gov.com/states/home?region=us-gov-west-1',
    ],
    ['aws-iso-b', 'us-isob-east-1', 'https://console.example/'],
    ['aws-eusc', 'eusc-de-east-1', 'https://eusc-de-east-1.console.amazonaws-eusc.eu/states/home'],
  ])('links of the partition %s', (partition, region, console) => {
    const arn = `arn:${partition}:states:${region}:123456789012:execution:Orders:run-1`
    expect(parseTarget(`${console}#/v2/executions/details/${arn}`)).toMatchObject({
      kind: 'execution',
      arn,
      partition,
      region,
    })
  })
})

describe('parseTarget knows', () => {
  it("a Map Run and its children's executions", () => {
    const mapRun = `arn:aws:states:eu-west-1:123456789012:mapRun:Orders/Fan:${UUID}`
    expect(parseTarget(mapRun)).toMatchObject({ kind: 'mapRun', stateMachineName: 'Orders', mapRunLabel: 'Fan' })
    const child = `arn:aws:states:eu-west-1:123456789012:execution:Orders/Fan:${UUID}`
    expect(parseTarget(child)).toMatchObject({ kind: 'execution', executionName: UUID, mapRunLabel: 'Fan' })
  })

  it('Express executions, with the time that the console’s link tells', () => {
    const arn = `arn:aws:states:eu-west-1:123456789012:express:Orders:run-1:${UUID}`
    const target = parseTarget(
      `${CONSOLE}#/express-executions/details/${encodeURIComponent(arn)}?startDate=1713959670672`,
    )
    expect(target).toMatchObject({ kind: 'express', arn, executionId: UUID, startedAt: 1_713_959_670_672 })
    expect(parseTarget(arn)).not.toHaveProperty('startedAt')
  })

  it.each(['http://127.0.0.1:7333/', 'https://viewer.example/sub/', ''])('links of our own from %s', origin => {
    const hash = `#/executions/${CODED}?v=1&event=12`
    expect(parseTarget(` <${origin}${hash}> `)).toEqual({ kind: 'appLink', hash })
  })
})

describe('parseTarget finds a state machine', () => {
  const machine = 'arn:aws:states:eu-west-1:123456789012:stateMachine:Orders'
  it.each([
    [machine, machine],
    [`${machine}:7`, `${machine}:7`],
    [`aws stepfunctions list-executions --state-machine-arn "${machine}:PROD"`, `${machine}:PROD`],
    [`${CONSOLE}#/statemachines/view/${encodeURIComponent(machine)}?type=standard`, machine],
  ])('in %s', (pasted, arn) => {
    expect(parseTarget(pasted)).toMatchObject({ kind: 'stateMachine', arn, stateMachineName: 'Orders' })
  })

  it('only where no execution stands beside it, and in links of our own', () => {
    expect(parseTarget(`${machine} ${ARN}`)).toMatchObject({ kind: 'execution' })
    const hash = `#/state-machines/${encodeURIComponent(machine)}?v=1`
    expect(parseTarget(`http://localhost:7333/${hash}`)).toEqual({ kind: 'appLink', hash })
  })
})

describe('parseTarget says', () => {
  it.each([
    ['', 'There is nothing to open.'],
    [' hello ', 'This may be the name of an execution'],
    [UUID, 'This may be the name of an execution'],
    ['what went wrong?', 'This holds no ARN'],
    ['{"events": []}', 'This looks like JSON'],
    ['arn:aws:states:eu-west-1:123456789012:stateMachine:Orders/Fan', 'what the Map Fan of Orders runs'],
    ['arn:aws:states:eu-west-1:123456789012:activity:Sign', 'Sign is an activity'],
    ['arn:aws:lambda:eu-west-1:123456789012:function:pay', 'This is an ARN of AWS Lambda'],
    ['arn:aws:states:eu-west-1:123456789012:execution:Orders', 'cut short: the name of the execution is missing'],
    ['arn:aws:states:eu-west-1:123456789012:execution:', 'cut short: the name of the state machine is missing'],
    ['arn:aws:states:eu-west-1:123456789012:express:Orders:run-1', 'cut short: the id at its end is missing'],
    ['arn:aws:states:eu-west-1:1234', 'cut short: it ends after the account'],
    ['arn:aws:states:eu-west-1', 'cut short: the account is missing'],
    ['arn:aws:st', 'cut short: the region is missing'],
    ['arn:aws:states:eu-west-1:1234:execution:a:b', 'not twelve digits: “1234”'],
    ['arn:aws:states:eu-west-1:123456789012:dream:a:b', 'no resource of the type “dream”'],
    ['https://example.com/', 'neither to the Step Functions console nor'],
    [`${CONSOLE}#/statemachines`, 'shows no single execution'],
    ['https://console.aws.amazon.com/lambda/home#/functions', 'another service of the AWS console'],
  ])('of %s: %s', (pasted, words) => {
    const target = parseTarget(pasted)
    expect(target).toMatchObject({ kind: 'unsupported', message: expect.stringContaining(words) })
    expect(target.kind === 'unsupported' && target.whatToDo).toBeTruthy()
  })
})

describe('parseTarget, for every name AWS allows', () => {
  const names = fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }).filter(isStatesName)
  const arns = fc
    .record({ stateMachine: names, execution: names, partition: fc.constantFrom('aws', 'aws-cn', 'aws-us-gov') })
    .map(({ stateMachine, execution, partition }) =>
      formatArn({
        partition,
        service: 'states',
        region: 'eu-west-1',
        account: '123456789012',
        resource: `execution:${stateMachine}:${execution}`,
      }),
    )

  it('takes a bare ARN as it is, encoded or not', () => {
    fc.assert(
      fc.property(arns, arn => {
        expect(parseTarget(arn)).toMatchObject({ kind: 'execution', arn })
        expect(parseTarget(encodeURIComponent(arn))).toMatchObject({ arn })
        expect(parseTarget(`${CONSOLE}#/v2/executions/details/${encodeURIComponent(arn)}`)).toMatchObject({ arn })
        expect(parseTarget(`"${arn}",`)).toMatchObject({ arn })
      }),
    )
  })

  it.each(['arn:', 'arn:\n', 'arn:.', '-', '#/executions/', '%25', "'arn:'"])(
    // Backtracking would need minutes for a megabyte, far beyond the runner's limit for a test.
    'answers a paste full of %j at once',
    piece => {
      expect(parseTarget(piece.repeat(200_000)).kind).toMatch(/^(unsupported|appLink)$/)
    },
  )

  it('answers any text without throwing', () => {
    const pieces = fc.constantFrom(
      'arn:',
      'aws:states:',
      'eu-west-1:',
      '%3A',
      '%',
      '\n',
      "'",
      '(',
      '#/executions/',
      ARN,
      CODED,
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string())), parts => {
        expect(parseTarget(parts.join('')).kind).toMatch(/^(execution|mapRun|express|appLink|unsupported)$/)
      }),
    )
  })
})

describe('what messages hold', () => {
  const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:Orders'
  const event = {
    ...{ version: '0', id: UUID, 'detail-type': 'Step Functions Execution Status Change', source: 'aws.states' },
    resources: [ARN],
    detail: { executionArn: ARN, stateMachineArn: MACHINE, name: 'run-1', status: 'FAILED', input: '{"a":"b"}' },
  }
  const alarm = {
    ...{ AlarmName: 'failed', AlarmArn: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:failed' },
    Trigger: { Namespace: 'AWS/States', Dimensions: [{ value: MACHINE, name: 'StateMachineArn' }] },
  }
  it.each([
    ['an event of EventBridge', JSON.stringify(event, null, 2)],
    ['the same as text within JSON', JSON.stringify({ Message: JSON.stringify(event) })],
    ['a message in Slack', `:red_circle: *Orders* failed: <https://x.example/?a=${CODED}|open>`],
    ['a line of a log', `2026-11-27T01:00:04Z ERROR [billing] execution=${ARN} status=FAILED`],
    ['a command over two lines', `aws stepfunctions get-execution-history \\\n  --execution-arn "${ARN}"`],
  ])('%s leads to the execution', (_, text) => {
    expect(parseTarget(text)).toMatchObject({ kind: 'execution', arn: ARN })
  })

  it.each([
    ['the mail of an alarm', JSON.stringify(alarm)],
    ['the same within the envelope of SNS', JSON.stringify({ Type: 'Notification', Message: JSON.stringify(alarm) })],
    ['a command', `aws stepfunctions list-executions --state-machine-arn ${MACHINE} --max-items 5`],
  ])('%s leads to the state machine', (_, text) => {
    expect(parseTarget(text)).toMatchObject({ kind: 'stateMachine', arn: MACHINE })
  })

  it('an ARN planted in any text around it is found exactly', () => {
    // A name may end in a full stop, which may as well end a sentence.
    const name = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/)
    const around = fc.string({ unit: 'grapheme', maxLength: 60 }).filter(text => !/arn:|#\/|%/i.test(text))
    const marks = fc.constantFrom(
      [' ', ' '],
      ['"', '"'],
      ['\n', '\n'],
      ['<', '>'],
      ['=', ' '],
      ['`', '`'],
      ['\\"', '\\"'],
    )
    fc.assert(
      fc.property(
        name,
        name,
        fc.boolean(),
        around,
        around,
        marks,
        (machine, run, isRun, before, after, [open, close]) => {
          const base = 'arn:aws:states:eu-west-1:123456789012'
          const arn = isRun ? `${base}:execution:${machine}:${run}` : `${base}:stateMachine:${machine}`
          expect(parseTarget(`${before}${open}${arn}${close}${after}`)).toMatchObject({ arn })
        },
      ),
    )
  })
})

describe('two executions pasted at once', () => {
  const OTHER = ARN.replace('run-1', 'run-2')
  it.each([
    ['two lines', `${ARN}\n${OTHER}\n`],
    ['two lines that a field has joined', `${ARN}${OTHER}`],
    ['a comma', `${ARN}, ${OTHER}`],
    ['words between', `compare ${ARN} with ${OTHER}`],
    ['two links', `${CONSOLE}#/v2/executions/details/${CODED} ${CONSOLE}#/v2/executions/details/${OTHER}`],
    [
      'two links that a field has joined',
      `${CONSOLE}#/v2/executions/details/${ARN}${CONSOLE}#/v2/executions/details/${OTHER}`,
    ],
  ])('%s', (_, text) => {
    expect(twoExecutionsIn(text)?.map(({ arn }) => arn)).toEqual([ARN, OTHER])
  })

  it.each([
    ['one', ARN],
    ['one, twice', `${ARN} ${ARN}`],
    ['three', `${ARN} ${OTHER} ${ARN}3`],
    ['a line that speaks of two', `2026-11-27 ${ARN} started ${OTHER}`],
    ['JSON', JSON.stringify({ executionArn: ARN, parent: OTHER })],
    ['an execution and its machine', `${ARN} arn:aws:states:eu-west-1:123456789012:stateMachine:Orders`],
  ])('%s: none', (_, text) => {
    expect(twoExecutionsIn(text)).toBeUndefined()
  })
})

describe('executions that a text speaks of', () => {
  const arnOf = (name: string) => `arn:aws:states:eu-west-1:123456789012:execution:Orders:${name}`

  it('are all of them, in order, each once', () => {
    const text = `Failed: ${arnOf('a')}, then ${arnOf('b')} see ${arnOf('a')}; children\n${arnOf('c-1')}\n${arnOf('c-10')}`
    expect(executionsIn(text).map(({ arn }) => arn)).toEqual(['a', 'b', 'c-1', 'c-10'].map(arnOf))
  })

  it('are none where there are only machines, and one where its line was wrapped', () => {
    expect(executionsIn('arn:aws:states:eu-west-1:123456789012:stateMachine:Orders')).toEqual([])
    const wrapped = `${arnOf('nightly-2026')}\n-11-28`
    expect(executionsIn(wrapped).map(({ arn }) => arn)).toEqual([arnOf('nightly-2026-11-28')])
  })
})
