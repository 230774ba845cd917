import { type ErrorFacts, type FailedCall, factsOf, isObject } from './error-facts.ts'
import { SourceError } from './source.ts'

/** A message in parts: what happened, why, what to do, what to copy. */
interface Words {
  readonly what: string
  readonly why?: string
  readonly whatToDo?: string
  readonly copy?: string
  readonly retryable?: boolean
}

type Describe = (facts: ErrorFacts) => Words

/**
 * Any failure of a call, in words a person can act on. Errors and names: AWS API reference (modelled and common errors),
 * history-rules, and the gateway's own codes. An aborted call stays what it is: nobody needs to read about it.
 */
export function describeError(error: unknown, call: FailedCall): SourceError | DOMException {
  if (error instanceof SourceError) return error
  if (isAbort(error)) return error instanceof DOMException ? error : new DOMException('Cancelled', 'AbortError')
  const facts = factsOf(error, call)
  const describe =
    DESCRIPTIONS[facts.code] ?? (facts.status !== undefined && facts.status >= 500 ? serverFault : unknownFault)
  const { what, ...more } = describe(facts)
  return new SourceError(facts.code, what, { ...more, cause: withRetryAfter(facts.retryAfterMs) })
}

/** How long the other side asked to wait, in ms; undefined if it did not say. */
export function retryAfterOf(error: SourceError): number | undefined {
  const wait = isObject(error.cause) ? error.cause['retryAfterMs'] : undefined
  return typeof wait === 'number' ? wait : undefined
}

function withRetryAfter(retryAfterMs: number | undefined): unknown {
  return retryAfterMs === undefined ? undefined : { retryAfterMs }
}

function isAbort(error: unknown): boolean {
  return isObject(error) && error['name'] === 'AbortError'
}

const throttled: Describe = ({ account, region }) => ({
  what: 'AWS asks to slow down.',
  why: `The quota for this call is shared by everything in account ${account} in ${region}.`,
  whatToDo: 'Loading goes on by itself, more slowly.',
  retryable: true,
})

const accessDenied: Describe = ({ who, action, account, arn, principal }) => ({
  what: `${who} has no \`states:${action}\` in account ${account}.`,
  ...(principal !== undefined && { why: `AWS knows you as ${principal}.` }),
  whatToDo: 'Sign in with another profile, or ask for this policy:',
  copy: policyFor(arn),
  retryable: false,
})

const expired: Describe = ({ who, command, profile }) => ({
  what: `${who} has expired.`,
  why: 'AWS credentials last for some hours only.',
  whatToDo: 'Sign in again in a terminal, then retry:',
  copy: command ?? loginCommand(profile),
  retryable: false,
})

const missing: Describe = ({ text, command, profile, account }) => ({
  what: `There are no AWS credentials for account ${account} on this machine.`,
  why: text,
  whatToDo: 'Sign in in a terminal, then retry:',
  copy: command ?? loginCommand(profile),
  retryable: false,
})

const notKnownToAws: Describe = ({ who, command, profile }) => ({
  what: `AWS does not accept the credentials of ${who.charAt(0).toLowerCase()}${who.slice(1)}.`,
  why: 'The key is unknown, disabled, or its session has ended.',
  whatToDo: 'Sign in again in a terminal, then retry:',
  copy: command ?? loginCommand(profile),
  retryable: false,
})

const noSuchExecution: Describe = ({ arn, account, region }) => ({
  what: 'There is no such execution (any more).',
  why: `Account ${account} in ${region} has no ${arn}. AWS deletes histories 90 days after an execution ends.`,
  whatToDo: 'Check the ARN, or open a file somebody exported.',
  retryable: false,
})

const invalidArn: Describe = ({ text, arn }) =>
  /express/i.test(text) || arn.includes(':express:')
    ? {
        what: 'An Express execution has no history in Step Functions.',
        why: 'Express workflows write theirs to CloudWatch Logs alone, if logging is switched on.',
        whatToDo: 'Export the log lines of this execution (Logs Insights or `aws logs`) and open the file here.',
      }
    : { what: 'AWS does not take this for the ARN of an execution.', why: text, whatToDo: 'Check the ARN.' }

const kms: Describe = ({ text, who }) => ({
  what: 'The history is encrypted with a key that cannot be used.',
  why: text,
  whatToDo: `${who} needs \`kms:Decrypt\` on the state machine's key, and the key must be enabled.`,
})

const tokenOld: Describe = () => ({
  what: 'The place in the history is no longer valid.',
  why: 'AWS forgets it after 24 hours.',
  whatToDo: 'Loading goes on from what is here with a fresh one.',
  retryable: true,
})

const gatewayGone: Describe = () => ({
  what: 'The sfn-timeline gateway does not answer.',
  why: 'It runs on your machine and may have been stopped, or the machine was asleep.',
  whatToDo: 'Start it again in a terminal; loading then goes on by itself.',
  copy: 'sfn-timeline',
  retryable: true,
})

