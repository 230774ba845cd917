import type { Forest } from '../forest/forest.ts'
import { type GlobalKey, globalKey, type MemberId, memberIdOf, spanKeyOf } from '../forest/keys.ts'
import { arnOf, type Member } from '../forest/member.ts'
import type { EventId } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { machineName, memberName } from '../words/member-names.ts'
import { type KnownPages, type ListedMatch, matchListed } from './listed-matches.ts'
import type { LogsOfAttempts, SeenLogs } from './log-terms.ts'
import type { Query } from './query.ts'
import { matchSteps, type QueryMatch } from './query-match.ts'
import type { WithinExecution } from './term-test.ts'

/** What a query finds in some executions. */
export interface QueryMatchAcross {
  /** Events of what matches, by execution. */
  readonly events: ReadonlyMap<MemberId, readonly EventId[]>
  /** Matches in all of them, those of the execution on the page first, then executions that are listed and not read. */
  readonly found: readonly GlobalKey[]
  readonly listed: ListedMatch
  /** What their parents among the matches speak for, in all of them. */
  readonly spokenFor: readonly GlobalKey[]
  /** Where the executions below hang that hold matches: tasks and Map Runs, and the states these are of. */
  readonly leads: readonly GlobalKey[]
  readonly unseenPayloads: number
  readonly unseenEvents: number
  readonly logs: SeenLogs
}

/** Answers to one query that were worked out before. */
export interface KnownMatches {
  readonly ofTrees: WeakMap<ExecutionTree, QueryMatch>
  readonly ofPages: KnownPages
}

export interface MatchingWith {
  /** What is listed below the executions. */
  readonly forest?: Forest | undefined
  readonly known?: KnownMatches | undefined
  /** What attempts of an execution printed, as far as that is read. */
  readonly logsOf?: ((member: Member) => LogsOfAttempts) | undefined
}

/** Nothing was answered yet. */
export function noMatchesYet(): KnownMatches {
  return { ofTrees: new WeakMap(), ofPages: new WeakMap() }
}

/**
 * Answers a query in the executions that are read, of which the first is the one on the page, and among those that are listed
 * below them; yields now and then. What was answered before is in `known`.
 */
export function* matchAcross(
  members: readonly Member[],
  query: Query,
  { forest, known = noMatchesYet(), logsOf }: MatchingWith = {},
): Generator<number, QueryMatchAcross | undefined> {
  const matches: { readonly member: Member; readonly match: QueryMatch }[] = []
  for (const member of members) {
    if (member.tree === undefined) continue
    const before = known.ofTrees.get(member.tree)
    const match =
      before ?? (yield* matchSteps(member.tree, query, { within: { ...withinOf(member), logs: logsOf?.(member) } }))
    known.ofTrees.set(member.tree, match)
    matches.push({ member, match })
  }
  const [own] = matches
  if (own === undefined) return undefined
  const listed = yield* matchListed(
    matches.flatMap(({ member }) => forest?.graftsOf(member.id) ?? []),
    { query, members: new Set(matches.map(({ member }) => member.id)), known: known.ofPages },
  )
  const below = matches.filter(({ member, match }) => member.id !== own.member.id && match.spans.length > 0)
  const read = matches.flatMap(({ member, match }) => match.spans.map(key => globalKey(member.id, key)))
  return {
    events: new Map(matches.map(({ member, match }) => [member.id, match.events])),
    found: [...new Set([...read, ...listed.found])],
    listed,
    spokenFor: matches.flatMap(({ member, match }) => match.spokenFor.map(key => globalKey(member.id, key))),
    leads: leadsTo(members, [...below.map(({ member }) => member.at), ...listed.at]),
    unseenPayloads: matches.reduce((sum, { match }) => sum + match.unseenPayloads, 0),
    unseenEvents: matches.reduce((sum, { match }) => sum + match.unseenEvents, 0),
    logs: {
      read: matches.reduce((sum, { match }) => sum + match.logs.read, 0),
      unread: matches.reduce((sum, { match }) => sum + match.logs.unread, 0),
    },
  }
}

function withinOf(member: Member): WithinExecution {
  const arn = arnOf(member)
  return { names: [memberName(member), ...(arn === undefined ? [] : [arn])], machine: machineName(member) }
}

/** The way up from executions to the first one: each place they hang at, with the visit it is of. */
function leadsTo(members: readonly Member[], places: readonly (GlobalKey | undefined)[]): readonly GlobalKey[] {
  const byId = new Map(members.map(member => [member.id, member]))
  const leads = new Set<GlobalKey>()
  for (const place of places) {
    for (let at = place; at !== undefined && !leads.has(at); ) {
      leads.add(at)
      const above = byId.get(memberIdOf(at))
      const parent = above?.tree?.span(spanKeyOf(at))?.parentKey
      if (above !== undefined && parent !== undefined) leads.add(globalKey(above.id, parent))
      at = above?.at
    }
  }
  return [...leads]
}
