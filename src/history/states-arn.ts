import { type Arn, formatArn, parseArn } from './arn.ts'

interface StatesArnBase {
  readonly arn: string
  readonly partition: string
  readonly region: string
  /** Twelve digits. */
  readonly account: string
  readonly stateMachineName: string
}

/** A Standard execution; with `mapRunLabel` a child of a Map Run. */
export interface ExecutionArn extends StatesArnBase {
  readonly kind: 'execution'
  readonly executionName: string
  readonly mapRunLabel?: string
}

/** An execution of an Express workflow. Its history exists in CloudWatch Logs alone. */
export interface ExpressArn extends StatesArnBase {
  readonly kind: 'express'
  readonly executionName: string
  readonly executionId: string
  readonly mapRunLabel?: string
}

export interface MapRunArn extends StatesArnBase {
  readonly kind: 'mapRun'
  readonly mapRunLabel: string
  readonly mapRunId: string
}

/** A state machine, one of its versions or an alias. */
export interface StateMachineArn extends StatesArnBase {
  readonly kind: 'stateMachine'
  readonly mapRunLabel?: string
  /** Version number or alias. */
  readonly qualifier?: string
}

export interface ActivityArn {
  readonly kind: 'activity'
  readonly arn: string
  readonly partition: string
  readonly region: string
  readonly account: string
  readonly activityName: string
}

export type StatesArn = ExecutionArn | ExpressArn | MapRunArn | StateMachineArn | ActivityArn

// AWS: up to 80 characters, not ASCII only, no white space, controls or <>{}[]?*"#%\^|~$&,;:/ and backtick.
const NAME = /^[^\s\p{Cc}<>{}[\]?*"#%\\^|~$&,;:/`]{1,80}$/u

/** Whether AWS allows the text as the name of a state machine or execution. */
export function isStatesName(text: string): boolean {
  return NAME.test(text)
}

/** A Step Functions ARN in its parts; undefined for anything else, however close. */
export function parseStatesArn(text: string): StatesArn | undefined {
  const arn = parseArn(text)
  if (arn?.service !== 'states' || arn.region === '' || arn.account.length !== 12) return undefined
  const base = { arn: text, partition: arn.partition, region: arn.region, account: arn.account }
  const [type, first, ...names] = arn.resource.split(':')
  if (first === undefined || !names.every(isStatesName)) return undefined
  if (type === 'activity')
    return isStatesName(first) && names.length === 0 ? { kind: type, ...base, activityName: first } : undefined
  const [stateMachineName, mapRunLabel, ...more] = first.split('/')
  if (stateMachineName === undefined || !isStatesName(stateMachineName) || more.length > 0) return undefined
  if (mapRunLabel !== undefined && !isStatesName(mapRunLabel)) return undefined
  const owner = { ...base, stateMachineName, ...(mapRunLabel === undefined ? {} : { mapRunLabel }) }
  const [name, id, ...tooMany] = names
  if (tooMany.length > 0) return undefined
  switch (type) {
    case 'execution':
      return name === undefined || id !== undefined ? undefined : { kind: type, ...owner, executionName: name }
    case 'express':
      return name === undefined || id === undefined
        ? undefined
        : { kind: type, ...owner, executionName: name, executionId: id }
    case 'mapRun':
      if (mapRunLabel === undefined || name === undefined || id !== undefined) return undefined
      return { kind: type, ...owner, mapRunLabel, mapRunId: name }
    case 'stateMachine':
      if (id !== undefined) return undefined
      return { kind: type, ...owner, ...(name === undefined ? {} : { qualifier: name }) }
    default:
      return undefined
  }
}

/** Whether an ARN is that of an Express execution; masked ones of recordings (`arn:<partition>:…`) tell it too. */
export function isExpressArn(text: string): boolean {
  return text.split(':', 6)[5] === 'express'
}

/** The ARN of a state machine without label, version and alias. */
export function stateMachineArnOf(arn: Exclude<StatesArn, ActivityArn>): string {
  return formatArn({ ...partsOf(arn), resource: `stateMachine:${arn.stateMachineName}` })
}

function partsOf({ partition, region, account }: StatesArn): Omit<Arn, 'resource'> {
  return { partition, service: 'states', region, account }
}
