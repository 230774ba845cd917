import { createAwsAccess } from '../gateway/aws-access.ts'
import { chosenProfiles } from '../gateway/chosen-profiles.ts'
import { configDir } from '../gateway/config-dir.ts'
import { stateMachineIn } from '../history/target.ts'
import { listRuns } from '../loading/run-lister.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import { filteredRuns } from '../runs/run-filter.ts'
import { RunList } from '../runs/run-list.ts'
import { SourceError } from '../source/source.ts'
import { jsonOnOneLine, onOneLine } from '../words/on-one-line.ts'
import { type RunsCommand, UsageError } from './command-line.ts'
import type { CommandOutput } from './command-output.ts'
import { awsSources } from './explain-sources.ts'
import { PATIENCE, wordsOf } from './story-fleet.ts'
import { runsJson, runsText } from './told-runs.ts'

/**
 * Lists the runs of a state machine, newest first.
 * @returns the exit status: 0 where they could be listed, whatever came of them; else 1.
 */
export async function runRuns(
  command: RunsCommand,
  output: CommandOutput,
  surroundings = realSurroundings,
): Promise<number> {
  const { machine, sinceMs, json, requests, profile } = command
  const complain = (text: string) => output.complain(onOneLine(`sfn-timeline: ${text}`))
  const machineArn = stateMachineIn(machine)?.arn
  if (machineArn === undefined) throw new UsageError(`This names no state machine: ${onOneLine(machine)}`)
  const aws = createAwsAccess({ profile, chosenProfiles: chosenProfiles(configDir()) })
  const now = surroundings.now()
  const since = sinceMs === undefined ? undefined : now - sinceMs
  let list = RunList.EMPTY
  try {
    const parts = { source: awsSources(aws, profile).runSource, surroundings, settings: PATIENCE }
    const end = await listRuns(
      parts,
      {
        ...{ machineArn, since, mayAsk: () => aws.counts().sent < requests },
        onPage: runs => {
          list = list.with(runs)
        },
      },
      new AbortController().signal,
    )
    if (end === 'held')
      complain(`the list is not whole: ${requests} requests were made, and --requests allows no more.`)
    if (end === 'reached' && since === undefined)
      complain(`these are the newest ${list.count}; --since 30d lists more.`)
    const positions = filteredRuns(list, since === undefined ? {} : { from: since }, now)
    const whole = end === 'whole' || (end === 'reached' && since !== undefined)
    const told = { machineArn, list, positions, whole, since, now }
    await output.write(`${json ? jsonOnOneLine(runsJson(told)) : runsText(told)}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    complain(wordsOf(error))
    return 1
  }
}
