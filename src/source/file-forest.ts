import { textField } from '../history/event-fields.ts'
import type { ExecutionListItem, MapRunSummary } from '../history/execution-summary.ts'
import type { ParsedExecution } from '../history/parsed-history.ts'
import type { ReadFiles } from '../history/read-history-file.ts'
import { mapRunPrefixOf, type ParsedMapRun } from '../history/results/gather-map-runs.ts'
import type { ChildRecord } from '../history/results/result-value.ts'
import { aroundMapRun, endsOfChild } from '../history/results/stand-ins.ts'
import { referencesOf } from '../model/references.ts'
import { STATUS_AFTER } from './status-after.ts'

/** A Map Run in files that were opened together. */
export interface FileMapRun {
  readonly summary: MapRunSummary
  /** Newest first, as AWS lists them. */
  readonly children: readonly ExecutionListItem[]
  /** Of which statuses every child is among them (`ALL`: of any); undefined where all that is known is here. */
  readonly listed: readonly string[] | undefined
}

/** What files that were opened together hold, and how it belongs together. */
export interface FileForest {
  /** Those with a history first, then what Map Runs without one stand in. */
  readonly executions: readonly ParsedExecution[]
  /** Positions of executions that none of the others started. At least one where there is any. */
  readonly roots: readonly number[]
  readonly mapRuns: ReadonlyMap<string, FileMapRun>
  /** A child's beginning and end; undefined for one that no file tells of. */
  readonly child: (arn: string) => { readonly execution: ParsedExecution; readonly mapRunArn: string } | undefined
}

/** What one history names as below it. */
interface Named {
  readonly started: ReadonlySet<string>
  readonly mapRuns: ReadonlySet<string>
}

/**
 * Puts executions and Map Runs together by the ARNs that their histories and records name. Results without a manifest belong to the
 * only Map Run of their Map that a history tells of. A Map Run of which no history tells gets an execution that stands around it.
 */
export function fileForest({ history, mapRuns, notices }: ReadFiles): FileForest {
  const read = history?.executions ?? []
  const named = read.map(namedIn)
  const runArns = new Set(named.flatMap(({ mapRuns: arns }) => [...arns]))
  const joined = joinedRuns(mapRuns, runArns)
  addReadChildren(joined, read, runArns)
  const around = [...joined.values()]
    .filter(({ arn }) => !runArns.has(arn))
    .map(({ run, arn }) => aroundMapRun(run, arn))
  const executions = [...read.map(withLacking(joined, named)), ...around.map(addNotices(notices))]
  const records = new Map<string, { record: ChildRecord; mapRunArn: string }>()
  for (const { run, arn } of joined.values()) {
    for (const record of run.children) records.set(record.executionArn, { record, mapRunArn: arn })
  }
  const below = new Set([...named.flatMap(({ started }) => [...started]), ...records.keys()])
  const roots = executions.flatMap(({ executionArn }, at) => (below.has(executionArn ?? '') ? [] : [at]))
  return {
    executions,
    // AWS knows no circle of executions, but files may be made up.
    roots: roots.length === 0 && executions.length > 0 ? [0] : roots,
    mapRuns: new Map([...joined].map(([arn, { run }]) => [arn, toldOf(run, arn)])),
    child: arn => {
      const found = records.get(arn)
      return found && { execution: endsOfChild(found.record), mapRunArn: found.mapRunArn }
    },
  }
}

interface JoinedRun {
  readonly arn: string
  run: ParsedMapRun
}

function namedIn({ events }: ParsedExecution): Named {
  const started = new Set<string>()
  const mapRuns = new Set<string>()
  for (const event of events) {
    const arn = event.type.startsWith('MapRun') ? textField(event, 'mapRunArn') : undefined
    if (arn !== undefined) mapRuns.add(arn)
    for (const reference of referencesOf(event)) if (reference.kind === 'childExecution') started.add(reference.arn)
  }
  return { started, mapRuns }
}

function joinedRuns(mapRuns: readonly ParsedMapRun[], runArns: ReadonlySet<string>): Map<string, JoinedRun> {
  const joined = new Map<string, JoinedRun>()
  for (const run of mapRuns) {
    const arn = run.mapRunArn ?? onlyWith(run.arnPrefix, runArns) ?? `${run.arnPrefix ?? 'a Map Run'}?`
    const before = joined.get(arn)?.run
    const merged = before === undefined ? run : { ...run, children: [...before.children, ...run.children] }
    joined.set(arn, { arn, run: merged })
  }
  return joined
}

