import { askOfMachine } from '../loading/run-lister.ts'
import { createRunsLog } from '../loading/runs-log.ts'
import { untilView } from '../loading/settled.ts'
import { SourceError } from '../source/source.ts'
import type { AskingForRuns } from './runs-asking.ts'
import { PATIENCE } from './story-fleet.ts'
import type { ToldRuns } from './told-runs.ts'

const HOUR_MS = 3_600_000

/** The runs of an Express machine from its log, those of the last hour unless told. @throws SourceError */
export async function listLoggedRuns(
  asking: AskingForRuns,
): Promise<Omit<ToldRuns, 'machineArn' | 'positions' | 'now'>> {
  const { machineArn, complain, surroundings, sinceMs = HOUR_MS, source, requests, left, now } = asking
  const { signal } = new AbortController()
  const parts = { source, surroundings, settings: PATIENCE }
  const ask = (given: AbortSignal) => source.describeMachine(machineArn, given)
  const machine = await askOfMachine(parts, { arn: machineArn, ask }, signal)
  if (machine.logGroupArn === undefined || machine.logLevel === 'OFF') throw logsNothing(machine.name)
  const range = { hours: sinceMs / HOUR_MS, until: undefined }
  const loader = createRunsLog(machine, range, { ...parts, requestsAtOnce: Math.max(0, left()) })
  loader.start()
  await untilView(loader, ({ log: { phase } }) => phase !== 'idle' && phase !== 'reading', signal)
  // Nobody waits here for what comes late.
  loader.stop()
  const { list, error, log } = loader.view
  if (error !== undefined) throw error
  const whole = log.phase !== 'held'
  if (!whole) complain(`the list is not whole: ${requests} requests were made, and --requests allows no more.`)
  const hidesSuccess = machine.logLevel === 'ERROR' || machine.logLevel === 'FATAL'
  if (hidesSuccess) {
    complain(`it logs at level ${machine.logLevel}: runs that succeeded leave no line, and no line tells a start.`)
  }
  return { list, since: now - sinceMs, whole, hidesSuccess }
}

function logsNothing(name: string): SourceError {
  return new SourceError('LogsNotWritten', `The Express state machine ${name} logs nothing.`, {
    why: 'Its runs are kept nowhere but in its log, and logging is off (level OFF, or no log group).',
    whatToDo: 'Switch logging on in the state machine; runs that start from then on are listed.',
  })
}
