import { knowsWhatRuns } from '../analysis/completeness.ts'
import { definitionOf } from '../analysis/definition-of.ts'
import { fanOutCounts } from '../analysis/fan-out-counts.ts'
import { spanErrorOf } from '../analysis/span-error.ts'
import { type GlobalKey, memberIdOf } from '../forest/keys.ts'
import type { StateMachineDefinition } from '../history/definition.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { waitsForCallback } from '../model/phases.ts'
import type { Span, SpanKey, StateVisit } from '../model/span.ts'
import { activeMs } from '../model/stretches.ts'
import { attemptsOf, parentOf } from '../model/walk.ts'
import { formatCount } from '../words/format-count.ts'
import { NOT_TOLD, toldOutcome } from '../words/known-outcome.ts'
import { knownDuration } from '../words/known-time.ts'
import { memberWords } from '../words/member-names.ts'
import { outcomeWords } from '../words/outcomes.ts'
import { PATH_SEPARATOR, placeAround } from '../words/places.ts'
import { formatMoment } from '../words/points-in-time.ts'
import { spanName, spanTypeName } from '../words/span-names.ts'
import type { TimeMode } from '../words/time-mode.ts'
import type { ChartTrees } from './chart-trees.ts'
import { aloneWords, ghostWords, isUnusual } from './ghost-words.ts'
import type { Ghost, Ghosts } from './ghosts.ts'
import type { GraftTrouble } from './graft-trouble.ts'
import type { LoggedBars } from './logged-bars.ts'
import { type Badge, progressBadge } from './progress-badge.ts'
import { troublesOf } from './troubles.ts'

/** What a row's words depend on besides the span. */
export interface RowContext {
  /** The tree of the row's execution. */
  readonly tree: ExecutionTree
  readonly trees: ChartTrees
  /** Up to when running spans last. */
  readonly now: Millis
  /** More pages of it are on the way. */
  readonly arriving: boolean
  readonly startedAt: Millis
  readonly timeMode: TimeMode
  /** Where it is known: tells the error of a Fail state that no event repeats. */
  readonly definition: StateMachineDefinition | undefined
  /** Why the children of a graft could not be listed. */
  readonly graftTroubles: ReadonlyMap<GlobalKey, GraftTrouble> | undefined
  /** What the query looks for in names, lower case. */
  readonly queryWords: readonly string[]
  /** The run that this one is held against. */
  readonly ghosts?: Ghosts | undefined
  /** What logs that were read tell of bars. */
  readonly logged?: LoggedBars | undefined
}

/** The same for a row that may be of another execution. */
export function contextAt(context: RowContext, key: GlobalKey): RowContext {
  const { trees } = context
  const tree = trees.of(key)
  if (tree === undefined || tree === context.tree) return context
  const member = trees.forest?.member(memberIdOf(key))
  const definition = trees.forest === undefined || member === undefined ? undefined : definitionOf(trees.forest, member)
  return { ...context, tree, definition, arriving: false }
}

/** Whether what has no end yet is known to run. */
export function runsForSure(tree: ExecutionTree, arriving: boolean): boolean {
  return !arriving && knowsWhatRuns(tree)
}

/** Milliseconds the span was active, up to `now` while it runs; undefined for a Fail state, which no event ends. */
export function spanDuration(span: Span, tree: ExecutionTree, now: Millis): Millis | undefined {
  if (span.kind === 'stateVisit' && span.stateType === 'Fail' && span.inferredEnd) return undefined
  return activeMs(tree, span, now)
}

/** The duration column: `5 m 10 s`, or a dash where there is none. */
export function durationText(span: Span, tree: ExecutionTree, now: Millis): string {
  return spanDuration(span, tree, now) === undefined ? '—' : knownDuration(tree, span, { now, form: 'short' })
}

type Told = Pick<RowContext, 'tree' | 'definition'>

/**
 * What stands beside an iteration's, branch's or Map Run's name: its round where there were several, and its error; beside a Fail
 * state's, which has no other row to tell it, its error.
 */
