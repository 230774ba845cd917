import { formatArn, parseArn } from './arn.ts'

/** A log group of CloudWatch Logs. */
export interface LogGroupArn {
  /** Without `:*` behind it, as requests name it. */
  readonly arn: string
  readonly partition: string
  readonly region: string
  readonly account: string
  readonly name: string
}

// AWS (CreateLogGroup): 1 to 512 of a-z, A-Z, 0-9, _ - / . #
const NAME = /^[\w./#-]{1,512}$/
const FUNCTION_NAME = /^[\w-]{1,64}$/
// CodeBuild (API reference, CreateProject).
const PROJECT_NAME = /^[A-Za-z0-9][\w-]{1,254}$/

/** A log group's ARN in its parts; `:*` behind it, as state machines name theirs, is taken off. Undefined for anything else. */
export function parseLogGroupArn(text: string): LogGroupArn | undefined {
  const arn = parseArn(text)
  if (arn?.service !== 'logs' || arn.region === '' || arn.account.length !== 12) return undefined
  const { partition, region, account } = arn
  const [kind, name = '', ...behind] = arn.resource.split(':')
  const isGroup = kind === 'log-group' && NAME.test(name)
  if (!isGroup || behind.length > 1 || (behind.length === 1 && behind[0] !== '*')) return undefined
  return logGroupArn({ partition, region, account }, name)
}

/** The log group of that name in an account and region. */
export function logGroupArn(owner: Pick<LogGroupArn, 'partition' | 'region' | 'account'>, name: string): LogGroupArn {
  const { partition, region, account } = owner
  const arn = formatArn({ partition, service: 'logs', region, account, resource: `log-group:${name}` })
  return { arn, partition, region, account, name }
}

/** Whether AWS allows the text as the name of a log group. */
export function isLogGroupName(text: string): boolean {
  return NAME.test(text)
}

/** Of all Batch jobs; of all Glue jobs, those of Spark and those of Python alone. */
const SHARED_GROUPS: ReadonlySet<string> = new Set([
  '/aws/batch/job',
  ...['/aws-glue/jobs/output', '/aws-glue/jobs/error', '/aws-glue/python-jobs/output', '/aws-glue/python-jobs/error'],
])

/** Whether the name is that which AWS itself gives the group of a function, of a build project, or of all Batch or Glue jobs. */
export function isGivenByAws(name: string): boolean {
  if (SHARED_GROUPS.has(name)) return true
  const [, service, owner = ''] = /^\/aws\/(lambda|codebuild)\/(.+)$/.exec(name) ?? []
  if (service === undefined) return false
  return service === 'lambda' ? FUNCTION_NAME.test(owner) : PROJECT_NAME.test(owner)
}

/** A Lambda function, or one of its versions or aliases. */
export interface FunctionArn {
  readonly arn: string
  readonly partition: string
  readonly region: string
  readonly account: string
  readonly name: string
  /** Version number, alias or `$LATEST`. */
  readonly qualifier?: string
}

/** A Lambda function's ARN in its parts; undefined for anything else. */
export function parseFunctionArn(text: string): FunctionArn | undefined {
  const arn = parseArn(text)
  if (arn?.service !== 'lambda' || arn.region === '' || arn.account.length !== 12) return undefined
  const [kind, name = '', qualifier, ...more] = arn.resource.split(':')
  if (kind !== 'function' || !FUNCTION_NAME.test(name) || more.length > 0) return undefined
  if (qualifier !== undefined && !/^(?:[\w-]{1,128}|\$LATEST)$/.test(qualifier)) return undefined
  const { partition, region, account } = arn
  return { arn: text, partition, region, account, name, ...(qualifier !== undefined && { qualifier }) }
}
