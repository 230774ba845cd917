import { asksLogs } from '../../analysis/log-terms.ts'
import { nameWords } from '../../analysis/name-words.ts'
import { termsOf } from '../../analysis/query.ts'
import { type MatchingWith, matchAcross, noMatchesYet } from '../../analysis/query-across.ts'
import { parseQuery } from '../../analysis/query-parse.ts'
import type { Member } from '../../forest/member.ts'
import type { ReadLogs } from '../../state/read-logs.ts'
import { logsOfMember } from './logs-of-member.ts'

// All that answering takes comes as one.
export { nameWords, noMatchesYet }

/** Why a query cannot be answered; undefined where it can. */
export function problemOf(text: string): string | undefined {
  const parsed = parseQuery(text)
  return 'problem' in parsed ? parsed.problem.message : undefined
}

/** Whether a query asks for what attempts printed. */
export function asksLogsOf(text: string): boolean {
  const parsed = parseQuery(text)
  return !('problem' in parsed) && asksLogs(parsed.query)
}

/** The search for what a query asks for, in small steps; undefined where it asks for nothing that can be found. */
export function answerSteps(
  members: readonly Member[],
  text: string,
  { logs, ...of }: Omit<MatchingWith, 'logsOf'> & { readonly logs: ReadLogs },
): ReturnType<typeof matchAcross> | undefined {
  const parsed = parseQuery(text)
  if ('problem' in parsed || termsOf(parsed.query).length === 0) return undefined
  return matchAcross(members, parsed.query, { ...of, logsOf: member => logsOfMember(member, members[0], logs) })
}
