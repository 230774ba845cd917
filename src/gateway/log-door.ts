import * as v from 'valibot'
import { tryParse } from '../history/json-value.ts'
import {
  isGivenByAws,
  isLogGroupName,
  logGroupArn,
  parseFunctionArn,
  parseLogGroupArn,
} from '../history/log-group-arn.ts'
import { OWN_COMMANDS } from '../protocol/gateway-codes.ts'
import { GatewayError } from './gateway-error.ts'
import type { LogSwitches } from './log-switches.ts'
import type { Answer } from './respond.ts'
import type { AwsRequest, LogReading } from './wire.ts'

/**
 * The second door: reading logs. It is there only in a gateway started with `--logs`, opens for an account only when a person
 * switches that on in the page, and leads only to groups that AWS has named in an answer to this very gateway (as where a state
 * machine or a function logs) and to those that AWS gives functions, Batch jobs, build projects and Glue jobs.
 */
export interface LogDoor {
  /** @throws GatewayError `GatewayLogsNotStarted`, `GatewayLogsOff`, `GatewayLogGroupUnknown`. */
  assertOpen(reads: LogReading, account: string | undefined): Promise<void>
  /** Takes the log groups out of an answer of AWS. */
  learn(request: AwsRequest, answer: Answer): void
  state(): Promise<LogDoorState>
  /** @throws GatewayError `GatewayLogsNotStarted`. */
  turn(account: string, on: boolean): Promise<void>
}

export interface LogDoorState {
  /** With `--logs`. */
  readonly started: boolean
  /** Those switched on. */
  readonly accounts: readonly string[]
}

/** More groups than a person's state machines have; beyond that the oldest is forgotten and has to be named again. */
const MOST_GROUPS = 10_000

/** `switches`: undefined in a gateway that was started without `--logs`. */
export function createLogDoor(switches: LogSwitches | undefined): LogDoor {
  const named = new Set<string>()

  function started(): LogSwitches {
    if (switches) return switches
    throw new GatewayError('GatewayLogsNotStarted', 'This gateway was started without --logs: it reads no logs.', {
      command: OWN_COMMANDS.startWithLogs,
    })
  }

  async function assertOpen(reads: LogReading, account = ''): Promise<void> {
    if (!(await started().on()).includes(account)) {
      throw new GatewayError('GatewayLogsOff', `Reading logs is not switched on for account ${account}.`, { account })
    }
    if (reads.kind === 'function' || named.has(reads.arn)) return
    if (isGivenByAws(parseLogGroupArn(reads.arn)?.name ?? '')) return
    throw new GatewayError(
      'GatewayLogGroupUnknown',
      'Only log groups are read that a state machine or a function names as its own, or that AWS gives Lambda, Batch, CodeBuild and Glue.',
      { account },
    )
  }

  function learn(request: AwsRequest, answer: Answer): void {
    if (!switches || answer.status !== 200) return
    for (const arn of groupsIn(request, answer)) {
      named.delete(arn)
      named.add(arn)
    }
    for (const oldest of named) {
      if (named.size <= MOST_GROUPS) break
      named.delete(oldest)
    }
  }

  return {
    assertOpen,
    learn,
    state: async () => ({ started: switches !== undefined, accounts: (await switches?.on()) ?? [] }),
    turn: async (account, on) => started().turn(account, on),
  }
}

const MACHINE = v.object({
  loggingConfiguration: v.object({
    destinations: v.array(v.object({ cloudWatchLogsLogGroup: v.object({ logGroupArn: v.string() }) })),
  }),
})
const FUNCTION = v.object({ LoggingConfig: v.object({ LogGroup: v.string() }) })

/** The groups of the asked account and region that an answer names; of another nobody was asked. */
function groupsIn(request: AwsRequest, answer: Answer): string[] {
  switch (request.action) {
    case 'DescribeStateMachine':
    case 'DescribeStateMachineForExecution': {
      const machine = v.safeParse(MACHINE, jsonOf(answer))
      const { destinations } = machine.success ? machine.output.loggingConfiguration : { destinations: [] }
      const groups = destinations.map(({ cloudWatchLogsLogGroup }) =>
        parseLogGroupArn(cloudWatchLogsLogGroup.logGroupArn),
      )
      const { account, region } = request.owner
      return groups.flatMap(group =>
        group !== undefined && group.account === account && group.region === region ? [group.arn] : [],
      )
    }
    case 'GetFunctionConfiguration': {
      const answered = v.safeParse(FUNCTION, jsonOf(answer))
      const owner = parseFunctionArn(request.reads?.arn ?? '')
      const name = answered.success ? answered.output.LoggingConfig.LogGroup : ''
      return owner && isLogGroupName(name) ? [logGroupArn(owner, name).arn] : []
    }
    default:
      return []
  }
}

const CONFIGURATION = v.object({
  FunctionName: v.optional(v.string()),
  FunctionArn: v.optional(v.string()),
  Runtime: v.optional(v.string()),
  Timeout: v.optional(v.number()),
  MemorySize: v.optional(v.number()),
  LoggingConfig: v.optional(v.object({ LogFormat: v.optional(v.string()), LogGroup: v.optional(v.string()) })),
})

/** A function's configuration holds its environment variables, and those secrets: of it the page gets what it asks for alone. */
export function trimmed(request: AwsRequest, answer: Answer): Answer {
  if (request.action !== 'GetFunctionConfiguration' || answer.status !== 200) return answer
  const configuration = v.safeParse(CONFIGURATION, jsonOf(answer))
  return { ...answer, body: JSON.stringify(configuration.success ? configuration.output : {}) }
}

function jsonOf({ body }: Answer): unknown {
  return tryParse(body.toString())?.value
}
