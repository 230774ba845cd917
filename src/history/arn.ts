/** Any ARN, in its six parts. Region and account may be empty (S3, IAM). */
export interface Arn {
  readonly partition: string
  readonly service: string
  readonly region: string
  readonly account: string
  /** All behind the fifth colon: `function:name`, `task/cluster/id`, … */
  readonly resource: string
}

const PARTITION = /^aws(?:-[a-z]{1,8}){0,3}$/
const SERVICE = /^[a-z0-9-]{1,40}$/
/** Held to the form of AWS's own (eu-west-1, us-gov-east-1, eusc-de-east-1): a region becomes part of a host name. */
const REGION = /^[a-z]{2,8}(?:-[a-z]{2,16}){1,3}-\d{1,2}$/
const ACCOUNT = /^\d{12}$/

/** Longer texts are no ARN of AWS (a Map Run's, the longest here, has at most 2000 characters). */
const MAX_ARN_LENGTH = 2048

/** The parts of an ARN, or undefined if the text is none: a wrong partition, region, account or no resource. */
export function parseArn(text: string): Arn | undefined {
  if (!text.startsWith('arn:') || text.length > MAX_ARN_LENGTH) return undefined
  const [, partition, service, region, account, ...rest] = text.split(':')
  const resource = rest.join(':')
  if (partition === undefined || service === undefined || region === undefined || account === undefined)
    return undefined
  if (!PARTITION.test(partition) || !SERVICE.test(service) || resource === '') return undefined
  if ((region !== '' && !REGION.test(region)) || (account !== '' && account !== 'aws' && !ACCOUNT.test(account))) {
    return undefined
  }
  return { partition, service, region, account, resource }
}

/** `arn:P:service:R:A:resource`. */
export function formatArn({ partition, service, region, account, resource }: Arn): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`
}

/** Whether the text has the form of an AWS region. */
export function isRegion(text: string): boolean {
  return REGION.test(text)
}
