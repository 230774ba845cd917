import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchJobLink, consoleLink, glueRunLink, lambdaFunctionLink, logsLink, xrayTraceLink } from './console-links.ts'

const HERE = { partition: 'aws', region: 'eu-west-1' }
const HOST = 'https://eu-west-1.console.aws.amazon.com'

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:eu-west-1:123456789012:${resource}`
}

describe('consoleLink', () => {
  it.each([
    [
      'states',
      'execution:SM:run',
      'states/home?region=eu-west-1#/v2/executions/details/arn%3Aaws%3Astates%3Aeu-west-1%3A123456789012%3Aexecution%3ASM%3Arun',
    ],
    [
      'states',
      'stateMachine:SM',
      'states/home?region=eu-west-1#/statemachines/view/arn%3Aaws%3Astates%3Aeu-west-1%3A123456789012%3AstateMachine%3ASM',
    ],
    ['lambda', 'function:pay', 'lambda/home?region=eu-west-1#/functions/pay'],
    ['lambda', 'function:pay:$LATEST', 'lambda/home?region=eu-west-1#/functions/pay'],
    ['lambda', 'function:pay:7', 'lambda/home?region=eu-west-1#/functions/pay/versions/7'],
    ['lambda', 'function:pay:PROD', 'lambda/home?region=eu-west-1#/functions/pay/aliases/PROD'],
    [
      'logs',
      'log-group:/aws/lambda/pay:*',
      'cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Faws$252Flambda$252Fpay',
    ],
    ['ecs', 'task/prod/0a1b', 'ecs/v2/clusters/prod/tasks/0a1b?region=eu-west-1'],
    ['ecs', 'cluster/prod', 'ecs/v2/clusters/prod/services?region=eu-west-1'],
    ['batch', 'job/0a1b', 'batch/home?region=eu-west-1#jobs/detail/0a1b'],
    ['glue', 'job/etl', 'gluestudio/home?region=eu-west-1#/editor/job/etl/runs'],
    ['dynamodb', 'table/Orders', 'dynamodbv2/home?region=eu-west-1#table?name=Orders'],
    [
      'sqs',
      'jobs.fifo',
      'sqs/v3/home?region=eu-west-1#/queues/https%3A%2F%2Fsqs.eu-west-1.amazonaws.com%2F123456789012%2Fjobs.fifo',
    ],
    [
      'codebuild',
      'build/site:0a1b',
      'codesuite/codebuild/123456789012/projects/site/build/site%3A0a1b?region=eu-west-1',
    ],
  ])('%s %s', (service, resource, path) => {
    expect(consoleLink(arn(service, resource))).toBe(`${HOST}/${path}`)
  })

  it.each([
    ['arn:aws-cn:lambda:cn-north-1:123456789012:function:x', 'https://cn-north-1.console.amazonaws.cn/'],
    [
      'arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:x',
      'https://us-gov-west-1.console.amazonaws-us-gov.com/',
    ],
    ['arn:aws-eusc:lambda:eusc-de-east-1:123456789012:function:x', 'https://eusc-de-east-1.console.amazonaws-eusc.eu/'],
  ])('goes to the console of the partition: %s', (text, host) => {
    expect(consoleLink(text)?.startsWith(host)).toBe(true)
  })

  it.each([
    ['an isolated partition', 'arn:aws-iso:lambda:us-iso-east-1:123456789012:function:x'],
    ['a service without a known page', arn('dreams', 'sheep/1')],
    ['a service that every object has', arn('constructor', 'x')],
    ['a Map Run', arn('states', 'mapRun:SM/Fan:1')],
    ['a region that is a host', 'arn:aws:lambda:evil.example/:123456789012:function:x'],
    ['no ARN', 'javascript:alert(1)'],
  ])('builds none for %s', (_, text) => {
    expect(consoleLink(text)).toBeUndefined()
  })

  it('leads nowhere but to a console of AWS, whatever the resource is called', () => {
    const services = fc.constantFrom(
      'states',
      'lambda',
      'logs',
      'ecs',
      'batch',
      'glue',
      'sqs',
      'sns',
      'dynamodb',
      'codebuild',
      's3',
    )
    const types = fc.constantFrom('', 'function:', 'task/', 'log-group:', 'execution:SM:', 'table/', 'build/')
    fc.assert(
      fc.property(services, types, fc.string({ unit: 'binary' }), (service, type, name) => {
        const url = consoleLink(arn(service, type + name))
        if (url === undefined) return
        expect(new URL(url)).toMatchObject({ protocol: 'https:', username: '', port: '' })
        expect(new URL(url).hostname).toMatch(/^(eu-west-1\.)?console\.aws\.amazon\.com$/)
      }),
    )
  })
})

describe('links by name', () => {
  it('a trace of X-Ray', () => {
    expect(xrayTraceLink(HERE, '1-67891233-abcdef012345678912345678')).toBe(
      `https://${HERE.region}.console.aws.amazon.com/cloudwatch/home?region=${HERE.region}#xray:traces/1-67891233-abcdef012345678912345678`,
    )
  })

  it.each([
    ['aws-cn', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
    ['aws-us-gov', 'us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
  ])('a trace in the console of %s', (partition, region, host) => {
    const id = '1-67891233-abcdef012345678912345678'
    expect(xrayTraceLink({ partition, region }, id)).toBe(`${host}cloudwatch/home?region=${region}#xray:traces/${id}`)
  })

  it('lead to functions, logs and runs', () => {
    expect(lambdaFunctionLink(HERE, 'pay')).toBe(`${HOST}/lambda/home?region=eu-west-1#/functions/pay`)
    expect(lambdaFunctionLink(HERE, arn('lambda', 'function:pay'))).toBe(
      `${HOST}/lambda/home?region=eu-west-1#/functions/pay`,
    )
    expect(logsLink(HERE, '/aws/lambda/pay', '2026/01/01/[7]ab')).toBe(
      `${HOST}/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Faws$252Flambda$252Fpay/log-events/2026$252F01$252F01$252F$255B7$255Dab`,
    )
    expect(glueRunLink(HERE, 'etl/a', 'jr_1')).toBe(`${HOST}/gluestudio/home?region=eu-west-1#/job/etl%2Fa/run/jr_1`)
    expect(batchJobLink(HERE, '0a1b')).toBe(`${HOST}/batch/home?region=eu-west-1#jobs/detail/0a1b`)
  })

  it('are not built for a place that is none', () => {
    expect(batchJobLink({ partition: 'aws', region: 'evil.example/' }, '1')).toBeUndefined()
    expect(batchJobLink({ partition: 'constructor', region: 'eu-west-1' }, '1')).toBeUndefined()
  })

  it('lead to an Express execution by its start', () => {
    const express = arn('states', 'express:SM:run:4135929f-8d60-4ea5-b3c3-b243bec43271')
    expect(consoleLink(express, 1713959670672.5)).toMatch(
      /#\/express-executions\/details\/arn%3A.*\?startDate=1713959670672$/,
    )
    expect(consoleLink(arn('states', 'execution:SM:run'), 0)).not.toContain('startDate')
  })
})
