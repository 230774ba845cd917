import { startTransition, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { ListedMatch } from '../../analysis/listed-matches.ts'
import type { KnownMatches, QueryMatchAcross } from '../../analysis/query-across.ts'
import type { Forest } from '../../forest/forest.ts'
import type { GlobalKey, MemberId } from '../../forest/keys.ts'
import type { Member } from '../../forest/member.ts'
import type { EventId } from '../../history/events.ts'
import { turnOfTheLoop } from '../../kit/turn-of-the-loop.ts'
import { useLate } from '../../kit/use-late.ts'
import { type ReadLogs, readLogs } from '../../state/read-logs.ts'
import { inSlices } from '../../waits/slices.ts'
import { type Filtered, markedBy, onlyMatching } from './shown-matches.ts'

const loadAnswering = () => import('./answer-query.ts')
type Answering = Awaited<ReturnType<typeof loadAnswering>>

/** What the query of a link finds in an execution and in those below it that are read. */
export interface QueryResult {
  /** Undefined without a query, or with one that cannot be read. In order of the trees. */
  readonly matches: ReadonlySet<GlobalKey> | undefined
  /** The same, and the visits that matching attempts belong to: an attempt has no row of its own until its visit is opened. */
  readonly marked: ReadonlySet<GlobalKey> | undefined
  /** The query's words that can stand in a name, lower case. */
  readonly words: readonly string[]
  /** The matches in a row, to step through. */
  readonly found: readonly GlobalKey[]
  /** Of those, executions that are listed and not read, and how many more may hold some. */
  readonly listed: Pick<ListedMatch, 'found' | 'count' | 'mayHold'>
  /** Events of what matches in an execution; undefined where nothing was asked. */
  readonly eventsOf: (member: MemberId) => ReadonlySet<EventId> | undefined
  /** Set where what does not match is hidden. */
  readonly filtered: Filtered | undefined
  /** Why the query cannot be answered. */
  readonly problem: string | undefined
  /** True until the whole history was asked. */
  readonly busy: boolean
  readonly unseenPayloads: number
  readonly unseenEvents: number
  /** Of attempts whose logs are asked for. */
  readonly logs: QueryMatchAcross['logs']
}

const NOTHING: QueryResult = {
  ...{
    matches: undefined,
    marked: undefined,
    words: [],
    found: [],
    listed: { found: [], count: 0, mayHold: 0 },
    eventsOf: () => undefined,
    filtered: undefined,
    problem: undefined,
  },
  ...{ busy: false, unseenPayloads: 0, unseenEvents: 0, logs: { read: 0, unread: 0 } },
}

interface QueryAsked {
  readonly text: string
  /** What hangs below; undefined where one execution stands alone. */
  readonly forest: Forest | undefined
  /** Whether what does not match is hidden. */
  readonly filters: boolean
}

interface Answer {
  readonly query: string
  readonly members: readonly Member[]
  readonly words: readonly string[]
  readonly match: QueryMatchAcross
}

/**
 * Answers the link's query in slices between frames: a search through fifty megabytes of payloads holds up neither typing nor
 * drawing. Until a new answer is there the former one stands, marked as busy. The code that answers comes with the first query.
 */
export function useQuery(members: readonly Member[], asked: QueryAsked): QueryResult {
  const { filters } = asked
  const text = asked.text.trim()
  const code = useLate(loadAnswering, text !== '')
  const { answer, failure } = useAnswer(code, { members, forest: asked.forest, text })
  const unreadable = useMemo(() => code?.problemOf(text), [code, text])
  const problem = unreadable ?? (failure?.query === text ? failure.words : undefined)
  return useMemo(() => {
    if (problem !== undefined) return { ...NOTHING, problem }
    if (text === '') return NOTHING
    if (answer === undefined) return { ...NOTHING, busy: members.length > 0 }
    const { match } = answer
    const { found, leads, listed } = match
    return {
      ...NOTHING,
      matches: new Set(found),
      marked: new Set([...markedBy(answer.members, found), ...leads]),
      words: answer.words,
      found,
      listed,
      eventsOf: setsOf(match.events),
      filtered: filters ? onlyMatching(answer.members, match) : undefined,
      busy: answer.query !== text || answer.members !== members,
      unseenPayloads: match.unseenPayloads,
      unseenEvents: match.unseenEvents,
      logs: match.logs,
    }
  }, [answer, filters, problem, text, members])
}

/** Made for those that are looked at: there may be half a million events in all. */
function setsOf(events: QueryMatchAcross['events']): QueryResult['eventsOf'] {
  const made = new Map<MemberId, ReadonlySet<EventId>>()
  return member => {
    const set = made.get(member) ?? new Set(events.get(member))
    made.set(member, set)
    return set
  }
}

interface Answered {
  readonly answer: Answer | undefined
  /** A search that broke off: it says so, rather than searching for ever. */
  readonly failure: { readonly query: string; readonly words: string } | undefined
}

interface AnswerOf {
  readonly members: readonly Member[]
  readonly forest: Forest | undefined
  readonly text: string
}

function useAnswer(code: Answering | undefined, { members, forest, text }: AnswerOf): Answered {
  const [answer, setAnswer] = useState<Answer>()
  const [failure, setFailure] = useState<Answered['failure']>()
  // What is printed answers other queries nothing.
  const asksLogs = useMemo(() => code?.asksLogsOf(text) === true, [code, text])
  const logs = useSyncExternalStore(readLogs.subscribe, () => (asksLogs ? readLogs.now() : NO_LOGS))
  // Another execution that is read, or another page of one, asks only that one.
  const known = useKnownMatches(code, text, logs)
  useEffect(() => {
    const steps = members[0]?.tree === undefined ? undefined : code?.answerSteps(members, text, { forest, known, logs })
    if (code === undefined || steps === undefined) return setAnswer(undefined)
    let isStale = false
    void inSlices(steps, {
      ...{ sliceMs: 8, now: () => performance.now(), pause: turnOfTheLoop, isStale: () => isStale },
    }).then(
      match => {
        const answered = match && { query: text, members, words: code.nameWords(text), match }
        if (answered !== undefined && !isStale) startTransition(() => setAnswer(answered))
      },
      (thrown: unknown) => {
        if (!isStale) setFailure({ query: text, words: `This search broke off (${String(thrown)}). Ask for less.` })
      },
    )
    return () => {
      isStale = true
    }
  }, [code, members, forest, text, known, logs])
  return { answer, failure }
}

const NO_LOGS: ReadLogs = new Map()

/** Answers to a query are kept while it is asked, of the same logs. */
function useKnownMatches(code: Answering | undefined, text: string, logs: ReadLogs): KnownMatches | undefined {
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- other logs, other answers
  return useMemo(() => (text === '' ? undefined : code?.noMatchesYet()), [code, text, logs])
}
