import { nameWords } from '../../analysis/name-words.ts'
import { termsOf } from '../../analysis/query.ts'
import { type MatchingWith, matchAcross, noMatchesYet } from '../../analysis/query-across.ts'
import { parseQuery } from '../../analysis/query-parse.ts'
import type { Member } from '../../forest/member.ts'

// All that answering takes comes as one.
export { nameWords, noMatchesYet }

/** Why a query cannot be answered; undefined where it can. */
export function problemOf(text: string): string | undefined {
  const parsed = parseQuery(text)
  return 'problem' in parsed ? parsed.problem.message : undefined
}

/** The search for what a query asks for, in small steps; undefined where it asks for nothing that can be found. */
export function answerSteps(
  members: readonly Member[],
  text: string,
  of: MatchingWith,
): ReturnType<typeof matchAcross> | undefined {
  const parsed = parseQuery(text)
  if ('problem' in parsed || termsOf(parsed.query).length === 0) return undefined
  return matchAcross(members, parsed.query, of)
}
