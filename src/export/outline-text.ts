import type { ExecutionTree } from '../model/execution-tree.ts'
import { spanId } from '../model/keys.ts'
import type { Span, SpanKey } from '../model/span.ts'
import { idleTimesOf } from '../model/stretches.ts'
import { depthFirst } from '../model/walk.ts'
import { branchWords } from '../words/branch-name.ts'
import { formatDuration } from '../words/format-duration.ts'
import { NOT_TOLD, NOT_TOLD_MARK, toldOutcome } from '../words/known-outcome.ts'
import { knownDuration } from '../words/known-time.ts'
import { onOneLine } from '../words/on-one-line.ts'
import { outcomeMark, outcomeName } from '../words/outcomes.ts'
import { formatDateTime } from '../words/points-in-time.ts'
import { spanName } from '../words/span-names.ts'
import { outlineOddities } from './outline.ts'

export interface OutlineTextOptions {
  /** Only spans that failed, timed out, were caught or aborted, and what leads to them. */
  readonly failed?: boolean
  /** Spans deeper than this are counted, not listed. The execution has depth 0. */
  readonly depth?: number
}

/** The tree as indented text for a terminal: mark, name, outcome where it is not success, duration, span id. A span is one line, whatever its name holds. */
export function outlineText(tree: ExecutionTree, options: OutlineTextOptions = {}): string {
  return [...outlineLines(tree, options)].join('\n')
}

/** The lines one by one: of a million, none is kept. */
export function* outlineLines(tree: ExecutionTree, options: OutlineTextOptions = {}): Generator<string, void> {
  const listed = options.failed === true ? troubled(tree) : undefined
  const deepest = options.depth ?? Number.POSITIVE_INFINITY
  let isEmpty = true
  for (const { span, depth } of depthFirst(tree)) {
    if (depth > deepest || (listed !== undefined && !listed.has(span.key))) continue
    const cut = depth === deepest && span.children.length > 0 ? `  (+${span.children.length} inside)` : ''
    isEmpty = false
    yield onOneLine(`${indentOf(depth)}${lineOf(tree, span)}${cut}`)
  }
  if (isEmpty) yield 'nothing failed'
  for (const { eventId, reason } of outlineOddities(tree)) yield onOneLine(`! event ${eventId}: ${reason}`)
}

/** Deeper than anyone's screen the depth is told as a number: indentation alone would outgrow what a string can hold. */
const DEEPEST_INDENT = 60

function indentOf(depth: number): string {
  return depth <= DEEPEST_INDENT ? '  '.repeat(depth) : `${'  '.repeat(DEEPEST_INDENT)}(depth ${depth}) `
}

function lineOf(tree: ExecutionTree, span: Span): string {
  const known = knownDuration(tree, span, { now: tree.lastEventAt ?? span.startedAt, form: 'long' })
  const duration =
    known +
    (toldOutcome(tree, span) === 'running' && !known.startsWith('start') ? ' so far' : '') +
    idleOf(tree, span) +
    startOf(tree, span)
  const told = toldOutcome(tree, span)
  const outcome =
    told === 'succeeded'
      ? ''
      : `  ${told === undefined ? NOT_TOLD : outcomeName(told).toLowerCase()}${errorOf(tree, span)}`
  return `${told === undefined ? NOT_TOLD_MARK : outcomeMark(told)} ${nameOf(tree, span)}${outcome}  ${duration}  ${spanId(span)}`
}

/** A redriven execution did not take a day because it was redriven the next. */
function idleOf(tree: ExecutionTree, span: Span): string {
  const idle = idleTimesOf(tree, span).reduce((sum, { from, to }) => sum + to - from, 0)
  return idle === 0 ? '' : ` + ${formatDuration(idle)} idle`
}

/** An execution of whose history the beginning is missing has no known start. */
function startOf(tree: ExecutionTree, span: Span): string {
  if (
    span.kind !== 'execution' ||
    span.beginningLoaded ||
    !tree.isFinal ||
    span.events.length + span.children.length === 0
  )
    return ''
  return `, started before ${formatDateTime(span.startedAt, 'utc')}`
}

/** The name with what the tree shows by icons and columns: the type of a state, the round where it is not the first. */
function nameOf(tree: ExecutionTree, span: Span): string {
  const name = span.kind === 'parallelBranch' ? branchWords(tree, span) : spanName(tree, span)
  if (span.kind === 'stateVisit') return `${name} [${span.stateType}]`
  const inLaterRound = (span.kind === 'mapIteration' || span.kind === 'parallelBranch') && span.round > 1
  return inLaterRound ? `${name} (round ${span.round})` : name
}

function errorOf(tree: ExecutionTree, span: Span): string {
  if (span.kind !== 'taskAttempt' && span.kind !== 'execution') return ''
  const error = span.endEventId === null ? undefined : tree.event(span.endEventId)?.details?.['error']
  return typeof error === 'string' && error !== '' ? `: ${error}` : ''
}

/** The spans in which something went wrong, with all that they lie in. */
function troubled(tree: ExecutionTree): ReadonlySet<SpanKey> {
  const keys = new Set<SpanKey>()
  const path: SpanKey[] = []
  for (const { span, depth } of depthFirst(tree)) {
    path.length = depth
    path.push(span.key)
    if (span.outcome === 'succeeded' || span.outcome === 'running') continue
    for (let at = path.length - 1; at >= 0; at--) {
      const key = path[at] ?? span.key
      if (keys.has(key)) break
      keys.add(key)
    }
  }
  return keys
}
