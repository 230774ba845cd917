import * as v from 'valibot'
import type { ExecutionListItem, ExecutionSummary } from '../history/execution-summary.ts'
import type { OpenedFile, WorkerCalls } from './calls.ts'
import type { Remote } from './remote-calls.ts'
import type { RunSource } from './run-source.ts'
import { fetchedSample, jsonIn, noSample } from './sample-file.ts'
import { type HistorySource, SourceError } from './source.ts'

const RUNS_FILE = v.object({
  stateMachineArn: v.string(),
  /** By version. */
  definitions: v.record(v.string(), v.unknown()),
  /** Oldest first. */
  runs: v.array(
    v.object({
      name: v.string(),
      version: v.string(),
      status: v.string(),
      startedAt: v.number(),
      stoppedAt: v.number(),
      events: v.array(v.unknown()),
    }),
  ),
})

type RunsFile = v.InferOutput<typeof RUNS_FILE>
type KeptRun = RunsFile['runs'][number]

/** Between the name of a sample and that of one of its runs. */
const SEPARATOR = '.'

/** The name by which a run of a sample is opened like any sample. */
export function sampleRunName(sample: string, run: string): string {
  return `${sample}${SEPARATOR}${run}`
}

/** The sample and the run that such a name tells; undefined for a sample that is one execution. */
export function readSampleRunName(name: string): { readonly sample: string; readonly run: string } | undefined {
  const at = name.indexOf(SEPARATOR)
  return at === -1 ? undefined : { sample: name.slice(0, at), run: name.slice(at + 1) }
}

/** The runs of a sample's state machine. */
export function sampleRunSource(sample: string, base: string): RunSource {
  return {
    listRuns: async ({ status }, signal) => {
      const file = await runsFile(sample, base, signal)
      const listed = file.runs.filter(run => status === undefined || run.status === status)
      return { executions: listed.toReversed().map(run => itemOf(file, run)) }
    },
    describeMachine: async (arn, signal) => {
      const { stateMachineArn } = await runsFile(sample, base, signal)
      return {
        ...{ stateMachineArn, name: arn.split(':')[6] ?? '', type: 'STANDARD' },
        ...{ revisionId: undefined, logLevel: undefined, logGroupArn: undefined },
      }
    },
  }
}

/** One run of a sample as a source. */
export function sampleRun(
  { sample, run }: { readonly sample: string; readonly run: string },
  base: string,
  calls: Remote<WorkerCalls>,
): HistorySource {
  const find = async (signal: AbortSignal) => {
    const file = await runsFile(sample, base, signal)
    const kept = file.runs.find(({ name }) => name === run)
    if (kept === undefined) throw noSample(sampleRunName(sample, run))
    return { file, kept }
  }
  let opening: Promise<OpenedFile> | undefined

  /** A failed or cancelled reading is not kept. */
  async function open(signal: AbortSignal): Promise<OpenedFile> {
    const { events } = (await find(signal)).kept
    opening ??= opened(events, calls).catch((error: unknown) => {
      opening = undefined
      throw error
    })
    const file = await opening
    signal.throwIfAborted()
    return file
  }

  return {
    ref: { kind: 'sample', name: sampleRunName(sample, run) },
    live: false,
    describe: async signal => {
      const [{ executions }, { file, kept }] = await Promise.all([open(signal), find(signal)])
      return described(executions[0]?.summary, itemOf(file, kept), file.stateMachineArn)
    },
    readPage: async (request, signal) => {
      const { hash } = await open(signal)
      return calls('readFilePage', { hash, execution: 0, request }, signal)
    },
    definition: async signal => {
      const { file, kept } = await find(signal)
      return JSON.stringify(file.definitions[kept.version])
    },
  }
}

/** Read once for all runs; what could not be fetched is asked for again. */
const files = new Map<string, Promise<RunsFile>>()

async function runsFile(sample: string, base: string, signal: AbortSignal): Promise<RunsFile> {
  const url = new URL(`samples/${sample}`, base).href
  const fetching =
    files.get(url) ??
    fetchRuns(sample, base).catch((error: unknown) => {
      files.delete(url)
      throw error
    })
  files.set(url, fetching)
  const file = await fetching
  signal.throwIfAborted()
  return file
}

async function fetchRuns(sample: string, base: string): Promise<RunsFile> {
  if (!/^[\w-]{1,80}$/.test(sample)) throw noSample(sample)
  const parsed = v.safeParse(RUNS_FILE, jsonIn(await fetchedSample(base, `${sample}.runs.json`)))
  if (parsed.success) return parsed.output
  throw new SourceError('SamplesBroken', 'The runs of the sample cannot be read.', {
    why: parsed.issues[0].message,
    whatToDo: 'Reload the page; if it stays, build it again.',
  })
}

function opened(events: readonly unknown[], calls: Remote<WorkerCalls>): Promise<OpenedFile> {
  const { buffer } = new TextEncoder().encode(JSON.stringify({ events }))
  return calls('openBytes', [{ bytes: buffer, fileName: 'run.json' }], new AbortController().signal)
}

function itemOf({ stateMachineArn }: RunsFile, run: KeptRun): ExecutionListItem {
  const { name, status, startedAt, stoppedAt, version } = run
  return {
    executionArn: `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`,
    ...{ name, status, startedAt, stoppedAt, redriveCount: 0, itemCount: undefined, startedBy: version },
  }
}

/** A history does not say what its execution is called; the list of runs does. */
function described(
  summary: ExecutionSummary | undefined,
  { executionArn, name }: ExecutionListItem,
  stateMachineArn: string,
): ExecutionSummary {
  if (summary === undefined) throw noSample(name)
  return { ...summary, executionArn, name, stateMachineArn, stateMachineName: stateMachineArn.split(':')[6] ?? name }
}
