import type { Forest, Graft } from '../forest/forest.ts'
import { arnOf, type Member } from '../forest/member.ts'
import { toApiEvent } from '../history/normalize-event.ts'
import { formatTimestamp } from '../history/timestamps.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'

/** Grows when a form comes that older readers would misread. */
const VERSION = 1

/**
 * A forest as far as it is read, as one JSON file that opens as the same forest: each execution as DescribeExecution names it with
 * its events as GetExecutionHistory writes them, the asked one first, and each Map Run as DescribeMapRun tells of it with its children
 * as ListExecutions does. In pieces, as a string may be too short for all of it. `lacking`: what the asked execution lacks, in words.
 */
export function* forestJson(forest: Forest, lacking?: string): Generator<string, void> {
  const partial = lacking === undefined ? '' : `"partial":${JSON.stringify(lacking)},`
  yield `{"sfnTimelineForest":${VERSION},${partial}"executions":[\n`
  let separator = ''
  for (const member of forest.knownMembers()) {
    // What stands in for a history comes again from what it was taken from.
    if (member.tree === undefined || member.tree.eventCount === 0 || member.summary?.standIn !== undefined) continue
    yield separator
    yield* executionJson(member, member.tree)
    separator = ',\n'
  }
  yield '\n],"mapRuns":[\n'
  separator = ''
  for (const member of forest.knownMembers()) {
    for (const graft of forest.graftsOf(member.id)) {
      if (graft.kind !== 'mapRun' || (graft.run === undefined && graft.children.count === 0)) continue
      yield separator
      yield* mapRunJson(forest, graft)
      separator = ',\n'
    }
  }
  yield '\n]}\n'
}

function* executionJson(member: Member, tree: ExecutionTree): Generator<string, void> {
  const head = JSON.stringify({ executionArn: arnOf(member), definition: member.definition })
  yield `${head.slice(0, -1)}${head === '{}' ? '' : ','}"events":[`
  let separator = '\n'
  for (const range of tree.loaded) {
    for (let id = range.from; id <= range.to; id++) {
      const event = tree.event(id)
      if (event === undefined) continue
      yield separator + JSON.stringify(toApiEvent(event))
      separator = ',\n'
    }
  }
  yield '\n]}'
}

type MapRunGraft = Extract<Graft, { kind: 'mapRun' }>

const NOTHING_TOLD = { mapRunArn: undefined, startedAt: undefined, stoppedAt: undefined, tolerated: undefined }

function* mapRunJson(forest: Forest, { arn, run, children, listed }: MapRunGraft): Generator<string, void> {
  const { mapRunArn: _, startedAt, stoppedAt, tolerated, ...told } = run ?? NOTHING_TOLD
  const dates = { startDate: timeOf(startedAt), stopDate: timeOf(stoppedAt) }
  const tolerance = { toleratedFailureCount: tolerated?.count, toleratedFailurePercentage: tolerated?.percentage }
  const head = { mapRunArn: arn, ...told, ...tolerance, ...dates }
  yield `${JSON.stringify({ ...head, isDescribed: run !== undefined, listed: [...listed] }).slice(0, -1)},"executions":[`
  for (let position = 0; position < children.count; position++) {
    const { startedAt: start, stoppedAt: stop, ...child } = children.child(position)
    const ends = endsOf(forest.memberOfArn(child.executionArn))
    const item = { ...child, startDate: timeOf(start), stopDate: timeOf(stop), ...ends }
    yield `${position === 0 ? '\n' : ',\n'}${JSON.stringify(item)}`
  }
  yield '\n]}'
}

/** What a ResultWriter's file told of a child. */
function endsOf(member: Member | undefined): object {
  if (member?.summary?.standIn !== 'ends') return {}
  const { input, output, error, cause } = member.summary
  return { input, output, error, cause }
}

function timeOf(at: number | undefined): string | undefined {
  return at === undefined ? undefined : formatTimestamp(at)
}
