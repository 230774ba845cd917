import { spanErrorOf } from '../analysis/span-error.ts'
import type { Graft } from '../forest/forest.ts'
import type { Member, MemberAction } from '../forest/member.ts'
import type { Millis } from '../history/events.ts'
import { activeMs } from '../model/stretches.ts'
import { formatCount } from '../words/format-count.ts'
import { formatDuration } from '../words/format-duration.ts'
import { NOT_TOLD } from '../words/known-outcome.ts'
import { machineName, memberName } from '../words/member-names.ts'
import { outcomeWords } from '../words/outcomes.ts'
import { formatMoment, type TimeReading } from '../words/points-in-time.ts'
import { childCounts, silhouetteOfList } from './child-rows.ts'
import { isEndNotTold, type MemberFacts } from './member-facts.ts'
import { toleranceOf } from './tolerance.ts'

/** What stands beside a member's name: that it is being read, why it cannot be, its redrives and its error. */
export function memberNote(member: Member): string | undefined {
  const { state, tree, summary } = member
  switch (state.kind) {
    case 'trouble':
      return [state.trouble.message, state.trouble.whatToDo].filter(words => words !== undefined).join(' ')
    case 'loading':
      return readingWords(state.paused === true, tree?.eventCount ?? 0)
    case 'endRead':
      return `the last ${formatCount(tree?.eventCount ?? 0)} events are read`
    case 'listed':
      return joined(redrivenWords(summary?.redriveCount ?? 0), summary?.error)
    case 'read': {
      const redrives = Math.max(summary?.redriveCount ?? 0, tree?.root.redrives.length ?? 0)
      const error = summary?.error ?? (tree === undefined ? undefined : spanErrorOf(tree, tree.root)?.error)
      return joined(redrivenWords(redrives), error)
    }
  }
}

function joined(...parts: readonly (string | undefined)[]): string | undefined {
  const told = parts.filter(part => part !== undefined)
  return told.length === 0 ? undefined : told.join(' · ')
}

function redrivenWords(count: number): string | undefined {
  if (count === 0) return undefined
  return count === 1 ? 'redriven once' : `redriven ${formatCount(count)} times`
}

function readingWords(paused: boolean, events: number): string {
  const soFar = events === 0 ? '' : `${formatCount(events)} events so far`
  if (paused) return soFar === '' ? 'reading paused' : `paused, ${soFar}`
  return soFar === '' ? 'reading…' : `reading… ${soFar}`
}

/** What a person can do about the reading of an execution. */
export function actionsOn({ state }: Member): readonly MemberAction[] {
  if (state.kind === 'loading') return [state.paused === true ? 'resume' : 'pause', 'cancel']
  return state.kind === 'trouble' && state.trouble.retryable ? ['retry'] : []
}

/** How long it was at work, or has been so far; undefined where its start is not known, or its end not told. */
export function memberDuration(facts: MemberFacts, now: Millis): Millis | undefined {
  const { member, startedAt, endedAt } = facts
  if (isEndNotTold(facts)) return undefined
  // What is read tells when it was at work: a redrive leaves a time in which it was not.
  if (member.tree !== undefined && member.tree.eventCount > 0) {
    return activeMs(member.tree, member.tree.root, now - member.clock.shiftMs)
  }
  return startedAt === undefined ? undefined : Math.max(0, (endedAt ?? now) - startedAt)
}

/** All a member's row says, in one sentence for those who hear it. */
export function memberLabel(facts: MemberFacts, { now, ...reading }: TimeReading & { readonly now: Millis }): string {
  const { member, startedAt, endedAt, outcome } = facts
  const machine = machineName(member)
  const duration = memberDuration(facts, now)
  const parts = [
    memberName(member),
    machine === undefined ? 'execution' : `execution of ${machine}`,
    outcome === undefined ? NOT_TOLD : outcomeWords(outcome),
    startedAt === undefined ? undefined : `started at ${formatMoment(startedAt, reading)}`,
    duration === undefined ? undefined : `${endedAt === undefined ? 'so far' : 'took'} ${formatDuration(duration)}`,
    member.state.kind === 'listed' ? 'not read' : undefined,
    memberNote(member),
  ]
  return parts.filter(part => part !== undefined).join(', ')
}

/** What a Map Run's band says: `10,000 children`, `12 failed`, `3 pending`, `peak 40`. */
export function childrenParts(graft: Extract<Graft, { kind: 'mapRun' }>): readonly string[] {
  const { total, failed, running } = childCounts(graft.children)
  const counts = graft.run?.executionCounts ?? {}
  const pending = counts['pending'] ?? 0
  const all = Math.max(total, (counts['total'] ?? 0) - pending)
  const parts = [`${formatCount(all)} ${all === 1 ? 'child' : 'children'}`]
  // What there is least room for comes last.
  if (failed > 0) parts.push(`${formatCount(failed)} failed`)
  if (running > 0) parts.push(`${formatCount(running)} running`)
  if (pending > 0) parts.push(`${formatCount(pending)} pending`)
  if (all > total) parts.push(`${formatCount(all - total)} not listed`)
  if (total > 1) parts.push(`peak ${formatCount(silhouetteOfList(graft.children).peak)}`)
  const tolerance = graft.run === undefined ? undefined : toleranceOf(graft.run)
  if (tolerance !== undefined)
    parts.push(`${formatCount(tolerance.used)} of ${formatCount(tolerance.allowed)} tolerated failures used`)
  const final = counts['failuresNotRedrivable'] ?? 0
  if (final > 0) parts.push(`${formatCount(final)} cannot be redriven`)
  return parts
}
