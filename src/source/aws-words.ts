import { isExpressArn } from '../history/states-arn.ts'
import type { ErrorFacts } from './error-facts.ts'
import { listPolicy, loginCommand, logPolicyFor, policyFor } from './remedies.ts'

/** A message in parts: what happened, why, what to do, what to copy. */
export interface Words {
  readonly what: string
  readonly why?: string
  readonly whatToDo?: string
  readonly copy?: string
  readonly retryable?: boolean
}

export type Describe = (facts: ErrorFacts) => Words

/** What AWS answers, by its code (AWS API reference: modelled and common errors), in words a person can act on. */
export function awsWords(code: string, facts: ErrorFacts): Words {
  const describe = WORDS.get(code)
  if (describe) return describe(facts)
  return facts.status !== undefined && facts.status >= 500 ? serverFault(code, facts) : unknownFault(code, facts)
}

/** A call that asks about no resource does not say whose it is. */
export function accountWords(account: string | undefined): string {
  return account === undefined ? 'its account' : `account ${account}`
}

function policyOf(service: string, action: string, arn: string): string {
  if (action === 'ListStateMachines') return listPolicy()
  return service === 'states' ? policyFor(arn) : logPolicyFor(arn)
}

const throttled: Describe = ({ account, region }) => ({
  what: 'AWS asks to slow down.',
  why: `The quota for this call is shared by everything in ${accountWords(account)} in ${region}.`,
  whatToDo: 'Loading goes on by itself, more slowly.',
  retryable: true,
})

const accessDenied: Describe = ({ who, action, service, account, arn, principal }) => ({
  what: `${who} has no \`${service}:${action}\` in ${accountWords(account)}.`,
  ...(principal !== undefined && { why: `AWS knows you as ${principal}.` }),
  whatToDo: 'Sign in with another profile, or ask for this policy:',
  copy: policyOf(service, action, arn),
  retryable: false,
})

export const expired: Describe = ({ who, command, profile }) => ({
  what: `${who} has expired.`,
  why: 'AWS credentials last for some hours only.',
  whatToDo: 'Sign in again in a terminal, then retry:',
  copy: command ?? loginCommand(profile),
  retryable: false,
})

const notSigned: Describe = ({ text, command, profile, account }) => ({
  what: `There are no AWS credentials for ${accountWords(account)} on this machine.`,
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

const EXPRESS_IS_LOGGED = 'Express workflows write their histories to CloudWatch Logs alone, if logging is switched on.'

const noSuchExecution: Describe = ({ arn, account, region }) => ({
  what: 'There is no such execution (any more).',
  why: `Account ${account} in ${region} has no ${arn}. ${isExpressArn(arn) ? EXPRESS_IS_LOGGED : 'AWS deletes histories 90 days after an execution ends.'}`,
  whatToDo: 'Check the ARN, or open a file somebody exported.',
  retryable: false,
})

const noSuchGroup: Describe = ({ arn, service, account, region }) =>
  service === 'lambda'
    ? { what: 'There is no such function (any more).', why: `Account ${account} in ${region} has no ${arn}.` }
    : {
        what: 'There is no such log group (any more).',
        why: `Account ${account} in ${region} has no ${arn.split(':').at(-1)}: nothing was logged there yet, or it was deleted.`,
      }

const invalidArn: Describe = ({ text, arn }) =>
  isExpressArn(arn)
    ? {
        what: 'An Express execution has no history in Step Functions.',
        why: EXPRESS_IS_LOGGED,
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

function serverFault(code: string, { action, status, text }: ErrorFacts): Words {
  return {
    what: `${action} failed on the other side${status === undefined ? '' : ` (HTTP ${status})`}.`,
    why: text === code ? code : `${code}: ${text}`,
    whatToDo: 'Loading tries again by itself.',
    retryable: true,
  }
}

function unknownFault(code: string, { action, text }: ErrorFacts): Words {
  return {
    what: `${action} failed: ${code}.`,
    ...(text !== code && { why: text }),
    whatToDo: 'Retry; if it stays, what AWS said may help an administrator.',
    retryable: false,
  }
}

// A map, not a record: the code is AWS's, and `constructor` is a code like any other.
const WORDS: ReadonlyMap<string, Describe> = new Map([
  ['ThrottlingException', throttled],
  ['Throttling', throttled],
  ['TooManyRequestsException', throttled],
  ['RequestLimitExceeded', throttled],
  ['KmsThrottlingException', throttled],
  ['AccessDeniedException', accessDenied],
  ['AccessDenied', accessDenied],
  ['ExpiredTokenException', expired],
  ['ExpiredToken', expired],
  ['MissingAuthenticationTokenException', notSigned],
  ['MissingAuthenticationToken', notSigned],
  ['UnrecognizedClientException', notKnownToAws],
  ['InvalidClientTokenId', notKnownToAws],
  ['InvalidSignatureException', notKnownToAws],
  ['IncompleteSignature', notKnownToAws],
  ['ExecutionDoesNotExist', noSuchExecution],
  ['ResourceNotFound', noSuchExecution],
  ['StateMachineDoesNotExist', noSuchExecution],
  ['ResourceNotFoundException', noSuchGroup],
  ['InvalidArn', invalidArn],
  ['InvalidToken', tokenOld],
  ['KmsAccessDeniedException', kms],
  ['KmsInvalidStateException', kms],
])
