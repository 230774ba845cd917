import type { ChildList, ListedPage } from '../forest/child-list.ts'
import type { Graft } from '../forest/forest.ts'
import { type GlobalKey, type MemberId, rootKeyOf } from '../forest/keys.ts'
import { startedChildOf } from '../forest/started-child.ts'
import { machineOfArn } from '../words/member-names.ts'
import { outcomeOfStatus } from '../words/outcomes.ts'
import { isGroup, type Query, type QueryTerm, termsOf } from './query.ts'
import { durationTest, namesTest, outcomeTest } from './term-test.ts'

/** What a query finds among executions that are listed and not read. */
export interface ListedMatch {
  /** The first of those that it is true of as a whole: more than a thousand are no answer to walk through. */
  readonly found: readonly GlobalKey[]
  /** All of those. */
  readonly count: number
  /** Those that are not, in which something may be: nobody knows before they are read. */
  readonly mayHold: number
  /** Where those that are found hang. */
  readonly at: readonly GlobalKey[]
  /** Lists of which the query is true of none, whatever is in them. */
  readonly without: readonly ChildList[]
}

/** By page of a list: a list that grows is asked for its new pages. */
export type KnownPages = WeakMap<ListedPage, PageMatch>

interface PageMatch {
  /** Positions in the list. */
  readonly whole: readonly number[]
  readonly mayHold: readonly number[]
}

/** What a query asks of a child, as far as a list can answer. */
interface ListedTest {
  /** It is true of the child as a whole. */
  readonly whole: (position: number) => boolean
  /** It is, or could be of something in the child. */
  readonly mayHold: (position: number) => boolean
}

const FOUND_AT_MOST = 1_000
const CHILDREN_A_STEP = 200

const NOTHING_LISTED: ListedMatch = { found: [], count: 0, mayHold: 0, at: [], without: [] }

interface Asked {
  readonly query: Query
  /** Those of which something is read: they are asked by what is in them. */
  readonly members: ReadonlySet<MemberId>
  readonly known: KnownPages
}

/**
 * Answers a query that names executions or state machines among those that are listed. Other queries ask about what lies inside,
 * of which a list tells nothing. Yields now and then.
 */
export function* matchListed(grafts: readonly Graft[], asked: Asked): Generator<number, ListedMatch> {
  if (!namesExecutions(asked.query)) return NOTHING_LISTED
  const draft: Draft = { found: new Set(), at: new Set(), without: [], count: 0, mayHold: 0 }
  for (const graft of grafts) {
    if (graft.children.count > 0) yield* matchList(draft, graft, asked)
    else if (graft.kind === 'nested') matchStarted(draft, graft, asked)
  }
  return { ...draft, found: [...draft.found], at: [...draft.at] }
}

interface Draft {
  readonly found: Set<GlobalKey>
  readonly at: Set<GlobalKey>
  readonly without: ChildList[]
  count: number
  mayHold: number
}

function* matchList(draft: Draft, { at, children }: Graft, { query, members, known }: Asked): Generator<number, void> {
  const test = testOfList(children, query)
  const isUnread = (position: number) => !members.has(children.memberAt(position))
  let holdsAny = false
  for (const page of children.listedPages) {
    const { whole, mayHold } = known.get(page) ?? (yield* matchPage(page, test))
    known.set(page, { whole, mayHold })
    holdsAny ||= whole.length + mayHold.length > 0
    draft.mayHold += mayHold.filter(isUnread).length
    for (const position of whole.filter(isUnread)) note(draft, at, rootKeyOf(children.memberAt(position)))
  }
  if (!holdsAny) draft.without.push(children)
}

/** What a task started has no member yet: its task stands for it. */
function matchStarted(draft: Draft, graft: Extract<Graft, { kind: 'nested' }>, { query }: Asked): void {
  const verdict = startedVerdict(graft, query)
  if (verdict === 'whole') note(draft, graft.at, graft.at)
  if (verdict === 'mayHold') draft.mayHold++
}

function note(draft: Draft, at: GlobalKey, key: GlobalKey): void {
  // The same execution may stand in two lists.
  if (draft.found.has(key)) return
  draft.count++
  if (draft.count > FOUND_AT_MOST) return
  draft.found.add(key)
  draft.at.add(at)
}

function namesExecutions(query: Query): boolean {
  return termsOf(query).some(isNaming)
}

function* matchPage({ from, names }: ListedPage, test: ListedTest): Generator<number, PageMatch> {
  const whole: number[] = []
  const mayHold: number[] = []
  for (let position = from; position < from + names.length; position++) {
    if (test.whole(position)) whole.push(position)
    else if (test.mayHold(position)) mayHold.push(position)
    if ((position + 1) % CHILDREN_A_STEP === 0) yield 1
  }
  return { whole, mayHold }
}

/** What a task started is known by its ARN before it is a member. */
function startedVerdict(graft: Extract<Graft, { kind: 'nested' }>, query: Query): 'whole' | 'mayHold' | 'none' {
  const { arn } = graft
  const isTrue = (term: QueryTerm) => {
    if (term.property === 'execution') return namesTest(term)([startedChildOf(graft).name, arn])
    return term.property === 'machine' ? namesTest(term)(machineNames(arn)) : undefined
  }
  if (holdsFor(query, term => isTrue(term) ?? false)) return 'whole'
  return holdsFor(query, term => isTrue(term) ?? true) ? 'mayHold' : 'none'
}

function testOfList(list: ChildList, query: Query): ListedTest {
  const tests = new Map(termsOf(query).map(term => [term, termTest(list, term)]))
  return {
    whole: position => holdsFor(query, term => tests.get(term)?.(position) ?? false),
    // What is true of a whole says nothing about what is in it, but for which execution that is.
    mayHold: position => holdsFor(query, term => !isNaming(term) || tests.get(term)?.(position) === true),
  }
}

function isNaming({ property }: QueryTerm): boolean {
  return property === 'execution' || property === 'machine'
}

/** Undefined where the list does not tell. */
function termTest(list: ChildList, term: QueryTerm): (position: number) => boolean | undefined {
  switch (term.property) {
    case 'execution': {
      const test = namesTest(term)
      return position => test([list.nameAt(position), list.arnAt(position)])
    }
    case 'machine': {
      // All of a list are of one state machine.
      const isTrue = namesTest(term)(machineNames(list.arnAt(0)))
      return () => isTrue
    }
    case 'outcome': {
      const test = outcomeTest(term)
      return position => {
        const status = list.statusAt(position)
        // Not begun again yet: its history still ends the way it ended.
        const outcome = status === 'PENDING_REDRIVE' ? undefined : outcomeOfStatus(status)
        return outcome === undefined ? undefined : test(outcome)
      }
    }
    case 'duration': {
      const test = durationTest(term)
      return position => {
        const [startedAt, stoppedAt] = [list.startedAt(position), list.stoppedAt(position)]
        // One that was redriven lay idle in between, nobody knows how long.
        if (startedAt === undefined || stoppedAt === undefined || list.redriveCountAt(position) > 0) return undefined
        return test(stoppedAt - startedAt)
      }
    }
    default:
      return () => undefined
  }
}

function machineNames(arn: string): readonly string[] {
  const name = machineOfArn(arn)
  return name === undefined ? [] : [name]
}

function holdsFor({ operation, terms }: Query, isTrue: (term: QueryTerm) => boolean): boolean {
  const holds = (part: Query['terms'][number]): boolean => (isGroup(part) ? holdsFor(part, isTrue) : isTrue(part))
  return operation === 'and' ? terms.every(holds) : terms.some(holds)
}
