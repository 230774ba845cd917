import type { PseudonymOf } from './pseudonyms.ts'

/** Any ARN in a text, up to what none has. Bounded, so linear. */
export const ARN_IN_TEXT = /\barn:[a-z-]{1,24}:[^\s"'<>{}[\]\\|^`,;()]{1,2000}/g

/** Accounts as they stand in addresses of services. */
export const ACCOUNT_IN_ADDRESS = /(?<!\d)(\d{12})(?=\.dkr\.ecr\.)|amazonaws\.com(?:\.cn)?\/(\d{12})(?=\/)/g

export interface ArnEdit {
  readonly account: (account: string) => string
  readonly name: (kind: PseudonymOf, name: string) => string
}

/** An ARN with its account and the names in it as told. What is no ARN comes back as it is. */
export function editArn(arn: string, { account, name }: ArnEdit): string {
  const [head, partition, service, region, owner, ...rest] = arn.split(':')
  if (head !== 'arn' || service === undefined || owner === undefined || rest.length === 0) return arn
  // An integration (`arn:aws:states:::lambda:invoke`) is AWS's own word.
  if (service === 'states' && owner === '') return arn
  const of = /^\d{12}$/.test(owner) ? account(owner) : owner
  const resource = editResource(service, rest.join(':'), name)
  return [head, partition, service, region, of, resource].join(':')
}

/** Parts that are AWS's words or tell nothing of their owner. */
const PLAIN = /^(?:|\*|aws|lambda|states|vendedlogs|aws-service-role|service-role|log-stream|\$LATEST|\d{1,4})$/

function editResource(service: string, resource: string, name: ArnEdit['name']): string {
  // S3's have no type in front: `arn:aws:s3:::bucket/key`.
  const hasType = /^[a-z][a-zA-Z-]{1,30}[:/]/.test(resource) && service !== 's3'
  const parts = resource.split(/([:/])/)
  const type = parts[0] ?? ''
  let names = 0
  return parts
    .map((part, at) => {
      if (at % 2 === 1 || (hasType && at === 0) || PLAIN.test(part)) return part
      const kind = service === 'states' ? stateKind(type, names, parts[at - 1]) : 'resource'
      names++
      return name(kind, part)
    })
    .join('')
}

function stateKind(type: string, position: number, separator: string | undefined): PseudonymOf {
  if (type === 'activity') return 'resource'
  if (position === 0) return 'machine'
  if (separator === '/') return 'resource'
  return type === 'stateMachine' ? 'resource' : 'execution'
}
