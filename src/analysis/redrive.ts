import type { Forest } from '../forest/forest.ts'
import { globalKey, memberIdOf } from '../forest/keys.ts'
import { arnOf, isExpress, type Member, stopOf } from '../forest/member.ts'
import type { Millis } from '../history/events.ts'
import { parseStatesArn } from '../history/states-arn.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span } from '../model/span.ts'
import { stateNamesAround } from '../model/walk.ts'
import { PATH_SEPARATOR } from '../words/places.ts'
import { EVENT_LIMIT } from './budget.ts'
import { isComplete } from './completeness.ts'
import { failedChildrenIn } from './failed-children.ts'
import { mapRunAt } from './map-run-children.ts'

/** AWS redrives what ended at most 14 days ago (RedriveExecution, API reference). */
const REDRIVABLE_FOR_MS = 14 * 24 * 3_600_000

/** A state that would run again. */
export interface RunsAgain {
  /** `ProcessOrders › ChargeCard`; empty for the execution as a whole. */
  readonly path: string
  /** So many visits of it. */
  readonly count: number
  /** Of a Map Run: children that would run again or for the first time; undefined where nothing tells. */
  readonly children: number | undefined
  /** What it does: a Fail state fails again; a task that started an execution starts another one. */
  readonly kind: 'runs' | 'fails' | 'starts' | 'mapRun'
}

/** What there is to know before an execution is redriven. */
export interface Redrive {
  readonly member: Member
  /**
   * `told`: AWS says that it can be. `byMapRun`: by way of its Map Run, whose execution `parent` is. `refused`: AWS says that it
   * cannot, or its rules do. `untold`: AWS was not asked, and no rule speaks against it.
   */
  readonly verdict: 'told' | 'byMapRun' | 'refused' | 'untold'
  /** Why not: AWS's words, or a rule of AWS's. */
  readonly reason: string | undefined
  /** The execution to redrive: its own ARN, or for a child of a Map Run that of the execution around it; undefined where unknown. */
  readonly redriveArn: string | undefined
  /** No later than this. */
  readonly until: Millis | undefined
  /** Events it may still write; undefined where that is not known, and of Express executions, which may write any number. */
  readonly eventsLeft: number | undefined
  readonly again: readonly RunsAgain[]
  /** Whether `again` is told from a whole history. */
  readonly complete: boolean
  /** So often it was redriven before. */
  readonly redrives: number
}

const BADLY: ReadonlySet<string | undefined> = new Set(['FAILED', 'TIMED_OUT', 'ABORTED'])

/** What a redrive of a member would do, as of `now`; undefined where it runs or ended well. */
export function redriveOf(forest: Forest, member: Member, now: Millis): Redrive | undefined {
  const { tree, summary } = member
  const status = summary?.status ?? STATUS_OF.get(tree?.root.outcome ?? '')
  if (!BADLY.has(status)) return undefined
  const around = executionAround(forest, member)
  const stoppedAt = stopOf(around ?? member)
  const until = stoppedAt === undefined ? undefined : stoppedAt + REDRIVABLE_FOR_MS
  const events = tree !== undefined && tree.eventCount > 0 ? tree.lastEventId : undefined
  const isChild = around !== undefined || summary?.mapRunArn !== undefined || isOfMapRun(arnOf(member))
  const eventsLeft = events === undefined || isExpress(member) ? undefined : Math.max(0, EVENT_LIMIT - events)
  const rule = ruleAgainst({ isExpressAlone: isExpress(member) && !isChild, until, eventsLeft, now })
  return {
    member,
    ...verdictOf(member, rule, isChild),
    redriveArn: isChild ? around && arnOf(around) : arnOf(member),
    until,
    eventsLeft,
    again: tree === undefined ? [] : runsAgain(forest, member, tree),
    complete: tree !== undefined && isComplete(tree),
    redrives: Math.max(summary?.redriveCount ?? 0, tree?.root.redrives.length ?? 0),
  }
}

/** The redrives that would take up what failed below: each failed execution that is not a child of a Map Run by itself. */
export function redrivesBelow(forest: Forest, now: Millis): readonly Redrive[] {
  const seen = new Set<string | undefined>()
  return failedChildrenIn(forest).flatMap(member => {
    const target = executionAround(forest, member) ?? member
    const arn = arnOf(target)
    if (target.id === 0 || seen.has(arn)) return []
    seen.add(arn)
    return redriveOf(forest, target, now) ?? []
  })
}

