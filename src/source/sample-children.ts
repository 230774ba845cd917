import * as v from 'valibot'
import type { ExecutionListItem, ExecutionSummary, MapRunSummary } from '../history/execution-summary.ts'
import type { OpenedFile, WorkerCalls } from './calls.ts'
import type { ChildSource } from './child-source.ts'
import type { Remote } from './remote-calls.ts'
import { fetchedSample, jsonIn } from './sample-file.ts'
import { type HistorySource, SourceError } from './source.ts'

const COUNTS = v.record(v.string(), v.number())

/** Name, status, start after the Map Run's start, duration; null while it runs. */
const CHILD = v.tuple([v.string(), v.string(), v.number(), v.nullable(v.number())])

const MAP_RUN = v.object({
  mapRunArn: v.string(),
  executionArn: v.string(),
  status: v.string(),
  startedAt: v.number(),
  stoppedAt: v.optional(v.number()),
  maxConcurrency: v.number(),
  redriveCount: v.number(),
  tolerated: v.optional(v.object({ count: v.number(), percentage: v.number() })),
  itemCounts: COUNTS,
  executionCounts: COUNTS,
  childPrefix: v.string(),
  children: v.array(CHILD),
})

const CHILDREN_FILE = v.object({
  mapRuns: v.array(MAP_RUN),
  executions: v.array(v.object({ executionArn: v.string(), definition: v.unknown(), events: v.array(v.unknown()) })),
})

type ChildrenFile = v.InferOutput<typeof CHILDREN_FILE>
type WrittenMapRun = ChildrenFile['mapRuns'][number]

/** What a sample tells of the executions below it. */
export interface SampleChildren extends ChildSource {
  /** An execution below the sample, as a source. Of most children only what their list tells is kept. */
  readonly source: (arn: string) => HistorySource
}

const CHILDREN_A_PAGE = 1000

/** The executions below a sample: their file is fetched when first needed. */
export function sampleChildren(name: string, base: string, calls: Remote<WorkerCalls>): SampleChildren {
  let fetching: Promise<ChildrenFile> | undefined

  /** A failed fetch is not kept, so that Retry fetches again. */
  async function read(signal: AbortSignal): Promise<ChildrenFile> {
    fetching ??= fetchChildren(name, base).catch((error: unknown) => {
      fetching = undefined
      throw error
    })
    const file = await fetching
    signal.throwIfAborted()
    return file
  }

  async function mapRun(arn: string, signal: AbortSignal): Promise<WrittenMapRun> {
    const found = (await read(signal)).mapRuns.find(({ mapRunArn }) => mapRunArn === arn)
    if (found) return found
    throw new SourceError('SampleMissing', 'The sample does not know this Map Run.')
  }

  return {
    describeMapRun: async (arn, signal) => summaryOf(await mapRun(arn, signal)),
    listChildren: async ({ mapRunArn, status, token }, signal) => {
      const run = await mapRun(mapRunArn, signal)
      const all = run.children.filter(([, childStatus]) => status === undefined || childStatus === status)
      const from = Number(token ?? '0')
      const to = from + CHILDREN_A_PAGE
      const executions = all.slice(from, to).map(child => itemOf(run, child))
      return to < all.length ? { executions, nextToken: String(to) } : { executions }
    },
    source: arn => childSource(arn, { read, calls }),
  }
}

async function fetchChildren(name: string, base: string): Promise<ChildrenFile> {
  const bytes = await fetchedSample(base, `${name}.children.json`).catch((error: unknown) => {
    throw error instanceof SourceError && error.code === 'SampleMissing' ? noChildren() : error
  })
  const parsed = v.safeParse(CHILDREN_FILE, jsonIn(bytes))
  if (parsed.success) return parsed.output
  throw new SourceError('SamplesBroken', 'The child executions of the sample cannot be read.', {
    why: parsed.issues[0].message,
    whatToDo: 'Reload the page; if it stays, build it again.',
  })
}

function noChildren(): SourceError {
  return new SourceError('SampleChildMissing', 'The sample holds this execution alone.', {
    why: 'Of what it started it tells when that ran and how it ended.',
    whatToDo: 'Open the samples “Order platform” or “Distributed Map” to see executions in place.',
  })
}

function summaryOf({ childPrefix: _prefix, children: _children, tolerated, ...summary }: WrittenMapRun): MapRunSummary {
  return { ...summary, stoppedAt: summary.stoppedAt, ...(tolerated !== undefined && { tolerated }) }
}

function itemOf(run: WrittenMapRun, [name, status, after, duration]: v.InferOutput<typeof CHILD>): ExecutionListItem {
  const startedAt = run.startedAt + after
  return {
    executionArn: run.childPrefix + name,
    name,
    status,
    startedAt,
    stoppedAt: duration === null ? undefined : startedAt + duration,
    redriveCount: 0,
    itemCount: 1,
  }
}

interface Below {
  readonly read: (signal: AbortSignal) => Promise<ChildrenFile>
  readonly calls: Remote<WorkerCalls>
}

function childSource(arn: string, { read, calls }: Below): HistorySource {
  let opening: Promise<OpenedFile> | undefined

  async function kept(signal: AbortSignal): Promise<ChildrenFile['executions'][number]> {
    const found = (await read(signal)).executions.find(({ executionArn }) => executionArn === arn)
    if (found) return found
    throw new SourceError('SampleChildMissing', 'The sample holds the histories of a few of its children only.', {
      why: 'Of this one it tells when it ran and how it ended.',
      whatToDo: 'Open one that failed first, or one of the first that ended.',
    })
  }

  /** A failed or cancelled reading is not kept. */
  async function open(signal: AbortSignal): Promise<OpenedFile> {
    const { events } = await kept(signal)
    opening ??= opened({ events }, calls).catch((error: unknown) => {
      opening = undefined
      throw error
    })
    const file = await opening
    signal.throwIfAborted()
    return file
  }

  return {
    ref: { kind: 'aws', arn },
    live: false,
    describe: async signal => described(arn, await open(signal), await read(signal)),
    readPage: async (request, signal) => {
      const { hash } = await open(signal)
      return calls('readFilePage', { hash, execution: 0, request }, signal)
    },
    definition: async signal => JSON.stringify((await kept(signal)).definition),
  }
}

function opened(history: object, calls: Remote<WorkerCalls>): Promise<OpenedFile> {
  const { buffer } = new TextEncoder().encode(JSON.stringify(history))
  return calls('openBytes', [{ bytes: buffer, fileName: 'child.json' }], new AbortController().signal)
}

/** A history does not say what its execution is called; its ARN does. */
function described(arn: string, { executions }: OpenedFile, { mapRuns }: ChildrenFile): ExecutionSummary {
  const [summary] = executions
  if (!summary) throw new SourceError('SamplesBroken', 'The history of this child cannot be read.')
  const [, , , region, account, , machine = '', ...name] = arn.split(':')
  const mapRunArn = mapRuns.find(({ childPrefix }) => childPrefix !== '' && arn.startsWith(childPrefix))?.mapRunArn
  return {
    ...summary.summary,
    executionArn: arn,
    name: name.join(':'),
    stateMachineName: machine,
    stateMachineArn: `arn:aws:states:${region}:${account}:stateMachine:${machine}`,
    ...(mapRunArn !== undefined && { mapRunArn }),
  }
}
