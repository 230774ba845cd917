/** An answer that is an error, in the words AWS uses. */
export class AwsError extends Error {
  /** The name in `__type`, such as `ThrottlingException`. */
  readonly type: string
  readonly statusCode: number

  constructor(type: string, message: string, statusCode = 400) {
    super(message)
    this.type = type
    this.statusCode = statusCode
  }

  /** The body as the service writes it: modelled errors carry the model's name space, the front end's carry another. */
  body(): string {
    const modelled = MODELLED.has(this.type)
    const space = modelled ? 'com.amazonaws.swf.service.v2.model#' : 'com.amazon.coral.service#'
    // The front end spells the member with a capital in access errors. Clients must read both.
    const member = this.type === 'AccessDeniedException' ? 'Message' : 'message'
    return JSON.stringify({ __type: `${space}${this.type}`, [member]: this.message })
  }
}

const MODELLED = new Set([
  'ExecutionDoesNotExist',
  'InvalidArn',
  'InvalidToken',
  'KmsAccessDeniedException',
  'KmsInvalidStateException',
  'KmsThrottlingException',
  'ResourceNotFound',
  'StateMachineDoesNotExist',
  'StateMachineTypeNotSupported',
])

/** A request without a member that must be there. */
export function missing(member: string): AwsError {
  return invalid(`Value at '${member}' failed to satisfy constraint: Member must not be null`)
}

export function invalid(what: string): AwsError {
  return new AwsError('ValidationException', `1 validation error detected: ${what}`)
}

/** Those of other services than Step Functions. */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['FilterLogEvents', 'logs'],
  ['GetFunctionConfiguration', 'lambda'],
])

export function denied(arn: string, action = 'DescribeExecution'): AwsError {
  const permission = `${SERVICES.get(action) ?? 'states'}:${action}`
  return new AwsError(
    'AccessDeniedException',
    `User: arn:aws:sts::123456789012:assumed-role/ReadNothing/person is not authorized to perform: ${permission} on resource: ${arn} because no identity-based policy allows the ${permission} action`,
  )
}
