import type { EventId } from '../history/events.ts'
import type { EventTerms, EventTermTest } from './event-terms.ts'
import { isGroup, type Query, type QueryGroup, type QueryTerm, termsOf } from './query.ts'
import { type Candidate, INHERITED, NO, OWN, type TermTest, type Verdict } from './term-test.ts'

export type SpanTermTest = Extract<TermTest, { about: 'span' }>

/** The tests of a query by what they ask; of those about events, the place among `EventTerms`. */
export interface QueryTests {
  readonly ofSpans: ReadonlyMap<QueryTerm, SpanTermTest>
  readonly ofEvents: ReadonlyMap<QueryTerm, EventTermTest>
}

/** Why a span matches. */
export interface Match {
  readonly verdict: Verdict
  /** Those that the terms about events are true of; all of the span's if there is no such term. */
  readonly events: readonly EventId[]
}

/** Judges a span; a query is one of these, made of others. */
type Judge = (candidate: Candidate) => Verdict

/** Tells of one span after another whether a query is true of it; its events were read before. */
export class SpanMatcher {
  private readonly judge: Judge
  private readonly terms: EventTerms
  private readonly findsEvents: boolean
  private readonly asksOfExecution: boolean

  constructor(query: Query, tests: QueryTests, terms: EventTerms) {
    this.terms = terms
    this.judge = judgeOf(query, tests, terms)
    this.findsEvents = [...tests.ofEvents.values()].some(test => !test.isNegative)
    // The execution as a whole is an answer only to questions about its own events, or about which one it is.
    this.asksOfExecution =
      tests.ofEvents.size > 0 ||
      termsOf(query).some(({ property }) => property === 'execution' || property === 'machine')
  }

  /** Undefined where the query is not true of it. */
  ask(candidate: Candidate): Match | undefined {
    const { span } = candidate
    if (span.kind === 'execution' && !this.asksOfExecution) return undefined
    const verdict = this.judge(candidate)
    if (verdict === NO) return undefined
    return { verdict, events: this.findsEvents ? this.terms.foundAmong(span.events) : span.events }
  }
}

/** Whether the query is true only of spans of which some event says so: then all others need not be asked. */
export function needsEvents(part: Query | QueryGroup | QueryTerm, tests: QueryTests): boolean {
  if (!('terms' in part)) return tests.ofEvents.get(part)?.isNegative === false
  const needs = (inner: QueryTerm | QueryGroup) => needsEvents(inner, tests)
  return part.operation === 'and' ? part.terms.some(needs) : part.terms.every(needs)
}

function judgeOf({ operation, terms: parts }: Query | QueryGroup, tests: QueryTests, terms: EventTerms): Judge {
  // What a span says by itself is asked first: where one thing is wrong with it the rest need not be.
  const [ofSpans, others]: [Judge[], Judge[]] = [[], []]
  for (const part of parts) {
    const ofSpan = isGroup(part) ? undefined : tests.ofSpans.get(part)
    if (ofSpan !== undefined) ofSpans.push(ofSpan.test)
    else if (isGroup(part)) others.push(judgeOf(part, tests, terms))
    else others.push(eventJudge([...tests.ofEvents.keys()].indexOf(part), terms))
  }
  const judges = [...ofSpans, ...others]
  return operation === 'and' ? all(judges) : any(judges)
}

function eventJudge(place: number, terms: EventTerms): Judge {
  return ({ span }) => terms.verdict(place, span.events)
}

function all(judges: readonly Judge[]): Judge {
  return candidate => {
    let best: Verdict = NO
    for (const judge of judges) {
      const verdict = judge(candidate)
      if (verdict === NO) return NO
      if (verdict > best) best = verdict
    }
    return best
  }
}

function any(judges: readonly Judge[]): Judge {
  return candidate => {
    let best: Verdict = NO
    for (const judge of judges) {
      const verdict = judge(candidate)
      if (verdict === OWN) return OWN
      if (verdict === INHERITED) best = INHERITED
    }
    return best
  }
}
