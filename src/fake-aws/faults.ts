import { AwsError, denied } from './aws-error.ts'
import type { PagePosition } from './history-paging.ts'

/** What can go wrong between a client and the service. */
export type FaultKind =
  | 'throttling'
  | 'serverError'
  | 'serviceUnavailable'
  | 'droppedConnection'
  | 'neverAnswers'
  | 'truncatedBody'
  | 'malformedJson'
  | 'htmlPage'
  | 'invalidToken'
  | 'repeatedToken'
  | 'expiredCredentials'
  | 'unrecognizedClient'
  | 'accessDenied'
  | 'executionDoesNotExist'
  | 'kmsAccessDenied'
  | 'kmsInvalidState'
  | 'kmsThrottling'

/** When a fault strikes. All conditions given must hold. */
export interface FaultRule {
  readonly kind: FaultKind
  /** Default: GetExecutionHistory. */
  readonly action?: string
  readonly executionArn?: string
  readonly mapRunArn?: string
  /** Only on this page of its chain of tokens (from 0), or the one that would carry no token. */
  readonly page?: number | 'last'
  readonly direction?: 'forward' | 'backward'
  /** How often it strikes before it is over. Default: once. */
  readonly times?: number
}

/** Random faults that depend on the seed and on what is asked how often, not on the order in which requests arrive. */
export interface Chaos {
  readonly seed: number
  /** Share of requests that fail, 0..1. */
  readonly rate: number
  readonly kinds: readonly FaultKind[]
}

/** A call, as far as faults care. */
export interface FaultTarget {
  readonly action: string
  readonly executionArn: string | undefined
  readonly mapRunArn: string | undefined
  /** The token of a list's page; a history's pages are told by `position`. */
  readonly token: string | undefined
  readonly position: PagePosition | undefined
  /** Would its answer carry no token? */
  readonly isLastPage: boolean
}

/** The faults still to come. */
export class FaultPlan {
  private rules: { rule: FaultRule; left: number }[] = []
  private chaosRule: Chaos | undefined
  private readonly asked = new Map<string, number>()

  add(rule: FaultRule): void {
    this.rules.push({ rule, left: rule.times ?? 1 })
  }

  setChaos(chaos: Chaos | undefined): void {
    this.chaosRule = chaos
    this.asked.clear()
  }

  clear(): void {
    this.rules = []
    this.setChaos(undefined)
  }

  /** The fault that strikes this call, if any; counts it as spent. */
  take(target: FaultTarget): FaultKind | undefined {
    const entry = this.rules.find(({ rule, left }) => left > 0 && matches(rule, target))
    if (entry === undefined) return this.chaosFault(target)
    entry.left -= 1
    return entry.rule.kind
  }

  private chaosFault(target: FaultTarget): FaultKind | undefined {
    if (this.chaosRule === undefined) return undefined
    const { seed, rate, kinds } = this.chaosRule
    const { action, executionArn = '', mapRunArn = '', token = '', position } = target
    const page = position ? `${position.direction} ${position.after}` : token
    const call = `${action} ${executionArn}${mapRunArn} ${page}`
    const times = (this.asked.get(call) ?? 0) + 1
    this.asked.set(call, times)
    if (unitHash(`${seed} ${call} ${times}`) >= rate) return undefined
    const kind = kinds[Math.floor(unitHash(`kind ${seed} ${call} ${times}`) * kinds.length)]
    // A request without a token cannot be refused for its token.
    return kind === 'invalidToken' && position?.page === 0 ? undefined : kind
  }
}

function matches(rule: FaultRule, target: FaultTarget): boolean {
  if ((rule.action ?? 'GetExecutionHistory') !== target.action) return false
  if (rule.executionArn !== undefined && rule.executionArn !== target.executionArn) return false
  if (rule.mapRunArn !== undefined && rule.mapRunArn !== target.mapRunArn) return false
  if (rule.direction !== undefined && rule.direction !== target.position?.direction) return false
  if (rule.page === 'last') return target.isLastPage
  return rule.page === undefined || rule.page === target.position?.page
}

/** FNV-1a with a final mix, as a number in [0, 1): the same text always strikes the same way. */
function unitHash(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32
}

/** The error AWS answers for a fault; undefined for faults that are no answer of AWS's. */
export function errorOf(kind: FaultKind, target: FaultTarget): AwsError | undefined {
  const arn = target.executionArn ?? ''
  switch (kind) {
    case 'throttling':
      return new AwsError('ThrottlingException', 'Rate exceeded')
    case 'serverError':
      return new AwsError('InternalFailure', 'We encountered an internal error. Please try again.', 500)
    case 'serviceUnavailable':
      return new AwsError('ServiceUnavailable', 'Service is unavailable', 503)
    case 'invalidToken':
      return new AwsError('InvalidToken', 'Invalid Token: the token has expired')
    case 'expiredCredentials':
      return new AwsError('ExpiredTokenException', 'The security token included in the request is expired')
    case 'unrecognizedClient':
      return new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.')
    case 'accessDenied':
      return denied(arn, target.action)
    case 'executionDoesNotExist':
      return new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`)
    case 'kmsAccessDenied':
      return new AwsError(
        'KmsAccessDeniedException',
        'The calling role does not have kms:Decrypt on the customer managed key.',
      )
    case 'kmsInvalidState':
      return new AwsError('KmsInvalidStateException', 'The KMS key is disabled.')
    case 'kmsThrottling':
      return new AwsError('KmsThrottlingException', 'AWS KMS rate limit exceeded.')
    default:
      return undefined
  }
}
