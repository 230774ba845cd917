import { describe, expect, it } from 'vitest'
import { formatArn, parseArn } from './arn.ts'
import { parseStatesArn, stateMachineArnOf } from './states-arn.ts'

const HEAD = 'arn:aws:states:eu-west-1:123456789012:'
const UUID = '4135929f-8d60-4ea5-b3c3-b243bec43271'

describe('parseArn', () => {
  it('tells the parts and puts them together again', () => {
    const text = 'arn:aws-cn:lambda:cn-north-1:123456789012:function:pay:3'
    const arn = parseArn(text)
    expect(arn).toMatchObject({
      partition: 'aws-cn',
      service: 'lambda',
      region: 'cn-north-1',
      resource: 'function:pay:3',
    })
    expect(arn && formatArn(arn)).toBe(text)
    expect(parseArn('arn:aws:s3:::bucket/key')).toMatchObject({ region: '', account: '', resource: 'bucket/key' })
  })

  it.each([
    'arn:aws:lambda',
    'arn:aws:lambda:eu-west-1:123456789012:',
    'arn:evil.example:lambda:eu-west-1:123456789012:function:x',
    'arn:aws:lambda:eu-west-1.evil.example:123456789012:function:x',
    'arn:aws:lambda:eu-west-1:12:function:x',
    `arn:aws:lambda:eu-west-1:123456789012:${'x'.repeat(3000)}`,
  ])('refuses %.60s', text => {
    expect(parseArn(text)).toBeUndefined()
  })
})

describe('parseStatesArn', () => {
  it.each([
    ['execution:SM:run', { kind: 'execution', stateMachineName: 'SM', executionName: 'run' }],
    [
      `execution:SM/Fan:${UUID}`,
      { kind: 'execution', stateMachineName: 'SM', mapRunLabel: 'Fan', executionName: UUID },
    ],
    [`express:SM:run:${UUID}`, { kind: 'express', executionName: 'run', executionId: UUID }],
    [`express:SM/Fan:${UUID}:${UUID}`, { kind: 'express', mapRunLabel: 'Fan', executionId: UUID }],
    [`mapRun:SM/Fan:${UUID}`, { kind: 'mapRun', mapRunLabel: 'Fan', mapRunId: UUID }],
    ['stateMachine:SM', { kind: 'stateMachine', stateMachineName: 'SM' }],
    ['stateMachine:SM/Fan', { kind: 'stateMachine', mapRunLabel: 'Fan' }],
    ['stateMachine:SM:PROD', { kind: 'stateMachine', qualifier: 'PROD' }],
    ['activity:Sign', { kind: 'activity', activityName: 'Sign' }],
    ['execution:Größe:注文-1', { kind: 'execution', stateMachineName: 'Größe', executionName: '注文-1' }],
  ])('tells the parts of %s', (resource, parts) => {
    expect(parseStatesArn(HEAD + resource)).toMatchObject({ arn: HEAD + resource, region: 'eu-west-1', ...parts })
  })

  it.each([
    'execution:SM',
    'execution:SM:a:b',
    'execution:SM:a b',
    'express:SM:run',
    'mapRun:SM:x',
    'execution:a/b/c:d',
    'dream:x',
  ])('refuses %s', resource => {
    expect(parseStatesArn(HEAD + resource)).toBeUndefined()
  })

  it('leads to the state machine', () => {
    const arn = parseStatesArn(`${HEAD}mapRun:SM/Fan:${UUID}`)
    expect(arn && arn.kind !== 'activity' && stateMachineArnOf(arn)).toBe(`${HEAD}stateMachine:SM`)
  })
})
