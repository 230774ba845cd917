import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../history/events.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { outlineText } from './outline-text.ts'

const treeOf = (events: readonly HistoryEvent[]) => createTreeBuilder().append(events)

const RETRIED = eventsOf(`
  1<0 ExecutionStarted @0            2<0 TaskStateEntered Charge @0
  3<2 TaskScheduled @0               4<3 TaskStarted @10
  5<4 TaskFailed error=Declined @1000 6<5 TaskScheduled @2000
  7<6 TaskStarted @2010              8<7 TaskSucceeded @3000
  9<8 TaskStateExited Charge @3000   10<9 PassStateEntered Report @3000
  11<10 PassStateExited Report @3000 12<11 ExecutionSucceeded @3000`)

describe('outlineText', () => {
  it('tells each span by mark, name, outcome, duration and id, what lies in it indented', () => {
    expect(outlineText(treeOf(RETRIED)).split('\n')).toEqual([
      '✓ Execution  3.00 s  x1',
      '  ✓ Charge [Task]  3.00 s  s2',
      '    ✕ Attempt 1  failed: Declined  1.00 s  a3',
      '    ✓ Attempt 2  1.00 s  a6',
      '  ✓ Report [Pass]  0 ms  s10',
    ])
  })

  it('does not say of what is open that it runs, where nothing tells how it ended', () => {
    const builder = createTreeBuilder()
    builder.append(RETRIED.slice(0, 7))
    expect(outlineText(builder.seal({ endsUntold: true })).split('\n')).toEqual([
      '? Execution  outcome not told  more than 2.01 s  x1',
      '  ? Charge [Task]  outcome not told  more than 2.01 s  s2',
      '    ✕ Attempt 1  failed: Declined  1.00 s  a3',
      '    ? Attempt 2  outcome not told  more than 10 ms  a6',
    ])
    const whole = createTreeBuilder()
    whole.append(RETRIED)
    expect(outlineText(whole.seal({ endsUntold: true }))).toBe(outlineText(treeOf(RETRIED)))
  })

  it('keeps what failed and the way there', () => {
    expect(outlineText(treeOf(RETRIED), { failed: true }).split('\n').map(idOf)).toEqual(['x1', 's2', 'a3'])
    expect(outlineText(treeOf(RETRIED.slice(0, 1)), { failed: true })).toBe('nothing failed')
  })

  it('counts what lies deeper than asked for', () => {
    expect(outlineText(treeOf(RETRIED), { depth: 1 }).split('\n')).toEqual([
      '✓ Execution  3.00 s  x1',
      '  ✓ Charge [Task]  3.00 s  s2  (+2 inside)',
      '  ✓ Report [Pass]  0 ms  s10',
    ])
  })

  it('names what broke the rules', () => {
    const odd = outlineText(treeOf(eventsOf('1<0 ExecutionStarted 2<1 TaskStateExited Nowhere')))
    expect(odd).toMatch(/! event 2: .*Nowhere/)
  })

  it('writes a tree of any depth, in text that grows with its spans', () => {
    const depth = 5_000
    const nested = Array.from({ length: depth }, (_, at): readonly HistoryEvent[] => [
      ...eventsOf(`${2 * at + 2}<${at === 0 ? 0 : 2 * at + 1} ParallelStateEntered P${at}`),
      ...eventsOf(`${2 * at + 3}<${2 * at + 2} ParallelStateStarted`),
    ]).flat()
    const text = outlineText(treeOf([...eventsOf('1<0 ExecutionStarted'), ...nested]))
    expect(text.length).toBeLessThan(2 * depth * 220)
    expect(text).toContain(`(depth ${2 * depth - 1}) … P${depth - 1} [Parallel]`)
  })
})

function idOf(line: string): string | undefined {
  return line.split(/\s+/).at(-1)
}