/** The one Map Run of a Map; undefined for none and for several, of which nothing tells which it is. */
function onlyWith(prefix: string | undefined, runArns: ReadonlySet<string>): string | undefined {
  if (prefix === undefined) return undefined
  const [arn, ...others] = [...runArns].filter(one => one.startsWith(prefix))
  return others.length === 0 ? arn : undefined
}

/** A child whose history is here is a child of its Map Run, listed or not. */
function addReadChildren(
  joined: Map<string, JoinedRun>,
  read: readonly ParsedExecution[],
  runArns: ReadonlySet<string>,
): void {
  const listed = new Set([...joined.values()].flatMap(({ run }) => run.children.map(child => child.executionArn)))
  for (const execution of read) {
    const { executionArn } = execution
    if (executionArn === undefined || listed.has(executionArn)) continue
    const arn = onlyWith(mapRunPrefixOf(executionArn), runArns)
    if (arn === undefined) continue
    const run = joined.get(arn)?.run ?? NO_RESULTS
    joined.set(arn, { arn, run: { ...run, children: [...run.children, recordOf(execution, executionArn)] } })
  }
}

const NO_RESULTS: ParsedMapRun = {
  mapRunArn: undefined,
  arnPrefix: undefined,
  children: [],
  pending: 0,
  summary: undefined,
  listed: undefined,
  lacking: ['Of a Map Run the children are listed whose histories are here; whether these are all nothing tells'],
}

function recordOf({ events, redriveCount, name }: ParsedExecution, executionArn: string): ChildRecord {
  const end = events.findLast(({ type }) => STATUS_AFTER.has(type))
  const status = end === undefined ? undefined : STATUS_AFTER.get(end.type)
  const ended = end !== undefined && status !== 'RUNNING'
  const nothing = { itemCount: undefined, redriveStatus: undefined, redriveStatusReason: undefined }
  return {
    ...{ executionArn, name: name ?? '', status, redriveCount, ...nothing },
    ...{ startedAt: events[0]?.timestamp, stoppedAt: ended ? end.timestamp : undefined },
    ...{ input: undefined, output: undefined, error: undefined, cause: undefined },
  }
}

/** What is known to be absent of an execution's Map Runs is told with the execution. */
function withLacking(joined: ReadonlyMap<string, JoinedRun>, named: readonly Named[]) {
  return (execution: ParsedExecution, at: number): ParsedExecution => {
    const arns = [...(named[at]?.mapRuns ?? [])]
    const lacking = [...new Set(arns.flatMap(arn => joined.get(arn)?.run.lacking ?? []))]
    return lacking.length === 0 ? execution : { ...execution, notices: [...execution.notices, ...lacking] }
  }
}

function addNotices(notices: readonly string[]) {
  return (execution: ParsedExecution): ParsedExecution =>
    notices.length === 0 ? execution : { ...execution, notices: [...notices, ...execution.notices] }
}

function toldOf(run: ParsedMapRun, mapRunArn: string): FileMapRun {
  const items = run.children.map(itemOf)
  const children = run.listed === undefined ? items.toSorted((a, b) => newest(b) - newest(a)) : items
  return { summary: run.summary ?? summaryOf(run, mapRunArn), children, listed: run.listed }
}

/** As much of DescribeMapRun as its results tell: counts of what is here. */
function summaryOf({ children, pending }: ParsedMapRun, mapRunArn: string): MapRunSummary {
  const count = (status: string) => children.filter(child => child.status === status).length
  const executionCounts = {
    ...{ pending, running: count('RUNNING'), succeeded: count('SUCCEEDED'), failed: count('FAILED') },
    ...{ timedOut: count('TIMED_OUT'), aborted: count('ABORTED'), total: pending + children.length },
  }
  const unknown = { executionArn: undefined, status: undefined, startedAt: undefined, stoppedAt: undefined }
  return { mapRunArn, ...unknown, maxConcurrency: undefined, redriveCount: 0, itemCounts: {}, executionCounts }
}

function itemOf(child: ChildRecord): ExecutionListItem {
  const { executionArn, name, status, startedAt, stoppedAt, redriveCount, itemCount } = child
  return { executionArn, name, status, startedAt, stoppedAt, redriveCount, itemCount }
}

function newest({ startedAt, stoppedAt }: ExecutionListItem): number {
  return stoppedAt ?? startedAt ?? 0
}
