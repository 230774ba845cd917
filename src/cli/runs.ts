import { stateMachineIn } from '../history/target.ts'
import { listRuns, type WantedRuns } from '../loading/run-lister.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import { filteredRuns } from '../runs/run-filter.ts'
import { RunList } from '../runs/run-list.ts'
import { SourceError } from '../source/source.ts'
import { jsonOnOneLine, onOneLine } from '../words/on-one-line.ts'
import type { RunsCommand } from './command-line.ts'
import type { CommandOutput } from './command-output.ts'
import { listLoggedRuns } from './logged-runs.ts'
import { withProgress } from './progress.ts'
import { type AskingForRuns, askingForRuns } from './runs-asking.ts'
import { PATIENCE, wordsOf } from './story-fleet.ts'
import { runsJson, runsText, runsWords, type ToldRuns } from './told-runs.ts'
import { UsageError } from './usage-error.ts'

type Listed = Omit<ToldRuns, 'machineArn' | 'positions' | 'now'>

/**
 * Lists the runs of a state machine, newest first.
 * @returns the exit status: 0 where they could be listed, whatever came of them; else 1.
 */
export async function runRuns(
  command: RunsCommand,
  output: CommandOutput,
  surroundings = realSurroundings,
): Promise<number> {
  const { machine, json, logs } = command
  const complain = (text: string) => output.complain(onOneLine(`sfn-timeline: ${text}`))
  const machineArn = stateMachineIn(machine)?.arn
  if (machineArn === undefined) throw new UsageError(`This names no state machine: ${onOneLine(machine)}`)
  const asking = askingForRuns(command, { machineArn, complain, surroundings })
  try {
    const listed = await listByAws(asking).catch((error: unknown) => {
      if (!logs || !(error instanceof SourceError) || error.code !== 'StateMachineTypeNotSupported') throw error
      return withProgress(process.stderr, asking, () => listLoggedRuns(asking))
    })
    const { list, since } = listed
    const positions = filteredRuns(list, since === undefined ? {} : { from: since }, asking.now)
    const told = { ...listed, machineArn, positions, now: asking.now }
    await output.write(`${json ? jsonOnOneLine(runsJson(told)) : runsText(told)}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    complain(wordsOf(error))
    return 1
  }
}

async function listByAws({ machineArn, complain, surroundings, ...asking }: AskingForRuns): Promise<Listed> {
  const { requests, sinceMs, source, left, sent, now } = asking
  const since = sinceMs === undefined ? undefined : now - sinceMs
  let list = RunList.EMPTY
  const parts = { source, surroundings, settings: PATIENCE }
  const wanted: WantedRuns = {
    ...{ machineArn, since, mayAsk: () => left() > 0 },
    onPage: runs => {
      list = list.with(runs)
    },
  }
  const what = () => runsWords(list.count)
  const end = await withProgress(process.stderr, { sent, what }, () =>
    listRuns(parts, wanted, new AbortController().signal),
  )
  if (end === 'held') complain(`the list is not whole: ${requests} requests were made, and --requests allows no more.`)
  if (end === 'reached' && since === undefined) complain(`these are the newest ${list.count}; --since 30d lists more.`)
  return { list, since, whole: end === 'whole' || (end === 'reached' && since !== undefined), hidesSuccess: false }
}
