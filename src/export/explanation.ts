import { causeAcross, type FailureIn, type StepDown } from '../analysis/cause-across.ts'
import { childrenCounts } from '../analysis/children-counts.ts'
import { isComplete } from '../analysis/completeness.ts'
import { criticalPathAcross } from '../analysis/critical-path-across.ts'
import {
  type ExplainedFailure,
  type ExplainedTime,
  explainFailure,
  explainTime,
  statesOf,
} from '../analysis/explained.ts'
import { failuresAcross } from '../analysis/failures-across.ts'
import { readMembersOf } from '../analysis/wants.ts'
import type { Forest } from '../forest/forest.ts'
import { memberIdOf, spanKeyOf } from '../forest/keys.ts'
import { arnOf, type Member } from '../forest/member.ts'
import type { EventId, Millis } from '../history/events.ts'
import type { ExecutionStatus } from '../history/execution-summary.ts'
import { parseStatesArn } from '../history/states-arn.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { missingRanges } from '../model/id-ranges.ts'
import { spanId } from '../model/keys.ts'
import type { Outcome, SpanId } from '../model/span.ts'
import { toldOutcome } from '../words/known-outcome.ts'

/** What `sfn-timeline explain --json` prints: the story of an execution across all it started, in a form for programs. */
export interface Explanation {
  readonly execution: ExplainedExecution
  readonly cause: ExplainedCause | null
  readonly after: ExplainedCause | null
  readonly via: readonly ExplainedStepDown[]
  /** The child whose failure the cause is in truth, where its history cannot be read: denied, gone, or Express. */
  readonly unread: string | null
  readonly failures: readonly ExplainedGroup[]
  readonly time: ExplainedTime
  readonly criticalPath: readonly ExplainedPathStep[]
  readonly children: {
    readonly grafts: number
    readonly listed: number
    readonly read: number
    readonly failed: number
  }
  readonly oddities: readonly {
    readonly execution: string | null
    readonly eventId: EventId
    readonly reason: string
  }[]
  /** Asked of AWS. */
  readonly requests: number
}

export interface ExplainedExecution {
  /** Null where a file does not tell. */
  readonly arn: string | null
  readonly name: string
  readonly stateMachine: string
  readonly status: ExecutionStatus | null
  readonly startedAt: string | null
  readonly endedAt: string | null
  readonly events: number
  /** It ended, and every event is read. */
  readonly complete: boolean
}

/** A failure, in whichever execution it lies. */
export interface ExplainedCause extends ExplainedFailure {
  readonly execution: string | null
  readonly link: string | null
}

export interface ExplainedStepDown {
  readonly execution: string | null
  readonly span: SpanId
  readonly event: EventId
  readonly kind: 'nested' | 'mapRun'
  readonly child: string | null
}

export interface ExplainedGroup {
  readonly error: string | null
  readonly pattern: string
  readonly state: string
  readonly count: number
  readonly fatal: number
  readonly caught: number
  readonly retried: number
  readonly examples: readonly { readonly execution: string | null; readonly event: EventId }[]
}

export interface ExplainedPathStep {
  readonly execution: string | null
  readonly span: SpanId
  readonly states: readonly string[]
  readonly fromMs: Millis
  readonly toMs: Millis
}

export interface ExplainOptions {
  readonly requests: number
  /** Our own link to an event of an execution. */
  readonly linkTo: (arn: string, event: EventId) => string
}

/** Explains the forest's member 0, whose history is at least in part here. @throws Error where nothing of it is. */
export function explanationOf(forest: Forest, { requests, linkTo }: ExplainOptions): Explanation {
  const asked = forest.member(0)
  if (asked?.tree === undefined) throw new Error('nothing of this execution is read')
  const members = readMembersOf(forest)
  const told = members.some(({ id }) => id === 0) ? members : [asked, ...members]
  const found = causeAcross(forest)
  const cause = (one: FailureIn | undefined) => (one === undefined ? null : explainedCause(forest, one, linkTo))
  return {
    execution: executionOf(asked, asked.tree),
    cause: cause(found?.cause),
    after: cause(found?.after),
    unread: found?.unreadable === undefined ? null : arnOfId(forest, found.unreadable),
    via: (found?.via ?? []).map(step => stepDown(forest, step)),
    failures: groupsOf(forest, told),
    time: explainTime(asked.tree),
    criticalPath: pathOf(forest, asked.tree.root.startedAt),
    children: childrenCounts(forest, told),
    oddities: told.flatMap(odditiesOf),
    requests,
  }
}