const noGateway: Describe = () => ({
  what: 'This page was opened without a gateway, so it cannot reach AWS.',
  why: 'AWS does not answer browsers directly; a small server on your machine must sign the requests.',
  whatToDo: 'Open the link through your own gateway:',
  copy: 'sfn-timeline open',
  retryable: false,
})

const tokenNeeded: Describe = () => ({
  what: 'This browser has not been let in by the gateway yet.',
  why: 'The gateway answers only browsers that you opened through it.',
  whatToDo: 'Run this once; it opens the page with your key:',
  copy: 'sfn-timeline open',
  retryable: false,
})

const noAnswer: Describe = ({ action }) => ({
  what: `${action} was asked for, but no answer came.`,
  why: 'The connection is slow or was cut.',
  whatToDo: 'Loading tries again by itself.',
  retryable: true,
})

const answerBroken: Describe = ({ action, text }) => ({
  what: `The answer to ${action} came broken.`,
  why: text,
  whatToDo: 'Loading tries again by itself.',
  retryable: true,
})

const serverFault: Describe = ({ action, status, text, code }) => ({
  what: `${action} failed on the other side${status === undefined ? '' : ` (HTTP ${status})`}.`,
  why: text === code ? code : `${code}: ${text}`,
  whatToDo: 'Loading tries again by itself.',
  retryable: true,
})

const unknownFault: Describe = ({ action, code, text }) => ({
  what: `${action} failed: ${code}.`,
  why: text,
  whatToDo: 'Retry; if it stays, what AWS said may help an administrator.',
  retryable: false,
})

const upstreamUnreachable: Describe = ({ text, region }) => ({
  what: `The gateway cannot reach AWS in ${region}.`,
  why: text,
  whatToDo: 'Check the network, proxy and VPN of this machine; loading tries again by itself.',
  retryable: true,
})

const noProfile: Describe = ({ text, account, command }) => ({
  what: `No profile of this machine belongs to account ${account}.`,
  why: text,
  whatToDo: 'Choose a profile, or set one up:',
  copy: command ?? 'aws configure sso',
  retryable: false,
})

const refused: Describe = ({ text }) => ({
  what: 'The gateway refused the request.',
  why: text,
  whatToDo: 'Open the page with `sfn-timeline open`, at the address it prints.',
  retryable: false,
})

const DESCRIPTIONS: Readonly<Record<string, Describe>> = {
  ThrottlingException: throttled,
  Throttling: throttled,
  TooManyRequestsException: throttled,
  TooManyRequests: throttled,
  RequestLimitExceeded: throttled,
  KmsThrottlingException: throttled,
  AccessDeniedException: accessDenied,
  AccessDenied: accessDenied,
  ExpiredTokenException: expired,
  ExpiredToken: expired,
  CredentialsExpired: expired,
  CredentialsMissing: missing,
  CredentialsProviderError: missing,
  MissingAuthenticationTokenException: missing,
  MissingAuthenticationToken: missing,
  UnrecognizedClientException: notKnownToAws,
  InvalidClientTokenId: notKnownToAws,
  InvalidSignatureException: notKnownToAws,
  IncompleteSignature: notKnownToAws,
  ExecutionDoesNotExist: noSuchExecution,
  ResourceNotFound: noSuchExecution,
  StateMachineDoesNotExist: noSuchExecution,
  InvalidArn: invalidArn,
  InvalidToken: tokenOld,
  KmsAccessDeniedException: kms,
  KmsInvalidStateException: kms,
  GatewayUnreachable: gatewayGone,
  GatewayMissing: noGateway,
  GatewayTokenMissing: tokenNeeded,
  GatewayTokenWrong: tokenNeeded,
  GatewayForbiddenHost: refused,
  GatewayForbiddenOrigin: refused,
  NoProfileForAccount: noProfile,
  UpstreamUnreachable: upstreamUnreachable,
  UpstreamTimeout: noAnswer,
  UpstreamBroken: answerBroken,
  NoAnswer: noAnswer,
  AnswerBroken: answerBroken,
}

/** Just what reading an execution takes: the six calls, in the ARN's own partition, account and region. */
export function policyFor(arn: string): string {
  const [, partition = 'aws', , region = '*', account = '*'] = arn.split(':')
  const actions = ['DescribeExecution', 'GetExecutionHistory', 'DescribeStateMachineForExecution', 'ListExecutions']
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [...actions, 'ListMapRuns', 'DescribeMapRun'].map(action => `states:${action}`),
        Resource: `arn:${partition}:states:${region}:${account}:*`,
      },
    ],
  }
  return JSON.stringify(policy, null, 2)
}

function loginCommand(profile: string | undefined): string {
  return profile === undefined ? 'aws sso login' : `aws sso login --profile ${quoteForShell(profile)}`
}

function quoteForShell(text: string): string {
  return /^[\w.@:/+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
