import type { EventId, Millis } from '../history/events.ts'
import { isRecord, tryParse } from '../history/json-value.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { spanId } from '../model/keys.ts'
import type { Span, SpanId } from '../model/span.ts'
import { upwards } from '../model/walk.ts'
import { criticalPathOf } from './critical-path.ts'
import { attemptOf } from './failure-story.ts'
import type { Failure } from './failures.ts'
import { timeSplitOf } from './time-split.ts'

/** A failure in the form that programs read. */
export interface ExplainedFailure {
  /** From the execution inwards: state names, `#12` for iterations (from 0), `branch 2` (from 1). */
  readonly states: readonly string[]
  readonly span: SpanId
  readonly event: EventId
  readonly error: string | null
  /** The first line, at most 500 characters; of a cause that is JSON with an `errorMessage`, of that. */
  readonly cause: string | null
  /** Null where it is no attempt's. */
  readonly attempt: number | null
  /** How many attempts the visit has in the history. */
  readonly attempts: number | null
}

/** Where the time went, in the form that programs read: the parts sum to `totalMs`. */
export interface ExplainedTime {
  readonly totalMs: Millis
  readonly runningMs: Millis
  readonly queuedMs: Millis
  /** For a task token to come back. */
  readonly waitingMs: Millis
  readonly waitStateMs: Millis
  readonly backoffMs: Millis
  readonly betweenMs: Millis
  readonly idleMs: Millis
}

/** A step of the critical path, in ms from the execution's start. */
export interface ExplainedStep {
  readonly span: SpanId
  readonly states: readonly string[]
  readonly fromMs: Millis
  readonly toMs: Millis
}

export function explainFailure(tree: ExecutionTree, failure: Failure): ExplainedFailure {
  const span = tree.span(failure.key) ?? tree.root
  const attempt = attemptOf(tree, span)
  return {
    states: statesOf(tree, span),
    span: spanId(span),
    event: failure.eventId,
    error: failure.error ?? null,
    cause: failure.causeText === undefined ? null : causeLine(failure.causeText),
    attempt: attempt?.number ?? null,
    attempts: attempt?.of ?? null,
  }
}

/** `now` ends what still runs. */
export function explainTime(tree: ExecutionTree, now?: Millis): ExplainedTime {
  const { ms, totalMs } = timeSplitOf(tree, now === undefined ? {} : { now })
  return {
    ...{ totalMs, runningMs: ms.running, queuedMs: ms.queued, waitingMs: ms.callback, waitStateMs: ms.wait },
    ...{ backoffMs: ms.backoff, betweenMs: ms.overhead, idleMs: ms.idle },
  }
}

/** The critical path: begins at 0, each step where the former ended, the last ends with the run. */
export function explainPath(tree: ExecutionTree, now?: Millis): readonly ExplainedStep[] {
  const start = tree.root.startedAt
  return criticalPathOf(tree, now).steps.map(({ key, from, to }) => {
    const span = tree.span(key) ?? tree.root
    return { span: spanId(span), states: statesOf(tree, span), fromMs: from - start, toMs: to - start }
  })
}

/** From the execution inwards, the span itself included: `['RenderAll', '#958', 'RenderInvoice']`. Empty for the execution. */
export function statesOf(tree: ExecutionTree, span: Span): readonly string[] {
  const states: string[] = []
  for (const at of upwards(tree, span)) {
    if (at.kind === 'stateVisit') states.unshift(at.name)
    else if (at.kind === 'mapIteration') states.unshift(`#${at.index}`)
    else if (at.kind === 'parallelBranch') states.unshift(`branch ${at.index + 1}`)
  }
  return states
}

const MAX_CAUSE = 500

function causeLine(cause: string): string {
  const line = (messageIn(cause) ?? cause).trimStart().split(/\r?\n/, 1)[0]?.trimEnd() ?? ''
  // By code points: half a character is none.
  return line.length <= MAX_CAUSE
    ? line
    : Array.from(line.slice(0, MAX_CAUSE * 2))
        .slice(0, MAX_CAUSE)
        .join('')
}

function messageIn(cause: string): string | undefined {
  if (!cause.trimStart().startsWith('{')) return undefined
  // Cut at 32 KiB, it is text.
  const value = tryParse(cause)?.value
  return isRecord(value) && typeof value['errorMessage'] === 'string' ? value['errorMessage'] : undefined
}