const STATUS_OF: ReadonlyMap<string, string> = new Map([
  ['failed', 'FAILED'],
  ['timedOut', 'TIMED_OUT'],
  ['aborted', 'ABORTED'],
])

/** The execution to redrive for a child of a Map Run; undefined for any other. */
function executionAround(forest: Forest, member: Member): Member | undefined {
  let around: Member | undefined
  for (let at: Member | undefined = member; at?.at !== undefined && mapRunAt(forest, at.at) !== undefined; ) {
    around = forest.member(memberIdOf(at.at))
    at = around
  }
  return around
}

function verdictOf(
  { summary }: Member,
  rule: string | undefined,
  isChild: boolean,
): Pick<Redrive, 'verdict' | 'reason'> {
  const { redriveStatus, redriveStatusReason } = summary ?? {}
  if (redriveStatus === 'NOT_REDRIVABLE') return { verdict: 'refused', reason: redriveStatusReason ?? rule }
  // AWS was asked some time ago: a time that has passed meanwhile counts.
  if (rule !== undefined) return { verdict: 'refused', reason: rule }
  if (redriveStatus === 'REDRIVABLE_BY_MAP_RUN' || isChild) return { verdict: 'byMapRun', reason: undefined }
  return { verdict: redriveStatus === 'REDRIVABLE' ? 'told' : 'untold', reason: undefined }
}

function isOfMapRun(arn: string | undefined): boolean {
  const parsed = arn === undefined ? undefined : parseStatesArn(arn)
  return (parsed?.kind === 'execution' || parsed?.kind === 'express') && parsed.mapRunLabel !== undefined
}

interface Bounds {
  /** Express, and no child of a Map Run: those start anew when the execution around is redriven. */
  readonly isExpressAlone: boolean
  readonly until: Millis | undefined
  readonly eventsLeft: number | undefined
  readonly now: Millis
}

function ruleAgainst({ isExpressAlone, until, eventsLeft, now }: Bounds): string | undefined {
  if (isExpressAlone) return 'Express executions cannot be redriven; a new one can be started.'
  if (until !== undefined && now > until) return 'It ended more than 14 days ago.'
  if (eventsLeft !== undefined && eventsLeft <= 1) return 'It has used up its events.'
  return undefined
}

/** The innermost states that did not end well: a redrive runs those again and goes on from there. */
function runsAgain(forest: Forest, { id }: Member, tree: ExecutionTree): readonly RunsAgain[] {
  const found = new Map<string, RunsAgain>()
  const add = (span: Span, kind: RunsAgain['kind'], children?: number) => {
    const path = stateNamesAround(tree, span).join(PATH_SEPARATOR)
    const before = found.get(`${kind} ${path}`)
    const sum = children === undefined ? before?.children : (before?.children ?? 0) + children
    found.set(`${kind} ${path}`, { path, kind, count: (before?.count ?? 0) + 1, children: sum })
  }
  const pending: Span[] = [tree.root]
  for (let span = pending.pop(); span !== undefined; span = pending.pop()) {
    const inner = span.children.flatMap(key => tree.span(key) ?? []).filter(isUndone)
    const deeper = inner.filter(({ kind }) => kind !== 'taskAttempt')
    if (deeper.length > 0) pending.push(...deeper.toReversed())
    else if (span.kind === 'mapRun') add(span, 'mapRun', undoneChildren(forest, globalKey(id, span.key)))
    else if (span.kind === 'stateVisit') add(span, kindOf(forest, id, { span, inner }))
  }
  return [...found.values()]
}

function isUndone({ outcome }: Span): boolean {
  return outcome === 'failed' || outcome === 'timedOut' || outcome === 'aborted'
}

function kindOf(
  forest: Forest,
  id: number,
  { span, inner }: { readonly span: Span & { readonly stateType?: string }; readonly inner: readonly Span[] },
): RunsAgain['kind'] {
  if (span.stateType === 'Fail') return 'fails'
  return inner.some(({ key }) => forest.graft(globalKey(id, key)) !== undefined) ? 'starts' : 'runs'
}

function undoneChildren(forest: Forest, at: number): number | undefined {
  const counts = mapRunAt(forest, at)?.run?.executionCounts
  if (counts === undefined) return undefined
  const { failed = 0, timedOut = 0, aborted = 0, pending = 0, failuresNotRedrivable = 0 } = counts
  return Math.max(0, failed + timedOut + aborted + pending - failuresNotRedrivable)
}
