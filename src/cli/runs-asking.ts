import { createAwsAccess } from '../gateway/aws-access.ts'
import { chosenProfiles } from '../gateway/chosen-profiles.ts'
import { configDir } from '../gateway/config-dir.ts'
import type { LogSwitches } from '../gateway/log-switches.ts'
import type { Millis } from '../history/events.ts'
import { parseStatesArn } from '../history/states-arn.ts'
import type { Surroundings } from '../loading/surroundings.ts'
import type { RunLogSource, RunSource } from '../source/run-source.ts'
import type { RunsCommand } from './command-line.ts'
import { awsSources } from './explain-sources.ts'

interface Place {
  readonly machineArn: string
  readonly complain: (text: string) => void
  readonly surroundings: Surroundings
}

/** Whose runs are asked for, and what may be asked still. */
export interface AskingForRuns extends Place, Pick<RunsCommand, 'requests' | 'sinceMs'> {
  readonly source: RunSource & RunLogSource
  /** Requests to AWS that may still be made. */
  readonly left: () => number
  /** Requests that went out. */
  readonly sent: () => number
  readonly now: Millis
}

/** AWS as a command may ask it. */
export function askingForRuns(command: RunsCommand, place: Place): AskingForRuns {
  const { profile, requests, logs, sinceMs } = command
  const mayRead = logs ? { logs: logsOfCommand(place.machineArn) } : {}
  const aws = createAwsAccess({ profile, chosenProfiles: chosenProfiles(configDir()), ...mayRead })
  const source = awsSources(aws, profile).runSource
  const sent = () => aws.counts().sent
  const left = () => requests - sent()
  return { ...place, requests, sinceMs, source, left, sent, now: place.surroundings.now() }
}

/** `--logs` lets the logs of the account be read that the command names: for this command, and nothing is remembered. */
function logsOfCommand(machineArn: string): LogSwitches {
  const parsed = parseStatesArn(machineArn)
  const accounts = parsed === undefined ? [] : [parsed.account]
  return { on: async () => accounts, turn: async () => {} }
}
