import type { ChildList } from '../forest/child-list.ts'
import type { Forest, Graft, ListedStatus } from '../forest/forest.ts'
import type { MemberId } from '../forest/keys.ts'
import type { ExecutionStatus } from '../history/execution-summary.ts'
import { memberOf } from '../history/json-value.ts'

export type MapRunGraft = Extract<Graft, { kind: 'mapRun' }>

/** In the order in which children are looked at. Tolerated ones are among the failed. */
export const ENDED_BADLY = ['FAILED', 'TIMED_OUT', 'ABORTED'] as const

/** Whether a Map Run's list holds every child of a status: where there are none it does. */
export function isListed(graft: MapRunGraft, status: ListedStatus): boolean {
  const { listed } = graft
  if (listed.has(status) || listed.has('ALL')) return true
  const count = status === 'ALL' ? 'total' : COUNT_OF[status]
  return count !== undefined && memberOf(countsOf(graft), count) === 0
}

/** DescribeMapRun's counts of child executions; undefined where it was not asked or does not tell. */
function countsOf({ run }: MapRunGraft): Readonly<Record<string, number>> | undefined {
  const counts = run?.executionCounts
  return counts !== undefined && 'total' in counts ? counts : undefined
}

/** DescribeMapRun's names. */
const COUNT_OF: Partial<Record<ListedStatus, string>> = { FAILED: 'failed', TIMED_OUT: 'timedOut', ABORTED: 'aborted' }

/** Children of some statuses by stop date, start date and ARN, the earliest first. */
export function childrenByEnd({ children }: MapRunGraft, statuses: readonly ExecutionStatus[]): readonly MemberId[] {
  const known = sorted.get(children) ?? new Map<string, readonly MemberId[]>()
  sorted.set(children, known)
  const asked = statuses.join()
  const found = known.get(asked) ?? byEndOf(children, statuses)
  known.set(asked, found)
  return found
}

/** A list of a hundred thousand is sorted once for each version of it. */
const sorted = new WeakMap<ChildList, Map<string, readonly MemberId[]>>()

function byEndOf(children: ChildList, statuses: readonly ExecutionStatus[]): readonly MemberId[] {
  const found: Ended[] = []
  for (let position = 0; position < children.count; position++) {
    const status = children.statusAt(position)
    if (status === undefined || !statuses.includes(status)) continue
    found.push({
      id: children.memberAt(position),
      stoppedAt: children.stoppedAt(position) ?? Number.POSITIVE_INFINITY,
      startedAt: children.startedAt(position) ?? Number.POSITIVE_INFINITY,
      arn: children.arnAt(position),
    })
  }
  return found.sort(byEnd).map(({ id }) => id)
}

interface Ended {
  readonly id: MemberId
  readonly stoppedAt: number
  readonly startedAt: number
  readonly arn: string
}

function byEnd(a: Ended, b: Ended): number {
  if (a.stoppedAt !== b.stoppedAt) return a.stoppedAt - b.stoppedAt
  if (a.startedAt !== b.startedAt) return a.startedAt - b.startedAt
  return a.arn < b.arn ? -1 : 1
}

/**
 * The child that brought a Map Run down: of those that failed or timed out the first to stop. `unlisted`: not all that could be it
 * are listed yet; undefined: there is none.
 */
export function firstToFail(graft: MapRunGraft): MemberId | 'unlisted' | undefined {
  if (!isListed(graft, 'FAILED') || !isListed(graft, 'TIMED_OUT')) return 'unlisted'
  return childrenByEnd(graft, ['FAILED', 'TIMED_OUT'])[0]
}

/** Whether children of a Map Run failed or timed out, tolerated ones too; undefined where nothing tells. */
export function hasFailedChildren(graft: MapRunGraft): boolean | undefined {
  const failed = failedCount(graft)
  return failed === undefined ? undefined : failed > 0
}

/** How many children failed or timed out; undefined where nothing tells. */
export function failedCount(graft: MapRunGraft): number | undefined {
  const counts = countsOf(graft)
  if (counts !== undefined) return (counts['failed'] ?? 0) + (counts['timedOut'] ?? 0)
  return isListed(graft, 'FAILED') && isListed(graft, 'TIMED_OUT')
    ? childrenByEnd(graft, ['FAILED', 'TIMED_OUT']).length
    : undefined
}

/** The graft of a Map Run at a span of a member; undefined for anything else. */
export function mapRunAt(forest: Forest, at: number): MapRunGraft | undefined {
  const graft = forest.graft(at)
  return graft?.kind === 'mapRun' ? graft : undefined
}
