import { describe, expect, it } from 'vitest'
import { parseHistory } from '../../history/parse-history.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { stateRowsOf } from './state-rows.ts'

function treeOf(events: readonly { type: string; at: number; name?: string }[]) {
  const raw = events.map(({ type, at, name }, index) => ({
    id: index + 1,
    previousEventId: index === 1 ? 0 : index,
    type,
    timestamp: 1_790_000_000 + at,
    ...(name !== undefined && {
      [type.endsWith('Entered') ? 'stateEnteredEventDetails' : 'stateExitedEventDetails']: { name },
    }),
  }))
  return createTreeBuilder().append(parseHistory(JSON.stringify({ events: raw })).executions[0]?.events ?? [])
}

describe('stateRowsOf', () => {
  it('adds up the visits of a state, the longest first', () => {
    const tree = treeOf([
      { type: 'ExecutionStarted', at: 0 },
      { type: 'PassStateEntered', at: 0, name: 'Quick' },
      { type: 'PassStateExited', at: 1, name: 'Quick' },
      { type: 'WaitStateEntered', at: 1, name: 'Slow' },
      { type: 'WaitStateExited', at: 5, name: 'Slow' },
      { type: 'PassStateEntered', at: 5, name: 'Quick' },
      { type: 'PassStateExited', at: 7, name: 'Quick' },
    ])
    expect(
      stateRowsOf(tree, 0).map(({ name, visits, total, median, longest }) => [name, visits, total, median, longest]),
    ).toEqual([
      ['Slow', 1, 4000, 4000, 4000],
      ['Quick', 2, 3000, 1000, 2000],
    ])
  })
})
