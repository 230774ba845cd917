import { parseArn } from './arn.ts'
import { isStatesName, type StatesArn } from './states-arn.ts'

/** A text that cannot be opened: what it is, and what to paste instead. */
export interface Unsupported {
  readonly kind: 'unsupported'
  readonly message: string
  readonly whatToDo: string
}

const EXAMPLE = 'arn:aws:states:eu-west-1:123456789012:execution:MyStateMachine:my-execution'
const PASTE_EXECUTION = `Paste the ARN of an execution, such as ${EXAMPLE}`

/** The answer to a Step Functions ARN that is whole but names no execution. */
export function unsupportedArn(arn: StatesArn): Unsupported {
  if (arn.kind === 'activity') {
    return unsupported(`${arn.activityName} is an activity: it has no history of its own.`, PASTE_EXECUTION)
  }
  if (arn.kind !== 'stateMachine') return unsupported(`${arn.arn} cannot be opened here.`, PASTE_EXECUTION)
  const { stateMachineName, qualifier, mapRunLabel } = arn
  if (mapRunLabel !== undefined) {
    return unsupported(
      `This is what the Map ${mapRunLabel} of ${stateMachineName} runs, not an execution of it.`,
      PASTE_EXECUTION,
    )
  }
  const what =
    qualifier === undefined
      ? `${stateMachineName} is a state machine`
      : /^\d+$/.test(qualifier)
        ? `This is version ${qualifier} of the state machine ${stateMachineName}`
        : `This is the alias ${qualifier} of the state machine ${stateMachineName}`
  return unsupported(
    `${what}, not an execution of it.`,
    `Give one of its executions; this lists them: sfn-timeline runs '${arn.arn}'`,
  )
}

/** The answer to a console link that names no ARN; undefined for other texts. */
export function unsupportedLink(text: string): Unsupported | undefined {
  const link = /https?:\/\/[^\s<>"']+/.exec(text)?.[0]
  if (link === undefined) return undefined
  if (!/^https?:\/\/(?:[\w-]+\.)*console\.(?:aws\.amazon\.com|amazonaws[\w.-]*)(?:[/?#]|$)/.test(link)) {
    return unsupported('This link leads neither to the Step Functions console nor to sfn-timeline.', PASTE_EXECUTION)
  }
  if (/\/states\/home/.test(link)) {
    return unsupported(
      'This page of the Step Functions console shows no single execution.',
      'Open an execution there and paste its link or its ARN.',
    )
  }
  return unsupported('This link leads to another service of the AWS console.', PASTE_EXECUTION)
}

/** The answer to a text that looks like an ARN but is none of Step Functions', and to any other text. */
export function unsupportedText(text: string): Unsupported {
  if (text === '') return unsupported('There is nothing to open.', PASTE_EXECUTION)
  if (text.startsWith('arn:')) return unsupportedArnText(text)
  if (/^[[{]/.test(text)) {
    return unsupported('This looks like JSON rather than an ARN.', 'Save a history to a file and drop the file here.')
  }
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text) || (isStatesName(text) && text.length > 3)) {
    return unsupported(
      'This may be the name of an execution; the name alone does not say in which account, region and state machine.',
      PASTE_EXECUTION,
    )
  }
  return unsupported('This holds no ARN and no link to an execution.', PASTE_EXECUTION)
}

/** What a service's ARNs are, for the message. */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['lambda', 'AWS Lambda'],
  ['logs', 'CloudWatch Logs'],
  ['iam', 'IAM'],
  ['s3', 'Amazon S3'],
  ['ecs', 'Amazon ECS'],
  ['sqs', 'Amazon SQS'],
  ['sns', 'Amazon SNS'],
  ['events', 'EventBridge'],
  ['dynamodb', 'DynamoDB'],
  ['glue', 'AWS Glue'],
  ['batch', 'AWS Batch'],
])

function unsupportedArnText(text: string): Unsupported {
  const [, partition = '', service = '', region = '', account = '', type = '', ...names] = text.split(':')
  if (parseArn(text) !== undefined && service !== 'states') {
    return unsupported(`This is an ARN of ${SERVICES.get(service) ?? service}, not of Step Functions.`, PASTE_EXECUTION)
  }
  const missing = missingPart({ partition, service, region, account, type, names })
  if (missing !== undefined)
    return unsupported(`This ARN is cut short: ${missing}.`, `Copy all of it. ${PASTE_EXECUTION}`)
  if (!/^aws(?:-[a-z]{1,8}){0,3}$/.test(partition))
    return unsupported(`This ARN names no partition of AWS: “${cut(partition)}”.`, PASTE_EXECUTION)
  if (!/^\d{12}$/.test(account))
    return unsupported(`The account in this ARN is not twelve digits: “${cut(account)}”.`, PASTE_EXECUTION)
  if (!['execution', 'express', 'mapRun', 'stateMachine', 'activity'].includes(type)) {
    return unsupported(`Step Functions has no resource of the type “${cut(type)}”.`, PASTE_EXECUTION)
  }
  const bad = names.flatMap(name => name.split('/')).find(name => !isStatesName(name))
  if (bad !== undefined) return unsupported(`AWS allows no such name: “${cut(bad)}”.`, PASTE_EXECUTION)
  return unsupported(`This is no whole ARN of Step Functions: ${cut(text)}`, PASTE_EXECUTION)
}

interface ArnPieces {
  readonly partition: string
  readonly service: string
  readonly region: string
  readonly account: string
  readonly type: string
  readonly names: readonly string[]
}

/** How many names each kind of ARN has behind its type. */
const NAME_COUNT: ReadonlyMap<string, number> = new Map([
  ['execution', 2],
  ['express', 3],
  ['mapRun', 2],
  ['stateMachine', 1],
  ['activity', 1],
])

function missingPart({ partition, service, region, account, type, names }: ArnPieces): string | undefined {
  if (partition === '' || service === '') return 'it ends before the service'
  if (region === '') return 'the region is missing'
  if (account === '') return 'the account is missing'
  if (type === '') return 'it ends after the account'
  const present = names.filter(name => name !== '').length
  const expected = NAME_COUNT.get(type)
  if (expected === undefined || present >= expected) return undefined
  if (present === 0) return 'the name of the state machine is missing'
  return type === 'mapRun' || present === 2 ? 'the id at its end is missing' : 'the name of the execution is missing'
}

function unsupported(message: string, whatToDo: string): Unsupported {
  return { kind: 'unsupported', message, whatToDo }
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