export function summaryText(span: Span, context: Told): string | undefined {
  if (span.kind === 'stateVisit' && span.stateType === 'Fail') {
    const error = endText(span, context)
    // Called as its error is, it would say the same twice.
    return error === span.name ? undefined : error
  }
  if (span.kind !== 'mapIteration' && span.kind !== 'parallelBranch' && span.kind !== 'mapRun') return undefined
  const parts = [roundText(span, context.tree), span.kind === 'mapRun' ? undefined : endText(span, context)]
  const words = parts.filter(part => part !== undefined)
  return words.length === 0 ? undefined : words.join(' · ')
}

/** Where a pinned row lies, which stands apart from what it lies in: of an execution below that too. */
export function pinnedPlace(key: GlobalKey, span: Span, { tree, trees }: RowContext): string | undefined {
  const member = memberIdOf(key) === 0 ? undefined : trees.forest?.member(memberIdOf(key))
  const parts = [member === undefined ? undefined : memberWords(member), placeAround(tree, span)]
  const told = parts.filter(part => part !== undefined)
  return told.length === 0 ? undefined : told.join(PATH_SEPARATOR)
}

function endText(span: Span, { tree, definition }: Told): string | undefined {
  const rerun = span.earlierSegments.at(-1)
  if (span.outcome === 'succeeded' && rerun !== undefined) return `${outcomeWords(rerun.outcome)}, then rerun`
  if (span.outcome === 'succeeded' || span.outcome === 'running') return undefined
  const error = spanErrorOf(tree, span, definition)?.error
  if (error === undefined) return span.outcome === 'aborted' ? 'aborted' : undefined
  return span.outcome === 'caught' ? `${error}, caught` : error
}

/** A retried Map or Parallel starts again: without the round its `#0` would be listed twice. */
function roundText(span: Span & { readonly round: number }, tree: ExecutionTree): string | undefined {
  const visit = parentOf(tree, span)
  const several = visit?.kind === 'stateVisit' && visit.rounds.length > 1
  return several ? `round ${span.round}` : undefined
}

type BadgeContext = Pick<RowContext, 'tree' | 'now' | 'arriving'> & Partial<Pick<RowContext, 'trees' | 'ghosts'>>

/** The chip after a name: attempts or retries inside, a fan-out's progress or counts, the callback pattern; what the run that this one is held against does not have. */
export function badgesOf(span: Span, context: BadgeContext): readonly Badge[] {
  return [...ownBadges(span, context), ...aloneBadges(ghostOf(span, context), context.ghosts)]
}

/** That the run which this one is held against has no such thing. */
export function aloneBadges(ghost: Ghost | undefined, ghosts: Ghosts | undefined): readonly Badge[] {
  if (ghosts === undefined || ghost?.kind !== 'alone') return []
  return [{ text: ghosts.alone?.badge ?? 'new', outcome: undefined, meaning: aloneWords(ghosts) }]
}

// A row is told again whenever the chart comes back, and thousands of attempts or iterations would be gone through each time.
const attemptCounts = new WeakMap<StateVisit, number>()

function countAttempts(tree: ExecutionTree, visit: StateVisit): number {
  const count = attemptCounts.get(visit) ?? attemptsOf(tree, visit).length
  attemptCounts.set(visit, count)
  return count
}

function ownBadges(span: Span, { tree, now, arriving }: BadgeContext): readonly Badge[] {
  if (span.kind === 'mapIteration') return retriesBadge(troublesOf(tree, span).retries)
  if (span.kind !== 'stateVisit') return []
  const badges: Badge[] = []
  const attempts = countAttempts(tree, span)
  if (attempts > 1) {
    const outcome = span.outcome === 'succeeded' || span.outcome === 'running' ? undefined : span.outcome
    badges.push({ text: `×${attempts}`, outcome, meaning: `${attempts} attempts` })
  }
  const isLive = span.stateType === 'Map' && span.outcome === 'running' && runsForSure(tree, arriving)
  const fanOut = (isLive ? progressBadge(tree, span, now) : undefined) ?? fanOutBadge(span, tree)
  if (fanOut !== undefined) badges.push(fanOut)
  if (isCallback(span, tree)) badges.push({ text: 'callback', outcome: undefined, meaning: 'waits for a callback' })
  return badges
}

