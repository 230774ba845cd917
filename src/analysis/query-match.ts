import type { EventId, Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey } from '../model/span.ts'
import { withAncestors } from '../model/walk.ts'
import { endOf, isComplete } from './completeness.ts'
import { EventMarks } from './event-marks.ts'
import { EventTerms, type EventTermTest } from './event-terms.ts'
import { asksLogs, NO_LOGS_SEEN, type SeenLogs, seenLogsSteps } from './log-terms.ts'
import { type Query, type QueryTerm, termsOf } from './query.ts'
import { type Open, QueryWalk } from './query-walk.ts'
import { type Match, needsEvents, type QueryTests, SpanMatcher, type SpanTermTest } from './span-matcher.ts'
import { type AskedIn, OWN, testOf, type WithinExecution } from './term-test.ts'

/** What a query finds. */
export interface QueryMatch {
  /**
   * In order of the tree, parents before children. What matches only by what it inherits (an attempt by its state's name, a
   * state by its iteration) is left out where what it inherits it from matches too: it speaks for it.
   */
  readonly spans: readonly SpanKey[]
  /** Those left out for that reason: hidden they must not be where their parent is shown. */
  readonly spokenFor: readonly SpanKey[]
  /** Events of matching spans, ascending: those that the terms about events are true of; all of them if there is no such term. */
  readonly events: readonly EventId[]
  /** Events whose payload could match but is not loaded. 0 where the query reads no payloads. */
  readonly unseenPayloads: number
  /** Events up to the last known that are not loaded. */
  readonly unseenEvents: number
  readonly complete: boolean
  /** Of attempts whose logs the query asks for. */
  readonly logs: SeenLogs
}

/** Answers a query in one go. For the page use `matchSteps`, which can pause. `now` ends what is still running. */
export function matchQuery(tree: ExecutionTree, query: Query, now?: Millis): QueryMatch {
  const steps = matchSteps(tree, query, { now })
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

export interface MatchOptions {
  /** Ends what is still running. */
  readonly now?: Millis | undefined
  /** What the execution is called, for terms that ask for that. */
  readonly within?: WithinExecution | undefined
}

/** Spans asked between two pauses. */
const SPANS_A_STEP = 200

/** Where events that match are fewer than one in so many, only the spans around them are gone through. */
const FEW = 16

/**
 * Answers a query in steps well under a millisecond: first events, then spans. Yields the share of events read so far, 0..1 (0 where
 * none are read).
 */
export function* matchSteps(
  tree: ExecutionTree,
  query: Query,
  { now, within }: MatchOptions = {},
): Generator<number, QueryMatch> {
  const tests = testsOf(query, { tree, end: endOf(tree, now), within })
  const terms = new EventTerms([...tests.ofEvents.values()])
  const found: Found = { spans: [], spokenFor: [], events: new EventMarks(), logs: NO_LOGS_SEEN }
  if (query.terms.length === 0) return matchOf(tree, terms, found)
  if (asksLogs(query)) found.logs = yield* inSteps(seenLogsSteps(tree, within?.logs))
  yield* terms.read(tree)
  const only =
    needsEvents(query, tests) && terms.found.length * FEW < tree.eventCount ? spansAround(tree, terms.found) : undefined
  const matcher = new SpanMatcher(query, tests, terms)
  const share = tests.ofEvents.size === 0 ? 0 : 1
  let asked = 0
  const walk = new QueryWalk(tree, only)
  for (let open = walk.next(); open !== undefined; open = walk.next()) {
    const match = matcher.ask(open)
    open.matched = match !== undefined
    if (match !== undefined) note(found, open, match)
    if (++asked % SPANS_A_STEP === 0) yield share
  }
  return matchOf(tree, terms, found)
}

function* inSteps<T>(steps: Generator<void, T>): Generator<number, T> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    yield 0
  }
}

function testsOf(query: Query, asked: AskedIn): QueryTests {
  const ofSpans = new Map<QueryTerm, SpanTermTest>()
  const ofEvents = new Map<QueryTerm, EventTermTest>()
  for (const term of termsOf(query)) {
    const test = testOf(term, asked)
    if (test.about === 'span') ofSpans.set(term, test)
    else ofEvents.set(term, test)
  }
  return { ofSpans, ofEvents }
}

/** The spans of some events, and all they lie in. */
function spansAround(tree: ExecutionTree, events: readonly EventId[]): ReadonlySet<SpanKey> {
  return withAncestors(
    tree,
    events.map(id => tree.spanOfEvent(id)?.key ?? tree.root.key),
  )
}

interface Found {
  readonly spans: SpanKey[]
  readonly spokenFor: SpanKey[]
  readonly events: EventMarks
  logs: SeenLogs
}

/** Takes in a span that matches. */
function note({ spans, spokenFor, events }: Found, { span, parentMatched }: Open, match: Match): void {
  if (match.verdict === OWN || !parentMatched) spans.push(span.key)
  else spokenFor.push(span.key)
  for (const id of match.events) events.set(id, 1)
}

function matchOf(tree: ExecutionTree, { unseenPayloads }: EventTerms, found: Found): QueryMatch {
  const { spans, spokenFor, events, logs } = found
  return {
    logs,
    spans,
    spokenFor,
    events: events.marked(tree.loaded),
    unseenPayloads,
    unseenEvents: tree.lastEventId - tree.eventCount,
    complete: isComplete(tree),
  }
}
