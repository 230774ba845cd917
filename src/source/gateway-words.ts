import { OWN_COMMANDS } from '../protocol/gateway-codes.ts'
import { accountWords, type Describe, expired, type Words } from './aws-words.ts'
import type { ErrorFacts } from './error-facts.ts'
import type { FaultCode } from './gateway-fault.ts'
import { loginCommand } from './remedies.ts'

/** What goes wrong at the gateway or on the way to it, in words a person can act on. */
export function gatewayWords(code: FaultCode, facts: ErrorFacts): Words {
  return WORDS[code](facts)
}

const unreachable: Describe = () => ({
  what: 'The sfn-timeline gateway does not answer.',
  why: 'It runs on your machine and may have been stopped, or the machine was asleep.',
  whatToDo: 'Start it again in a terminal; loading then goes on by itself.',
  copy: OWN_COMMANDS.open,
  retryable: true,
})

const noGateway: Describe = () => ({
  what: 'This page was opened without a gateway, so it cannot reach AWS.',
  why: 'AWS does not answer browsers directly; a small server on your machine must sign the requests.',
  whatToDo: 'Open the link through your own gateway:',
  copy: OWN_COMMANDS.open,
  retryable: false,
})

const keyMissing: Describe = () => ({
  what: 'This browser has not been let in by the gateway yet.',
  why: 'The gateway answers only browsers that you opened through it.',
  whatToDo: 'Run this once; it opens the page with your key:',
  copy: OWN_COMMANDS.open,
  retryable: false,
})

const notProven: Describe = () => ({
  what: 'What answers here is not the gateway that let this browser in, so it was asked nothing.',
  why: 'The token was replaced, or another program has taken the address of your gateway.',
  whatToDo: 'Close this page and open it again; do not type anything into a page at this address before:',
  copy: OWN_COMMANDS.open,
  retryable: false,
})

const refused: Describe = ({ text }) => ({
  what: 'The gateway refused the request.',
  why: text,
  whatToDo: 'Open the page again:',
  copy: OWN_COMMANDS.open,
  retryable: false,
})

const otherUser: Describe = () => ({
  what: 'This gateway belongs to another user of this machine.',
  why: 'Each user has a gateway of their own, with their own AWS credentials.',
  whatToDo: 'Open yours:',
  copy: OWN_COMMANDS.open,
  retryable: false,
})

const tokenUnsafe: Describe = () => ({
  what: 'The gateway does not trust the file that holds its secret.',
  why: 'Other users of this machine could have read or written it.',
  whatToDo: 'Replace it, then open the page again:',
  copy: OWN_COMMANDS.resetToken,
  retryable: false,
})

const failure: Describe = () => ({
  what: 'The gateway failed at this request.',
  why: 'This is a fault of sfn-timeline; the terminal in which it runs says more.',
  whatToDo: 'Retry.',
  retryable: true,
})

const busy: Describe = ({ text }) => ({
  what: 'The gateway holds back.',
  why: text,
  whatToDo: 'Loading goes on by itself, more slowly.',
  retryable: true,
})

const noCredentials: Describe = ({ text, command, profile, account }) => ({
  what: `There are no AWS credentials for ${accountWords(account)} on this machine.`,
  why: text,
  whatToDo: 'Sign in in a terminal, then retry:',
  copy: command ?? loginCommand(profile),
  retryable: false,
})

const clockSkewed: Describe = ({ skewMs = 0 }) => ({
  what: `The clock of this machine is ${durationWords(Math.abs(skewMs))} ${skewMs < 0 ? 'behind' : 'ahead of'} AWS's.`,
  why: 'AWS refuses what was signed more than five minutes ago or ahead. Your credentials may be fine.',
  whatToDo: 'Set the clock (switch on network time), then retry.',
  retryable: false,
})

const noProfile: Describe = ({ text, account, command }) => ({
  what: `No profile of this machine belongs to account ${account}.`,
  why: text,
  whatToDo: 'Choose a profile, or set one up:',
  copy: command ?? 'aws configure sso',
  retryable: false,
})

const asSaid: Describe = ({ text }) => ({ what: text, retryable: false })

const upstreamUnreachable: Describe = ({ text, region }) => ({
  what: `The gateway cannot reach AWS in ${region}.`,
  why: text,
  whatToDo: 'Check the network, proxy and VPN of this machine; loading tries again by itself.',
  retryable: true,
})

const upstreamTimeout: Describe = ({ action, text }) => ({
  what: `${action} was asked for, but no answer came.`,
  why: text,
  whatToDo: 'Loading tries again by itself.',
  retryable: true,
})

export const answerBroken: Describe = ({ action, text }) => ({
  what: `The answer to ${action} came broken.`,
  why: text,
  whatToDo: 'Loading tries again by itself.',
  retryable: true,
})

const logsNotStarted: Describe = ({ text }) => ({
  what: 'This gateway does not read logs.',
  why: text,
  whatToDo: 'Start it anew with --logs:',
  copy: OWN_COMMANDS.startWithLogs,
  retryable: false,
})

const logsOff: Describe = ({ account }) => ({
  what: `Reading logs is not switched on for account ${account}.`,
  whatToDo: 'Switch it on in the settings.',
  retryable: false,
})

const logGroupUnknown: Describe = ({ arn }) => ({
  what: `The gateway does not read the log group ${arn.split(':').at(-1)}.`,
  why: 'It reads only those that AWS gives Lambda, Batch, CodeBuild and Glue, or that a state machine or a function names as its own.',
  retryable: false,
})

const WORDS: Readonly<Record<FaultCode, Describe>> = {
  GatewayUnreachable: unreachable,
  GatewayMissing: noGateway,
  GatewayKeyMissing: keyMissing,
  GatewayNotProven: notProven,
  AnswerBroken: answerBroken,
  GatewayProofMissing: notProven,
  GatewayProofWrong: notProven,
  GatewayProofStale: notProven,
  GatewayProofReplayed: notProven,
  GatewayForbiddenHost: refused,
  GatewayForbiddenOrigin: refused,
  GatewayForbiddenUser: otherUser,
  GatewayTokenUnsafe: tokenUnsafe,
  GatewayMethodNotAllowed: refused,
  GatewayUnsupportedMediaType: refused,
  GatewayBodyTooLarge: refused,
  GatewayActionNotAllowed: refused,
  GatewayNotFound: refused,
  GatewayLaunchExpired: refused,
  GatewayBadRequest: refused,
  GatewayInvalidCall: asSaid,
  GatewayLogsNotStarted: logsNotStarted,
  GatewayLogsOff: logsOff,
  GatewayLogGroupUnknown: logGroupUnknown,
  GatewayFailure: failure,
  GatewayBusy: busy,
  CredentialsMissing: noCredentials,
  CredentialsExpired: expired,
  ClockSkewed: clockSkewed,
  NoProfileForAccount: noProfile,
  ProfileFixed: asSaid,
  UpstreamUnreachable: upstreamUnreachable,
  UpstreamTimeout: upstreamTimeout,
  UpstreamBroken: answerBroken,
}

/** `7 minutes`, `5 hours`, `2 days`. */
function durationWords(ms: number): string {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ] as const
  const [unit, unitMs] = units.find(([, size]) => ms >= 2 * size) ?? ['minute', 60_000]
  const count = Math.round(ms / unitMs)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