/** What *Most retries* sorts by. */
function retriesBadge(retries: number): readonly Badge[] {
  if (retries === 0) return []
  const text = retries === 1 ? '1 retry' : `${formatCount(retries)} retries`
  return [{ text, outcome: undefined, meaning: text }]
}

function fanOutBadge(visit: StateVisit, tree: ExecutionTree): Badge | undefined {
  if (visit.stateType !== 'Map') return undefined
  const counts = fanOutCounts(tree, visit)
  if (counts.total === 0) return undefined
  const again = counts.rounds > 1
  const total = formatCount(counts.total)
  const text = again ? `${total} · ${counts.rounds} rounds` : total
  const meaning = again ? `${total} items in ${counts.rounds} rounds` : `${total} iterations`
  if (counts.failed === 0) return { text, outcome: undefined, meaning }
  const failed = `${formatCount(counts.failed)} failed`
  return {
    text: `${text} · ${failed}`,
    outcome: 'failed',
    meaning: `${meaning}, ${failed}${again ? ' in the last' : ''}`,
  }
}

function isCallback(visit: StateVisit, tree: ExecutionTree): boolean {
  const attempt = firstChild(visit, tree)
  return attempt?.kind === 'taskAttempt' && attempt.beginningLoaded && waitsForCallback(tree, attempt)
}

function firstChild(span: Span, tree: ExecutionTree): Span | undefined {
  const key: SpanKey | undefined = span.children[0]
  return key === undefined ? undefined : tree.span(key)
}

/** How long a span took in what this run is held against: `9.00 s in the other run`; undefined where nothing can be said. */
export function otherRunText(span: Span, context: RowContext): string | undefined {
  const { ghosts } = context
  const ghost = ghostOf(span, context)
  return ghosts && ghost && ghostWords(ghost, ghosts)
}

/** The same of an execution below, by the key of its root. */
export function otherMemberText(key: GlobalKey, { ghosts }: Pick<RowContext, 'ghosts'>): string | undefined {
  const ghost = ghosts?.of(key)
  return ghosts && ghost && ghostWords(ghost, ghosts)
}

/** Whether it took other than such runs usually take for it. */
export function tookUnusually(span: Span, context: RowContext): boolean {
  const durationMs = spanDuration(span, context.tree, context.now)
  return durationMs !== undefined && isUnusual(ghostOf(span, context), durationMs)
}

/** A span of an execution below that was not placed on the chart has the key of another. */
function ghostOf(span: Span, { tree, trees, ghosts }: Partial<RowContext>): Ghost | undefined {
  return trees !== undefined && trees.of(span.key) === tree ? ghosts?.of(span.key) : undefined
}

/** All a row says, in one sentence for those who hear it: name, type, outcome, start, duration, attempts. */
export function rowLabel(span: Span, context: RowContext): string {
  const told = toldOutcome(context.tree, span)
  const isOpen = span.outcome === 'running' && !runsForSure(context.tree, context.arriving)
  const parts = [
    spanName(context.tree, span),
    spanTypeName(span),
    told === undefined ? NOT_TOLD : isOpen ? 'end not loaded' : outcomeWords(told),
  ]
  if (span.inferredEnd) parts.push('end inferred')
  parts.push(
    span.beginningLoaded
      ? `started at ${formatMoment(span.startedAt, { mode: context.timeMode, startedAt: context.startedAt })}`
      : context.tree.isFinal
        ? 'start not recorded'
        : 'beginning not loaded',
  )
  const duration = spanDuration(span, context.tree, context.now)
  if (duration !== undefined)
    parts.push(
      `${told === 'running' ? 'so far' : 'took'} ${knownDuration(context.tree, span, { now: context.now, form: 'long' })}`,
    )
  const summary = summaryText(span, context)
  if (summary !== undefined) parts.push(summary)
  for (const badge of badgesOf(span, context)) parts.push(badge.meaning)
  // That it has none is among the badges.
  const other = ghostOf(span, context)?.kind === 'alone' ? undefined : otherRunText(span, context)
  if (other !== undefined) parts.push(other)
  return parts.join(', ')
}
