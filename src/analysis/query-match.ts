import type { EventId, HistoryEvent, Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'
import { activeMs } from '../model/stretches.ts'
import { endOf, isComplete } from './completeness.ts'
import { collectPayloads, shouldHavePayload } from './event-texts.ts'
import { isGroup, type Query, type QueryGroup, type QueryTerm, termsOf } from './query.ts'
import {
  type Candidate,
  INHERITED,
  NO,
  OWN,
  type TermTest,
  testOf,
  type Verdict,
  type WithinExecution,
} from './term-test.ts'

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
}

/** Answers a query in one go. For the page use `matchSteps`, which can pause. `now` ends what is still running. */
export function matchQuery(tree: ExecutionTree, query: Query, now?: Millis): QueryMatch {
  const steps = matchSteps(tree, query, { now })
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Answers a query span by span, each a few events; yields the share of events read so far, 0..1 (0 where none are read). */
export function* matchSteps(
  tree: ExecutionTree,
  query: Query,
  { now, within }: MatchOptions = {},
): Generator<number, QueryMatch> {
  const matcher = new Matcher(tree, query)
  if (query.terms.length === 0) return matcher.result()
  const end = endOf(tree, now)
  const pending: Open[] = [{ span: tree.root, state: undefined, iterations: [], parentMatched: false }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { span } = next
    const candidate = { ...candidateOf(tree, next, end), within }
    const matched = matcher.ask(candidate, next.parentMatched)
    const { state, iterations } = candidate
    for (let at = span.children.length - 1; at >= 0; at--) {
      const child = tree.span(span.children[at] ?? 0)
      if (child !== undefined) pending.push({ span: child, state, iterations, parentMatched: matched })
    }
    yield matcher.share()
  }
  return matcher.result()
}

export interface MatchOptions {
  /** Ends what is still running. */
  readonly now?: Millis | undefined
  /** What the execution is called, for terms that ask for that. */
  readonly within?: WithinExecution | undefined
}

interface Open {
  readonly span: Span
  readonly state: string | undefined
  readonly iterations: readonly number[]
  readonly parentMatched: boolean
}

function candidateOf(tree: ExecutionTree, { span, state, iterations }: Open, end: Millis): Candidate {
  const durationMs = activeMs(tree, span, end)
  switch (span.kind) {
    case 'stateVisit':
      return { span, state: span.name, iterations, durationMs }
    case 'taskAttempt':
    case 'mapRun':
      return { span, state, iterations, durationMs }
    case 'mapIteration':
      return { span, state: undefined, iterations: [...iterations, span.index], durationMs }
    default:
      return { span, state: undefined, iterations, durationMs }
  }
}

interface Asked {
  readonly test: TermTest
  verdict: Verdict
  /** Of a term about events: whether it applied to some event of the span, and whether one says the opposite. */
  applied: boolean
  refuted: boolean
}

type AskedOfEvents = Asked & { readonly test: Extract<TermTest, { about: 'event' }> }

class Matcher {
  private readonly tree: ExecutionTree
  private readonly query: Query
  private readonly asked: ReadonlyMap<QueryTerm, Asked>
  private readonly askedOfEvents: readonly AskedOfEvents[]
  private readonly findsEvents: boolean
  private readonly readsPayloads: boolean
  private readonly asksExecutions: boolean
  private readonly spans: SpanKey[] = []
  private readonly spokenFor: SpanKey[] = []
  private readonly events: EventId[] = []
  private unseenPayloads = 0
  private eventsRead = 0
  private readonly texts: string[] = []

  constructor(tree: ExecutionTree, query: Query) {
    this.tree = tree
    this.query = query
    this.asked = new Map(
      termsOf(query).map(term => [term, { test: testOf(term), verdict: NO, applied: false, refuted: false }]),
    )
    this.askedOfEvents = [...this.asked.values()].filter(isAboutEvents)
    this.findsEvents = this.askedOfEvents.some(({ test }) => !test.isNegative)
    this.asksExecutions = termsOf(query).some(({ property }) => property === 'execution' || property === 'machine')
    this.readsPayloads = this.askedOfEvents.some(({ test }) => test.readsPayloads)
  }

  /** Whether the span matches; notes it, unless its parent speaks for it. */
  ask(candidate: Candidate, parentMatched: boolean): boolean {
    const { span } = candidate
    const asksEvents = this.askedOfEvents.length > 0
    // The execution as a whole is an answer only to questions about its own events, or about which one it is.
    if (span.kind === 'execution' && !asksEvents && !this.asksExecutions) return false
    const found = asksEvents ? this.askEvents(span) : span.events
    for (const asked of this.asked.values()) if (asked.test.about === 'span') asked.verdict = asked.test.test(candidate)
    const verdict = combined(this.query, part => this.verdictOf(part))
    if (verdict === NO) return false
    if (verdict === OWN || !parentMatched) this.spans.push(span.key)
    else this.spokenFor.push(span.key)
    for (const id of this.findsEvents ? found : span.events) this.events.push(id)
    return true
  }

  share(): number {
    return this.tree.eventCount === 0 ? 1 : Math.min(1, this.eventsRead / this.tree.eventCount)
  }

  result(): QueryMatch {
    return {
      spans: this.spans,
      spokenFor: this.spokenFor,
      events: this.events.toSorted((a, b) => a - b),
      unseenPayloads: this.unseenPayloads,
      unseenEvents: this.tree.lastEventId - this.tree.eventCount,
      complete: isComplete(this.tree),
    }
  }

  private verdictOf(part: QueryTerm | QueryGroup): Verdict {
    if (isGroup(part)) return combined(part, term => this.asked.get(term)?.verdict ?? NO)
    return this.asked.get(part)?.verdict ?? NO
  }

  /** Asks all terms about events of the span's own; returns the events that some term is true of. */
  private askEvents(span: Span): readonly EventId[] {
    const found: EventId[] = []
    for (const asked of this.askedOfEvents) {
      asked.applied = false
      asked.refuted = false
      asked.verdict = NO
    }
    for (const id of span.events) {
      const event = this.tree.event(id)
      if (event === undefined) continue
      this.eventsRead++
      if (this.readsPayloads) this.readPayloads(event)
      if (this.askOf(event)) found.push(id)
    }
    for (const asked of this.askedOfEvents) {
      if (asked.test.isNegative && asked.applied && !asked.refuted) asked.verdict = OWN
    }
    return found
  }

  /** Whether some term is true of the event; one that is asked by its opposite is noted as refuted. */
  private askOf(event: HistoryEvent): boolean {
    let isFound = false
    for (const asked of this.askedOfEvents) {
      const answer = asked.test.test(event, this.texts)
      if (answer !== undefined) asked.applied = true
      if (answer !== true) continue
      if (asked.test.isNegative) asked.refuted = true
      else {
        asked.verdict = OWN
        isFound = true
      }
    }
    return isFound
  }

  private readPayloads(event: HistoryEvent): void {
    this.texts.length = 0
    collectPayloads(event, this.texts)
    if (this.texts.length === 0 && shouldHavePayload(event)) this.unseenPayloads++
  }
}

function isAboutEvents(asked: Asked): asked is AskedOfEvents {
  return asked.test.about === 'event'
}

function combined<Part>(
  { operation, terms }: { readonly operation: 'and' | 'or'; readonly terms: readonly Part[] },
  verdictOf: (part: Part) => Verdict,
): Verdict {
  let best: Verdict = NO
  for (const part of terms) {
    const verdict = verdictOf(part)
    if (operation === 'and' && verdict === NO) return NO
    if (verdict === OWN) best = OWN
    else if (verdict === INHERITED && best === NO) best = INHERITED
  }
  return best
}
