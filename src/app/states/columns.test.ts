import { describe, expect, it } from 'vitest'
import { stateStatistics } from '../../analysis/state-statistics.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { columnsOf } from './columns.ts'
import { sortCode, sortOf } from './sort-code.ts'

function statesOf(drawing: string) {
  return stateStatistics(createTreeBuilder().append(eventsOf(drawing))).states
}

const THEN = statesOf(`1<0 ExecutionStarted @0  2<0 WaitStateEntered Same @0  3<2 WaitStateExited Same @100
  4<3 WaitStateEntered Slow @100  5<4 WaitStateExited Slow @200  6<5 ExecutionSucceeded @200`)
const NOW = statesOf(`1<0 ExecutionStarted @0  2<0 WaitStateEntered Same @0  3<2 WaitStateExited Same @100
  4<3 WaitStateEntered Slow @100  5<4 WaitStateExited Slow @450  6<5 WaitStateEntered New @450
  7<6 WaitStateExited New @500  8<7 ExecutionSucceeded @500`)
const TOTALS = new Map(THEN.map(state => [state.path, state.totalMs]))
const BEFORE = { kind: 'run', totals: TOTALS } as const

describe('columnsOf', () => {
  it('has the other run’s total and the difference beside the total', () => {
    const columns = columnsOf(BEFORE)
    const at = columns.findIndex(({ text }) => text === 'Total')
    const told = NOW.map(state => columns.slice(at, at + 3).map(({ show }) => show(state)))
    expect(columns.slice(at, at + 3).map(({ text }) => text)).toEqual(['Total', 'Then', 'Difference'])
    expect(told).toEqual([
      ['100 ms', '100 ms', '0 ms'],
      ['350 ms', '100 ms', '+250 ms'],
      ['50 ms', '—', '+50 ms'],
    ])
  })

  it('has the median and range of several runs', () => {
    const spread = { lengthsMs: [100, 200, 300], p5Ms: 100, p50Ms: 200, p95Ms: 300 }
    const columns = columnsOf({ kind: 'usual', count: 3, totals: new Map([['Slow', spread]]) })
    const at = columns.findIndex(({ text }) => text === 'Total')
    expect(columns.slice(at + 1, at + 4).map(({ text }) => text)).toEqual(['Median', 'Range', 'Difference'])
    expect(NOW.map(state => columns.slice(at + 1, at + 4).map(({ show }) => show(state)))).toEqual([
      ['—', '—', '+100 ms'],
      ['200 ms', '100 ms to 300 ms', '+150 ms'],
      ['—', '—', '+50 ms'],
    ])
  })

  it('has neither where a run stands alone, and a link that sorts by them sorts by nothing then', () => {
    const [alone, against] = [columnsOf(undefined), columnsOf(BEFORE)]
    expect(alone.map(({ text }) => text)).not.toContain('Difference')
    const sort = sortOf('difference.up', against)
    expect(sortCode(sort)).toBe('difference.up')
    expect(sortOf('difference.up', alone)).toBeUndefined()
  })
})
