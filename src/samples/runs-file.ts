import { toApiEvent } from '../history/normalize-event.ts'
import { simulate } from '../simulator/simulate.ts'
import type { ThumbnailShape } from '../source/thumbnail.ts'
import type { RunsSample } from './forty-nights.ts'

/** What `public/samples/index.json` says of the runs of a state machine. */
export interface RunsEntry {
  readonly name: string
  readonly title: string
  readonly description: string
  /** Of the state machine: there are runs of it, and no one history. */
  readonly stateMachineArn: string
  readonly runs: number
  readonly bytes: number
  readonly thumbnail: readonly ThumbnailShape[]
}

const OUTCOMES = { SUCCEEDED: 'succeeded', FAILED: 'failed' } as const

/** The file of all runs of a sample and what the index says of it. */
export function runsFileOf({ name, title, description, runs }: RunsSample) {
  const played = runs.map(run => ({ run, simulation: simulate(run.machine, run.options) }))
  const stateMachineArn = played[0]?.simulation.stateMachineArn ?? ''
  const definitions = Object.fromEntries(played.map(({ run, simulation }) => [run.version, simulation.definition]))
  const told = played.map(({ run, simulation: { events, status } }) => ({
    name: run.name,
    version: run.version,
    status,
    startedAt: run.options.startAt,
    stoppedAt: events.at(-1)?.timestamp ?? run.options.startAt,
    events: events.map(toApiEvent),
  }))
  const text = `${JSON.stringify({ stateMachineArn, definitions, runs: told })}\n`
  const longestMs = Math.max(...told.map(({ startedAt, stoppedAt }) => stoppedAt - startedAt))
  const entry: RunsEntry = {
    ...{ name, title, description, stateMachineArn, runs: runs.length, bytes: Buffer.byteLength(text) },
    // A few of the runs, one below another, by what they took.
    thumbnail: told.slice(-THUMBNAIL_RUNS).map(({ status, startedAt, stoppedAt }, row) => ({
      ...{ form: 'bar', row, from: 0, to: Math.round(((stoppedAt - startedAt) / longestMs) * 1000) / 1000 },
      outcome: OUTCOMES[status === 'FAILED' ? 'FAILED' : 'SUCCEEDED'],
    })),
  }
  return { entry, file: { name: `${name}.runs.json`, text } }
}

const THUMBNAIL_RUNS = 10
