import type { EventId } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span } from '../../model/span.ts'
import { readCause } from '../details/parse-cause.ts'
import { errorOf } from '../details/span-payloads.ts'
import { pathOf, spanTitle } from '../details/span-words.ts'

/** A failed execution in one line. */
export interface BannerStory {
  /** `ChargeCard failed in ProcessOrders #412`. */
  readonly what: string
  readonly error: string
  readonly firstLine: string | undefined
  /** `attempt 4 of 4`. */
  readonly attempt: string | undefined
  readonly eventId: EventId
  readonly more: string | undefined
}

const VERBS: ReadonlyMap<string, string> = new Map([
  ['failed', 'failed'],
  ['timedOut', 'timed out'],
  ['aborted', 'was stopped'],
])

/**
 * The story of an execution that ended badly, from the event its end follows from: `ExecutionFailed` repeats the error of
 * the state that failed, which is where a reader wants to go. Undefined while it runs, or where it ended well.
 */
export function bannerStoryOf(tree: ExecutionTree): BannerStory | undefined {
  const verb = VERBS.get(tree.root.outcome)
  const end = tree.root.endEventId === null ? undefined : tree.event(tree.root.endEventId)
  if (verb === undefined || end === undefined) return undefined
  const failing = end.previousEventId === 0 ? undefined : tree.spanOfEvent(end.previousEventId)
  const span = failing === undefined ? tree.root : deepest(tree, failing)
  const error = errorOf(tree, span) ?? errorOf(tree, tree.root)
  return {
    what: whatHappened(tree, span, verb),
    error: error?.error ?? end.type,
    firstLine: error?.cause === undefined ? undefined : readCause(error.cause).message.split('\n')[0],
    attempt: attemptWords(tree, span),
    eventId: error?.eventId ?? end.id,
    more: undefined,
  }
}

/** Down through the containers that failed to the one thing that did. */
function deepest(tree: ExecutionTree, span: Span): Span {
  const failed = span.children
    .map(key => tree.span(key))
    .findLast(child => child?.outcome === 'failed' || child?.outcome === 'timedOut')
  return failed === undefined ? span : deepest(tree, failed)
}

function whatHappened(tree: ExecutionTree, span: Span, verb: string): string {
  if (span.kind === 'execution') return `The execution ${verb}`
  const name = span.kind === 'taskAttempt' ? span.name : spanTitle(span)
  const container = pathOf(tree, span).findLast(part => part.kind === 'mapIteration' || part.kind === 'parallelBranch')
  return container === undefined || container === span
    ? `${name} ${verb}`
    : `${name} ${verb} in ${spanTitle(container)}`
}

function attemptWords(tree: ExecutionTree, span: Span): string | undefined {
  if (span.kind !== 'taskAttempt' || span.parentKey === undefined) return undefined
  const attempts = tree.span(span.parentKey)?.children.length ?? 1
  return attempts === 1 ? undefined : `attempt ${span.attempt} of ${attempts}`
}
