import { toApiEvent } from '../history/normalize-event.ts'
import { simulateForest } from '../simulator/forest/simulate-forest.ts'
import type { ThumbnailShape } from '../source/thumbnail.ts'
import { childrenFileOf } from './children-file.ts'
import { fortyNights } from './forty-nights.ts'
import { logsFileOf } from './logs-file.ts'
import { runsFileOf } from './runs-file.ts'
import type { Sample } from './sample.ts'
import { SAMPLES } from './samples.ts'
import { thumbnailOf } from './thumbnail.ts'

/** What `public/samples/index.json` says of a sample. */
export interface SampleEntry {
  readonly name: string
  readonly title: string
  readonly description: string
  /** The history, in the form of `aws stepfunctions get-execution-history`. */
  readonly file: string
  /** The state machine's definition in Amazon States Language. */
  readonly definitionFile: string
  readonly stateMachineName: string
  readonly executionArn: string
  readonly status: string
  /** How many events. */
  readonly events: number
  readonly durationMs: number
  /** Size of the history file. */
  readonly bytes: number
  readonly thumbnail: readonly ThumbnailShape[]
}

export interface SampleFile {
  readonly name: string
  readonly text: string
}

/** All files of `public/samples`, the index last. The same at every call. */
export function sampleFiles(): SampleFile[] {
  const written = SAMPLES.map(filesOf)
  const runs = runsFileOf(fortyNights)
  const index = [...written.map(({ entry }) => entry), runs.entry]
  return [
    ...written.flatMap(({ files }) => files),
    runs.file,
    { name: 'index.json', text: `${JSON.stringify(index)}\n` },
  ]
}

function filesOf({ name, title, description, machine, options, functions }: Sample): {
  entry: SampleEntry
  files: SampleFile[]
} {
  const forest = simulateForest(machine, options)
  const { events, spans, definition, arn: executionArn, status } = forest.root
  const children = childrenFileOf(forest)
  const history = `${JSON.stringify({ events: events.map(toApiEvent) })}\n`
  const first = events[0]?.timestamp ?? 0
  const entry: SampleEntry = {
    name,
    title,
    description,
    file: `${name}.json`,
    definitionFile: `${name}.asl.json`,
    stateMachineName: options.machineName,
    executionArn,
    status,
    events: events.length,
    durationMs: (events.at(-1)?.timestamp ?? first) - first,
    bytes: Buffer.byteLength(history),
    thumbnail: thumbnailOf(events, spans),
  }
  const files = [
    { name: entry.file, text: history },
    { name: entry.definitionFile, text: `${JSON.stringify(definition, null, 2)}\n` },
    ...(functions === undefined
      ? []
      : [{ name: `${name}.logs.json`, text: logsFileOf(events, functions, options.seed ?? 1) }]),
    ...(children === undefined ? [] : [{ name: `${name}.children.json`, text: children }]),
  ]
  return { entry, files }
}
