import { describe, expect, it } from 'vitest'
import { outlineOf } from '../export/outline.ts'
import { outlineText } from '../export/outline-text.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import type { ExecutionTree } from './execution-tree.ts'
import { activeMs, idleTimesOf, stretchesOf } from './stretches.ts'
import { createTreeBuilder } from './tree-builder.ts'

function treeOf(text: string): ExecutionTree {
  return createTreeBuilder().append(eventsOf(text))
}

function told(tree: ExecutionTree, id: string) {
  const span = tree.spanById(id)
  if (span === undefined) throw new Error(`no span ${id}`)
  return {
    stretches: stretchesOf(tree, span)
      .map(({ from, to, outcome }) => `${from}..${to ?? ''} ${outcome}`)
      .join(', '),
    idle: idleTimesOf(tree, span)
      .map(({ from, to }) => `${from}..${to}`)
      .join(', '),
    activeMs: activeMs(tree, span, tree.lastEventAt ?? 0),
  }
}

/** An iteration that failed after 1 s; redriven at 2 s, its task is scheduled again 4 s later and takes 200 ms. */
const REDRIVEN = `
  1<0 ExecutionStarted @0  2<0 MapStateEntered Fan @0  3<2 MapStateStarted @0  4<3 MapIterationStarted Fan 0 @0
  5<4 TaskStateEntered Call @0  6<5 TaskScheduled @0  7<6 TaskStarted @0  8<7 TaskFailed @1000
  9<8 MapIterationFailed Fan 0 @1000  10<8 MapStateFailed @1000  11<10 ExecutionFailed @1000
  12<11 ExecutionRedriven @2000  13<5 TaskScheduled @6000  14<13 TaskStarted @6000  15<14 TaskSucceeded @6200
  16<15 TaskStateExited Call @6200  17<16 MapIterationSucceeded Fan 0 @6200`

describe('when a span was active', () => {
  it('it is again from its first event after a redrive; the execution from the redrive itself', () => {
    const tree = treeOf(REDRIVEN)
    const taken = { stretches: '0..1000 failed, 6000..6200 succeeded', idle: '1000..6000', activeMs: 1200 }
    expect(told(tree, 'i4')).toEqual(taken)
    expect(told(tree, 's5')).toEqual(taken)
    expect(told(tree, 's2')).toMatchObject({ stretches: '0..1000 failed, 6000.. running', activeMs: 1200 })
    expect(told(tree, 'x1')).toMatchObject({ stretches: '0..1000 failed, 2000.. running', idle: '1000..2000' })
  })

  it('it is one stretch where no redrive came', () => {
    const tree = treeOf('1<0 ExecutionStarted @0  2<0 PassStateEntered P @1  3<2 PassStateExited P @4')
    expect(told(tree, 's2')).toEqual({ stretches: '1..4 succeeded', idle: '', activeMs: 3 })
    expect(told(tree, 'x1')).toEqual({ stretches: '0.. running', idle: '', activeMs: 4 })
  })

  it('a Map Run is not at work between its failure and MapRunRedriven', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0  2<0 MapStateEntered Fan @0  3<2 MapStateStarted @0  4<3 MapRunStarted @0
      5<4 MapRunFailed @100  6<5 MapStateFailed @100  7<6 ExecutionFailed @100  8<7 ExecutionRedriven @500
      9<3 MapRunRedriven @510  10<9 MapRunSucceeded @600`)
    expect(told(tree, 'r4')).toEqual({
      stretches: '0..100 failed, 510..600 succeeded',
      idle: '100..510',
      activeMs: 190,
    })
    expect(tree.spanById('r4')?.outcome).toBe('succeeded')
  })

  it('the outline says it', () => {
    const tree = treeOf(REDRIVEN)
    const rows = new Map(outlineOf(tree).spans.map(row => [row.id, row.stretches]))
    expect(rows.get('i4')).toEqual([
      { start: 4, end: 9, outcome: 'failed' },
      { start: 13, end: 17, outcome: 'succeeded' },
    ])
    expect(rows.get('a6')).toBeUndefined()
    expect(outlineText(tree)).toContain('#0  1.20 s + 5.00 s idle  i4')
  })
})
