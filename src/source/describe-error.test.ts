import { describe, expect, it } from 'vitest'
import { describeError, policyFor, retryAfterOf } from './describe-error.ts'
import { SourceError } from './source.ts'

const ARN = 'arn:aws-cn:states:cn-north-1:123456789012:execution:Orders:run'
const call = { action: 'GetExecutionHistory', arn: ARN, profile: undefined }

function failure(name: string, message = '', more: object = {}): Error {
  return Object.assign(new Error(message), { name }, more)
}

function told(error: unknown): SourceError {
  const described = describeError(error, call)
  if (!(described instanceof SourceError)) throw new Error('not told')
  return described
}

describe('describeError', () => {
  it('names profile, action and account of a refusal, and the policy to ask for', () => {
    const message = `User: arn:aws:sts::123456789012:assumed-role/ReadNothing/me is not authorized to perform: states:DescribeExecution on resource: ${ARN}`
    const error = told(
      failure('AccessDeniedException', message, { $response: { headers: { 'x-sfn-timeline-profile': 'd%C3%A9v' } } }),
    )
    expect(error.message).toBe('Your profile `dév` has no `states:DescribeExecution` in account 123456789012.')
    expect(error.why).toContain('assumed-role/ReadNothing/me')
    expect(JSON.parse(error.copy ?? '').Statement[0].Resource).toBe('arn:aws-cn:states:cn-north-1:123456789012:*')
    expect(error.retryable).toBe(false)
  })

  it('quotes a profile name for the shell', () => {
    const error = told(failure('ExpiredTokenException', '', { profile: "o'neil; rm -rf" }))
    expect(error.copy).toBe(`aws sso login --profile 'o'\\''neil; rm -rf'`)
  })

  it('passes the command on that the gateway names', () => {
    expect(told(failure('CredentialsExpired', '', { command: 'aws login --profile dev' })).copy).toBe(
      'aws login --profile dev',
    )
  })

  it('remembers how long to wait', () => {
    const error = told(
      failure('ThrottlingException', 'Rate exceeded', { $response: { headers: { 'retry-after': '7' } } }),
    )
    expect(retryAfterOf(error)).toBe(7_000)
    expect(error.retryable).toBe(true)
  })

  it('tells an Express execution from a wrong ARN', () => {
    expect(told(failure('InvalidArn', 'Resource type not valid in this context: express')).message).toMatch(/Express/)
    expect(told(failure('InvalidArn', "Invalid Arn: 'x'")).message).toMatch(/does not take this/)
  })

  it.each([
    [new TypeError('Failed to fetch'), 'GatewayUnreachable', true],
    [failure('TypeError', 'NetworkError when attempting to fetch resource.'), 'GatewayUnreachable', true],
    [new SyntaxError('Unexpected end of JSON input'), 'AnswerBroken', true],
    [failure('SyntaxError', 'Unexpected token <', { $metadata: { httpStatusCode: 405 } }), 'GatewayMissing', false],
    [failure('InternalServerError', 'x', { $metadata: { httpStatusCode: 500 } }), 'InternalServerError', true],
    [failure('GatewayTokenMissing', 'x', { $metadata: { httpStatusCode: 401 } }), 'GatewayTokenMissing', false],
    [failure('SomethingNew', 'x', { $metadata: { httpStatusCode: 400 } }), 'SomethingNew', false],
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
  expect(actions).toHaveLength(6)
})
