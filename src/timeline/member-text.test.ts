import { expect, it } from 'vitest'
import { forestOf } from '../forest/grow.ts'
import type { Member } from '../forest/member.ts'
import type { ExecutionSummary } from '../history/execution-summary.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { outcomeOfStatus } from '../words/outcomes.ts'
import { memberDuration, memberLabel, memberNote } from './member-text.ts'

const FAILED: ExecutionSummary = {
  stateMachineName: 'Orders',
  name: 'o-1',
  status: 'FAILED',
  startedAt: 0,
  stoppedAt: 9,
  redriveCount: 0,
  error: 'Declined',
}

function member(summary: ExecutionSummary, drawing?: string): Member {
  const tree = createTreeBuilder().append(eventsOf(drawing ?? '1<0 ExecutionStarted'))
  const main = forestOf(tree).member(0)
  if (main === undefined) throw new Error('a forest has a root')
  return {
    ...main,
    summary,
    state: { kind: drawing === undefined ? 'listed' : 'read' },
    ...(drawing === undefined && { tree: undefined }),
  }
}

it.each([
  [0, 'Declined'],
  [1, 'redriven once · Declined'],
  [3, 'redriven 3 times · Declined'],
])('a listed execution redriven %i times', (redriveCount, note) => {
  expect(memberNote(member({ ...FAILED, redriveCount }))).toBe(note)
})

it('a read one tells the redrives of its history, whatever its list said', () => {
  const drawing = '1<0 ExecutionStarted 2<0 ExecutionFailed error=E 3<0 ExecutionRedriven 4<0 ExecutionSucceeded'
  const { error: _, ...succeeded } = FAILED
  expect(memberNote(member({ ...succeeded, status: 'SUCCEEDED' }, drawing))).toBe('redriven once')
})

it.each([undefined, 'HIBERNATING', 'FAILED'])('one of status %s without an end took nobody knows how long', status => {
  const one = member({ ...FAILED, stoppedAt: undefined, status })
  const facts = { member: one, startedAt: 0, endedAt: undefined, outcome: outcomeOfStatus(status) }
  expect(memberDuration(facts, 500)).toBeUndefined()
  expect(memberLabel(facts, { now: 500, mode: 'relative', startedAt: 0 })).not.toContain('so far')
})
