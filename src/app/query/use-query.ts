import { startTransition, useEffect, useMemo, useState } from 'react'
import { termsOf } from '../../analysis/query.ts'
import { matchSteps, type QueryMatch } from '../../analysis/query-match.ts'
import { parseQuery } from '../../analysis/query-parse.ts'
import { inSlices } from '../../analysis/slices.ts'
import type { EventId } from '../../history/events.ts'
import { turnOfTheLoop } from '../../kit/turn-of-the-loop.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { SpanKey } from '../../model/span.ts'
import { markedBy, onlyMatching } from './shown-matches.ts'

/** What the query of a link finds in a tree. */
export interface QueryResult {
  /** Undefined without a query, or with one that cannot be read. In order of the tree. */
  readonly matches: ReadonlySet<SpanKey> | undefined
  /** The same, and the visits that matching attempts belong to: an attempt has no row of its own until its visit is opened. */
  readonly marked: ReadonlySet<SpanKey> | undefined
  /** The matches in a row, to step through. */
  readonly found: readonly SpanKey[]
  /** Events of what matches. */
  readonly events: ReadonlySet<EventId> | undefined
  /** Set where what does not match is hidden. */
  readonly only: ReadonlySet<SpanKey> | undefined
  readonly hidden: number
  /** Why the query cannot be answered. */
  readonly problem: string | undefined
  /** True until the whole history was asked. */
  readonly busy: boolean
  readonly unseenPayloads: number
  readonly unseenEvents: number
}

const NOTHING: QueryResult = {
  ...{
    matches: undefined,
    marked: undefined,
    found: [],
    events: undefined,
    only: undefined,
    hidden: 0,
    problem: undefined,
  },
  ...{ busy: false, unseenPayloads: 0, unseenEvents: 0 },
}

interface QueryAsked {
  readonly text: string
  /** Whether what does not match is hidden. */
  readonly filters: boolean
}

interface Answer {
  readonly query: string
  readonly tree: ExecutionTree
  readonly match: QueryMatch
}

/**
 * Answers the link's query in slices between frames: a search through fifty megabytes of payloads holds up neither typing nor
 * drawing. Until a new answer is there the former one stands, marked as busy.
 */
export function useQuery(tree: ExecutionTree | undefined, asked: QueryAsked): QueryResult {
  const { filters } = asked
  const text = asked.text.trim()
  const { answer, failure } = useAnswer(tree, text)
  const unreadable = useMemo(() => problemOf(text), [text])
  const problem = unreadable ?? (failure?.query === text ? failure.words : undefined)
  return useMemo(() => {
    if (problem !== undefined) return { ...NOTHING, problem }
    if (text === '') return NOTHING
    if (answer === undefined) return { ...NOTHING, busy: tree !== undefined }
    const { match } = answer
    const matches = new Set(match.spans)
    return {
      ...NOTHING,
      matches,
      marked: markedBy(answer.tree, match),
      found: match.spans,
      events: new Set(match.events),
      ...(filters ? onlyMatching(answer.tree, match) : {}),
      busy: answer.query !== text || answer.tree !== tree,
      unseenPayloads: match.unseenPayloads,
      unseenEvents: match.unseenEvents,
    }
  }, [answer, filters, problem, text, tree])
}

function problemOf(text: string): string | undefined {
  const parsed = parseQuery(text)
  return 'problem' in parsed ? parsed.problem.message : undefined
}

interface Answered {
  readonly answer: Answer | undefined
  /** A search that broke off: it says so, rather than searching for ever. */
  readonly failure: { readonly query: string; readonly words: string } | undefined
}

function useAnswer(tree: ExecutionTree | undefined, text: string): Answered {
  const [answer, setAnswer] = useState<Answer>()
  const [failure, setFailure] = useState<Answered['failure']>()
  useEffect(() => {
    const parsed = parseQuery(text)
    if (tree === undefined || 'problem' in parsed || termsOf(parsed.query).length === 0) return setAnswer(undefined)
    let isStale = false
    void inSlices(matchSteps(tree, parsed.query), {
      ...{ sliceMs: 8, now: () => performance.now(), pause: turnOfTheLoop, isStale: () => isStale },
    }).then(
      match => {
        if (match !== undefined && !isStale) startTransition(() => setAnswer({ query: text, tree, match }))
      },
      (thrown: unknown) => {
        if (!isStale) setFailure({ query: text, words: `This search broke off (${String(thrown)}). Ask for less.` })
      },
    )
    return () => {
      isStale = true
    }
  }, [tree, text])
  return { answer, failure }
}
