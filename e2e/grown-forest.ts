import type { Forest } from '../src/forest/forest.ts'
import { forestWith, withChange, withChildren, withListed, withMapRun } from '../src/forest/grow.ts'
import type { Member } from '../src/forest/member.ts'
import { arnOf } from '../src/forest/member.ts'
import { startedChildOf } from '../src/forest/started-child.ts'
import type { ExecutionListItem, MapRunSummary } from '../src/history/execution-summary.ts'
import { createTreeBuilder } from '../src/model/tree-builder.ts'
import type {
  Forest as Simulated,
  SimulatedExecution,
  SimulatedMapRun,
} from '../src/simulator/forest/simulate-forest.ts'

/** Which member is read next of those that are not; undefined: enough. */
export type Choose = (unread: readonly Member[]) => Member | undefined

/** A simulated forest as a forest that grew: everything that can be told is, members are read in the order chosen. */
export function grownForest(simulated: Simulated, choose: Choose = ([first]) => first): Forest {
  const { root } = simulated
  let forest = read(forestWith({ ref: { kind: 'aws', arn: root.arn } }), 0, root)
  const tried = new Set<number>()
  for (;;) {
    forest = withGrafts(forest, simulated)
    const unread = unreadMembers(forest).filter(({ id }) => !tried.has(id))
    const next = choose(unread)
    if (next === undefined) return forest
    tried.add(next.id)
    const execution = simulated.executions.get(arnOf(next) ?? '')
    if (execution !== undefined && !execution.isExpress) forest = read(forest, next.id, execution)
  }
}

function read(forest: Forest, id: number, execution: SimulatedExecution): Forest {
  const { name, stateMachineArn, status, startAt, stopAt, redrives, arn } = execution
  return withChange(forest, id, {
    tree: createTreeBuilder().append(execution.events),
    definition: JSON.stringify(execution.definition),
    state: { kind: 'read' },
    summary: {
      ...{ executionArn: arn, stateMachineName: stateMachineArn.split(':')[6] ?? '', name, status },
      ...{ startedAt: startAt, stoppedAt: stopAt, redriveCount: redrives },
    },
  })
}

/** Everything is told that can be without reading: Map Runs and their lists, executions that tasks started. */
function withGrafts(before: Forest, { mapRuns }: Simulated): Forest {
  let forest = before
  for (const { id } of before.knownMembers()) {
    for (const graft of forest.graftsOf(id)) {
      if (graft.children.count > 0 || (graft.kind === 'mapRun' && graft.run !== undefined)) continue
      const run = mapRuns.get(graft.arn)
      if (graft.kind === 'nested') forest = withChildren(forest, graft.at, [startedChildOf(graft)])
      else if (run !== undefined) {
        forest = withChildren(withMapRun(forest, graft.at, described(run)), graft.at, run.children.map(listed))
        forest = withListed(forest, graft.at, 'ALL')
      }
    }
  }
  return forest
}

function unreadMembers(forest: Forest): readonly Member[] {
  return Array.from({ length: forest.memberCount }, (_, id) => forest.member(id)).flatMap(member =>
    member === undefined || member.tree !== undefined ? [] : [member],
  )
}

function listed({ arn, name, status, startAt, stopAt, redrives, itemCount }: SimulatedExecution): ExecutionListItem {
  return { executionArn: arn, name, status, startedAt: startAt, stoppedAt: stopAt, redriveCount: redrives, itemCount }
}

function described(run: SimulatedMapRun): MapRunSummary {
  const count = (status: string) => run.children.filter(child => child.status === status).length
  const pending = run.pending.executions
  const executionCounts = {
    ...{ pending, total: run.children.length + pending, running: count('RUNNING'), succeeded: count('SUCCEEDED') },
    ...{ failed: count('FAILED'), timedOut: count('TIMED_OUT'), aborted: count('ABORTED') },
  }
  return {
    ...{ mapRunArn: run.arn, executionArn: run.parentArn, status: run.status, startedAt: run.startAt },
    ...{ stoppedAt: run.stopAt, maxConcurrency: run.maxConcurrency, redriveCount: run.redrives },
    ...{ itemCounts: {}, executionCounts },
  }
}
