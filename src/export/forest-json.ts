import type { Forest, Graft } from '../forest/forest.ts'
import type { MemberId } from '../forest/keys.ts'
import { arnOf, type Member } from '../forest/member.ts'
import type { EventId, HistoryEvent } from '../history/events.ts'
import { toApiEvent } from '../history/normalize-event.ts'
import { formatTimestamp } from '../history/timestamps.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'

/** Grows when a form comes that older readers would misread. */
const VERSION = 1

/** What is changed of a forest while it is written. */
export interface ForestEdit {
  event(event: HistoryEvent): HistoryEvent
  arn(arn: string | undefined): string | undefined
  executionName(name: string): string
  definition(text: string | undefined): string | undefined
  payload(text: string | undefined, field: string): string | undefined
  cause(text: string | undefined): string | undefined
  words(text: string | undefined, field: string): string | undefined
}

/** Which of a forest's events and children are written. */
export interface ForestPart {
  hasMember(member: MemberId): boolean
  hasEvent(member: MemberId, id: EventId): boolean
}

export interface ForestJsonOptions {
  /** What the asked execution lacks, in words. */
  readonly lacking?: string | undefined
  /** More members, behind all else: asked for when that is written. */
  readonly more?: (() => Readonly<Record<string, unknown>>) | undefined
  readonly edit?: ForestEdit | undefined
  /** Undefined: all of it. */
  readonly part?: ForestPart | undefined
}

/**
 * A forest as far as it is read, as one JSON file that opens as the same forest: each execution as DescribeExecution names it with
 * its events as GetExecutionHistory writes them, the asked one first, and each Map Run as DescribeMapRun tells of it with its children
 * as ListExecutions does. In pieces, as a string may be too short for all of it.
 */
export function* forestJson(forest: Forest, options: ForestJsonOptions = {}): Generator<string, void> {
  const { lacking, more, edit = AS_IT_IS, part } = options
  const first = JSON.stringify({ sfnTimelineForest: VERSION, ...(lacking !== undefined && { partial: lacking }) })
  yield `${first.slice(0, -1)},"executions":[\n`
  const members = forest.knownMembers().filter(({ id }) => part?.hasMember(id) !== false)
  let separator = ''
  for (const member of members) {
    // What stands in for a history comes again from what it was taken from.
    if (member.tree === undefined || member.tree.eventCount === 0 || member.summary?.standIn !== undefined) continue
    yield separator
    yield* executionJson(member, member.tree, { edit, part })
    separator = ',\n'
  }
  yield '\n],"mapRuns":[\n'
  separator = ''
  for (const member of members) {
    for (const graft of forest.graftsOf(member.id)) {
      if (graft.kind !== 'mapRun' || (graft.run === undefined && graft.children.count === 0)) continue
      yield separator
      yield* mapRunJson(forest, graft, { edit, part })
      separator = ',\n'
    }
  }
  yield more === undefined ? '\n]}\n' : `\n],${JSON.stringify(more()).slice(1)}\n`
}

interface Way {
  readonly edit: ForestEdit
  readonly part: ForestPart | undefined
}

function* executionJson(member: Member, tree: ExecutionTree, { edit, part }: Way): Generator<string, void> {
  const definition = edit.definition(member.definition)
  const head = JSON.stringify({ executionArn: edit.arn(arnOf(member)), definition })
  yield `${head.slice(0, -1)}${head === '{}' ? '' : ','}"events":[`
  let separator = '\n'
  for (const range of tree.loaded) {
    for (let id = range.from; id <= range.to; id++) {
      const event = part?.hasEvent(member.id, id) === false ? undefined : tree.event(id)
      if (event === undefined) continue
      yield separator +
        JSON.stringify(toApiEvent(edit.event(part === undefined ? event : leadingTo(event, member, part))))
      separator = ',\n'
    }
  }
  yield '\n]}'
}

/** Of a part, the event that this one follows from may be left out: it follows from the nearest before it that is here. */
function leadingTo(event: HistoryEvent, { id, tree }: Member, part: ForestPart): HistoryEvent {
  let previous = event.previousEventId
  while (previous > 0 && !part.hasEvent(id, previous)) previous = tree?.event(previous)?.previousEventId ?? 0
  return previous === event.previousEventId ? event : { ...event, previousEventId: previous }
}

type MapRunGraft = Extract<Graft, { kind: 'mapRun' }>

const NOTHING_TOLD = {
  ...{ mapRunArn: undefined, executionArn: undefined, startedAt: undefined, stoppedAt: undefined },
  ...{ status: undefined, tolerated: undefined, itemCounts: undefined, executionCounts: undefined },
}

function* mapRunJson(forest: Forest, graft: MapRunGraft, { edit, part }: Way): Generator<string, void> {
  const { arn, run, children, listed } = graft
  const {
    mapRunArn: _,
    executionArn,
    startedAt,
    stoppedAt,
    status,
    tolerated,
    itemCounts,
    executionCounts,
    ...told
  } = run ?? NOTHING_TOLD
  const dates = { startDate: timeOf(startedAt), stopDate: timeOf(stoppedAt) }
  const tolerance = { toleratedFailureCount: tolerated?.count, toleratedFailurePercentage: tolerated?.percentage }
  const arns = { mapRunArn: edit.arn(arn), executionArn: edit.arn(executionArn) }
  const counts = { itemCounts: countsOf(itemCounts, edit), executionCounts: countsOf(executionCounts, edit) }
  const head = { ...arns, ...told, status: edit.words(status, 'status'), ...tolerance, ...counts, ...dates }
  yield `${JSON.stringify({ ...head, isDescribed: run !== undefined, listed: [...listed] }).slice(0, -1)},"executions":[`
  let separator = '\n'
  for (let position = 0; position < children.count; position++) {
    const { startedAt: start, stoppedAt: stop, startedBy, ...child } = children.child(position)
    const member = forest.memberOfArn(child.executionArn)
    // A part tells of the children that are in it; how many there were stands in the counts.
    if (part !== undefined && (member === undefined || !part.hasMember(member.id))) continue
    const named = {
      executionArn: edit.arn(child.executionArn),
      name: edit.executionName(child.name),
      status: edit.words(child.status, 'status'),
    }
    const item = {
      ...child,
      ...named,
      startDate: timeOf(start),
      stopDate: timeOf(stop),
      ...endsOf(member, edit),
      startedBy: edit.words(startedBy, 'startedBy'),
    }
    yield `${separator}${JSON.stringify(item)}`
    separator = ',\n'
  }
  yield '\n]}'
}

/** What a ResultWriter's file told of a child. */
function endsOf(member: Member | undefined, edit: ForestEdit): object {
  if (member?.summary?.standIn !== 'ends') return {}
  const { input, output, error, cause } = member.summary
  return {
    input: edit.payload(input, 'input'),
    output: edit.payload(output, 'output'),
    error: edit.words(error, 'error'),
    cause: edit.cause(cause),
  }
}

/** Their names are AWS's, but who knows what wrote the file. */
function countsOf(counts: Readonly<Record<string, number>> | undefined, edit: ForestEdit): object | undefined {
  return (
    counts && Object.fromEntries(Object.entries(counts).map(([name, count]) => [edit.words(name, 'counts'), count]))
  )
}

function timeOf(at: number | undefined): string | undefined {
  return at === undefined ? undefined : formatTimestamp(at)
}

const AS_IT_IS: ForestEdit = {
  event: event => event,
  arn: arn => arn,
  executionName: name => name,
  definition: text => text,
  payload: text => text,
  cause: text => text,
  words: text => text,
}
