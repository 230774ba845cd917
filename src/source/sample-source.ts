import * as v from 'valibot'
import type { ExecutionSummary } from '../history/execution-summary.ts'
import type { OpenedFile, WorkerCalls } from './calls.ts'
import type { Remote } from './remote-calls.ts'
import { fetchedSample, jsonIn, noSample } from './sample-file.ts'
import { readSampleRunName, sampleRun } from './sample-runs.ts'
import { type HistorySource, SourceError } from './source.ts'
import { THUMBNAIL_SHAPE, type ThumbnailShape } from './thumbnail.ts'

/** A sample as the gallery shows it. */
export interface Sample {
  /** Its name in links, and its file's. */
  readonly name: string
  readonly title: string
  readonly description: string
  readonly status?: string | undefined
  readonly eventCount?: number | undefined
  readonly durationMs?: number | undefined
  readonly stateMachineName?: string | undefined
  readonly executionArn?: string | undefined
  /** There are runs of this state machine, and no one history. */
  readonly stateMachineArn?: string | undefined
  readonly thumbnail: readonly ThumbnailShape[]
}

const SAMPLE = v.pipe(
  v.object({
    name: v.pipe(v.string(), v.regex(/^[\w-]{1,80}$/)),
    title: v.string(),
    description: v.optional(v.string(), ''),
    status: v.optional(v.string()),
    events: v.optional(v.number()),
    durationMs: v.optional(v.number()),
    stateMachineName: v.optional(v.string()),
    executionArn: v.optional(v.string()),
    stateMachineArn: v.optional(v.string()),
    thumbnail: v.fallback(v.array(THUMBNAIL_SHAPE), []),
  }),
  v.transform(({ events, ...sample }) => ({ ...sample, eventCount: events })),
)
const INDEX = v.array(SAMPLE)

/**
 * The samples that come with the page (`samples/index.json` beside it, so any static host at any path will do).
 * @throws SourceError where they cannot be fetched.
 */
export async function listSamples(base: string, signal: AbortSignal): Promise<readonly Sample[]> {
  const parsed = v.safeParse(INDEX, jsonIn(await fetchedSample(base, 'index.json', signal)))
  if (parsed.success) return parsed.output
  throw new SourceError('SamplesBroken', 'The list of samples cannot be read.', {
    why: parsed.issues[0].message,
    whatToDo: 'Reload the page; if it stays, build it again.',
  })
}

/** A sample as a source: its file is fetched when first needed and read in the worker. */
export function sampleSource(name: string, base: string, calls: Remote<WorkerCalls>): HistorySource {
  const oneOfRuns = readSampleRunName(name)
  if (oneOfRuns !== undefined) return sampleRun(oneOfRuns, base, calls)
  let opening: Promise<OpenedFile> | undefined

  /** A failed or cancelled fetch is not kept, so that Retry fetches again. */
  async function open(signal: AbortSignal): Promise<OpenedFile> {
    opening ??= fetchSample(name, base, calls).catch((error: unknown) => {
      opening = undefined
      throw error
    })
    const file = await opening
    signal.throwIfAborted()
    return file
  }

  return {
    ref: { kind: 'sample', name },
    live: false,
    describe: async signal => {
      const [file, samples] = await Promise.all([open(signal), listSamples(base, signal)])
      const summary = file.executions[0]?.summary ?? never(name)
      return named(summary, samples.find(sample => sample.name === name) ?? { name })
    },
    readPage: async (request, signal) => {
      const { hash } = await open(signal)
      return calls('readFilePage', { hash, execution: 0, request }, signal)
    },
    definition: async signal => {
      // Not every sample has one, and none needs it.
      const bytes = await fetchedSample(base, `${name}.asl.json`, signal).catch(() => undefined)
      return bytes && new TextDecoder().decode(bytes)
    },
  }
}

async function fetchSample(name: string, base: string, calls: Remote<WorkerCalls>): Promise<OpenedFile> {
  if (!/^[\w-]{1,80}$/.test(name)) throw noSample(name)
  const bytes = await fetchedSample(base, `${name}.json`)
  return calls('openBytes', [{ bytes, fileName: `${name}.json` }], new AbortController().signal)
}

/** A history does not say what its execution is called; the list of samples does. */
function named(summary: ExecutionSummary, sample: Pick<Sample, 'name' | 'stateMachineName' | 'executionArn'>) {
  const executionArn = summary.executionArn ?? sample.executionArn
  return {
    ...summary,
    name: summary.name || (executionArn?.split(':').at(-1) ?? sample.name),
    stateMachineName: summary.stateMachineName || (sample.stateMachineName ?? sample.name),
    ...(executionArn !== undefined && { executionArn }),
  } satisfies ExecutionSummary
}

function never(name: string): never {
  throw noSample(name)
}