function executionOf(member: Member, tree: ExecutionTree): ExplainedExecution {
  const { summary, state } = member
  const arn = arnOf(member)
  const parsed = arn === undefined ? undefined : parseStatesArn(arn)
  const named = parsed?.kind === 'execution' || parsed?.kind === 'express' ? parsed : undefined
  const label = named?.mapRunLabel === undefined ? '' : `/${named.mapRunLabel}`
  const told = toldOutcome(tree, tree.root)
  const ofTree = told === undefined ? null : (STATUS_OF[told] ?? null)
  const status = summary?.status ?? ofTree
  const { root } = tree
  const hasEnded = root.outcome !== 'running' && status !== 'RUNNING' && status !== 'PENDING_REDRIVE'
  return {
    arn: arn ?? null,
    name: named?.executionName ?? summary?.name ?? '',
    stateMachine: named === undefined ? (summary?.stateMachineName ?? '') : `${named.stateMachineName}${label}`,
    status,
    startedAt: isoOf(summary?.startedAt ?? (root.beginningLoaded ? root.startedAt : undefined)),
    endedAt: hasEnded ? isoOf(summary?.stoppedAt ?? root.endedAt) : null,
    events: tree.eventCount,
    complete: hasEnded && state.kind === 'read' && isComplete(tree),
  }
}

const STATUS_OF: Readonly<Record<Outcome, ExecutionStatus | undefined>> = {
  running: 'RUNNING',
  succeeded: 'SUCCEEDED',
  failed: 'FAILED',
  timedOut: 'TIMED_OUT',
  aborted: 'ABORTED',
  caught: undefined,
}

function isoOf(at: Millis | undefined): string | null {
  const date = at === undefined ? undefined : new Date(at)
  return date === undefined || Number.isNaN(date.getTime()) ? null : date.toISOString()
}

function explainedCause(forest: Forest, found: FailureIn, linkTo: ExplainOptions['linkTo']): ExplainedCause | null {
  const member = forest.member(found.member)
  if (member?.tree === undefined) return null
  const execution = arnOf(member) ?? null
  const failure = explainFailure(member.tree, found.failure)
  return { execution, ...failure, link: execution === null ? null : linkTo(execution, failure.event) }
}

function arnOfId(forest: Forest, id: number): string | null {
  const member = forest.member(id)
  return (member === undefined ? undefined : arnOf(member)) ?? null
}

function stepDown(forest: Forest, { member, at, event, kind, child }: StepDown): ExplainedStepDown {
  const span = forest.member(member)?.tree?.span(spanKeyOf(at))
  const id = span === undefined ? 'x1' : spanId(span)
  return { execution: arnOfId(forest, member), span: id, event, kind, child: arnOfId(forest, child) }
}

const EXAMPLES = 3

function groupsOf(forest: Forest, members: readonly Member[]): readonly ExplainedGroup[] {
  return failuresAcross(forest, members).map(({ error, pattern, path, count, consequences, occurrences }) => ({
    ...{ error: error ?? null, pattern, state: path, count, ...consequences },
    examples: occurrences
      .slice(0, EXAMPLES)
      .map(({ member, eventId }) => ({ execution: arnOfId(forest, member), event: eventId })),
  }))
}

function pathOf(forest: Forest, startedAt: Millis): readonly ExplainedPathStep[] {
  return criticalPathAcross(forest).map(({ key, member, from, to }) => {
    const tree = forest.member(memberIdOf(key))?.tree
    const span = tree?.span(spanKeyOf(key)) ?? tree?.root
    return {
      execution: arnOfId(forest, member),
      span: span === undefined ? 'x1' : spanId(span),
      states: tree === undefined || span === undefined ? [] : statesOf(tree, span),
      fromMs: toTheMicrosecond(from - startedAt),
      toMs: toTheMicrosecond(to - startedAt),
    }
  })
}

/** As fine as any history's timestamps; the rest is what doubles make of dates. */
function toTheMicrosecond(ms: Millis): Millis {
  return Math.round(ms * 1000) / 1000
}

/** Ids are gapless, so a gap in what should be whole is an oddity too. */
function odditiesOf(member: Member): Explanation['oddities'] {
  const { tree, state } = member
  if (tree === undefined) return []
  const execution = arnOf(member) ?? null
  const missing = state.kind === 'read' ? missingRanges(tree.loaded, tree.lastEventId) : []
  return [
    ...tree.oddities.map(({ eventId, reason }) => ({ execution, eventId, reason })),
    ...missing.map(({ from, to }) => ({ execution, eventId: from, reason: `events ${from} to ${to} are missing` })),
  ]
}
