import { describe, expect, it } from 'vitest'
import { spanIn, troubleTree } from '../../e2e/trouble.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { bandText } from './band-text.ts'
import { chartTrees } from './chart-trees.ts'
import type { Ghosts } from './ghosts.ts'
import { badgesOf, rowLabel, summaryText, tookUnusually } from './row-text.ts'

const contextOf = (tree: ExecutionTree) => ({
  ...{ tree, now: tree.lastEventAt ?? 0, startedAt: tree.root.startedAt, timeMode: 'utc' as const },
  ...{
    trees: chartTrees(tree, undefined),
    definition: undefined,
    graftTroubles: undefined,
    queryWords: [],
    arriving: false,
  },
})

describe('a row says', () => {
  it('what ended a caught Fail state and the iteration it lies in', () => {
    const tree = troubleTree('map-fail-catch0')
    const fail = spanIn(tree, 's20')
    expect(summaryText(fail, contextOf(tree))).toBe('Item.Bad')
    expect(summaryText(tree.span(fail.parentKey ?? 0) ?? tree.root, contextOf(tree))).toBe('Item.Bad')
    expect(rowLabel(fail, contextOf(tree))).toContain('Item.Bad')
  })

  it('how often something in an iteration was tried again', () => {
    const tree = createTreeBuilder().append(
      eventsOf(`
      1<0 ExecutionStarted  2<0 MapStateEntered Each  3<2 MapStateStarted length=2
      4<3 MapIterationStarted name=Each index=0  5<4 TaskStateEntered Call
      6<5 TaskScheduled  7<6 TaskFailed error=Busy  8<7 TaskScheduled  9<8 TaskFailed error=Busy  10<9 TaskScheduled
      11<3 MapIterationStarted name=Each index=1  12<11 TaskStateEntered Call  13<12 TaskScheduled`),
    )
    const told = (at: number) => badgesOf(tree.spanOfEvent(at) ?? tree.root, contextOf(tree)).map(({ text }) => text)
    expect(told(4)).toEqual(['2 retries'])
    expect(told(11)).toEqual([])
  })

  it('items and rounds of a Map that was retried', () => {
    const tree = troubleTree('map-retry-rounds')
    expect(badgesOf(spanIn(tree, 's2'), contextOf(tree))).toEqual([
      { text: '4 · 3 rounds · 1 failed', outcome: 'failed', meaning: '4 items in 3 rounds, 1 failed in the last' },
    ])
  })

  it('how far a running Map is, and from what it guesses the rest', () => {
    const text = `
      1<0 ExecutionStarted @0  2<0 MapStateEntered Fan @0  3<2 MapStateStarted length=10 @0
      4<3 MapIterationStarted Fan 0 @0      5<3 MapIterationStarted Fan 1 @0`
    const begun = createTreeBuilder().append(eventsOf(text))
    const visit = begun.spanOfEvent(2) ?? begun.root
    // Nothing has ended: no pace, so no estimate.
    expect(badgesOf(visit, contextOf(begun)).map(badge => badge.text)).toEqual(['0 of 10'])
    const tree = createTreeBuilder().append(
      eventsOf(`${text}
      6<4 MapIterationSucceeded Fan 0 @1000 7<4 MapIterationStarted Fan 2 @1000
      8<5 MapIterationSucceeded Fan 1 @2000 9<5 MapIterationStarted Fan 3 @2000`),
    )
    const running = tree.spanOfEvent(2) ?? tree.root
    expect(badgesOf(running, { ...contextOf(tree), now: 2000 })).toEqual([
      {
        text: '2 of 10 · about 8 s left',
        outcome: undefined,
        meaning: '2 of 10 items done, about 8 s left at the pace of the latest half, 60 per minute',
      },
    ])
    // What is only not loaded does not run, and has no pace.
    expect(badgesOf(running, { ...contextOf(tree), arriving: true }).map(badge => badge.text)).toEqual(['4'])
  })

  it('that what was stopped was aborted, whatever was retried in it', () => {
    const tree = troubleTree('aborted-after-caught')
    expect(summaryText(spanIn(tree, 'i4'), contextOf(tree))).toBe('aborted')
  })

  it('that something runs only where that is known: not while its end may be among what is not loaded', () => {
    const page =
      '1<0 ExecutionStarted 2<0 MapStateEntered Fan 3<2 MapStateStarted 4<3 MapIterationStarted Fan 0 5<3 MapIterationStarted Fan 1'
    const loading = createTreeBuilder().append(eventsOf(`${page} 19<18 MapStateExited Fan 20<19 ExecutionSucceeded`))
    const following = createTreeBuilder().append(eventsOf(page))
    const words = (tree: ExecutionTree, arriving: boolean) =>
      bandText(spanIn(tree, 's2'), { ...contextOf(tree), arriving })
    expect(words(loading, true)).toBe('2 iterations · peak 2 · 2 still loading')
    expect(words(following, true)).toBe('2 iterations · peak 2 · 2 still loading')
    expect(words(following, false)).toBe('2 iterations · peak 2 · 2 running')
    expect(rowLabel(spanIn(loading, 'i4'), contextOf(loading))).toMatch(/^#0, Map iteration, end not loaded/)
    expect(rowLabel(spanIn(following, 'i4'), contextOf(following))).toMatch(/^#0, Map iteration, running/)
  })

  it('tells what the run that this one is held against has of it', () => {
    const tree = createTreeBuilder().append(
      eventsOf('1<0 ExecutionStarted  2<0 WaitStateEntered Old  3<2 WaitStateExited Old  4<3 WaitStateEntered New'),
    )
    const ghosts: Ghosts = {
      runs: undefined,
      of: key => (key === tree.spanOfEvent(2)?.key ? { kind: 'partner', lengthMs: 9000 } : { kind: 'alone' }),
    }
    const context = { ...contextOf(tree), ghosts }
    const [old, added] = [spanIn(tree, 's2'), spanIn(tree, 's4')]
    expect(rowLabel(old, context)).toMatch(/, 9\.00 s in the other run$/)
    expect(badgesOf(old, context)).toEqual([])
    expect(rowLabel(added, context)).toMatch(/, not in the other run$/)
    expect(badgesOf(added, context).map(({ text }) => text)).toEqual(['new'])
    expect(rowLabel(added, contextOf(tree))).not.toContain('other run')
  })

  it('tells what is usual of it, and whether it is not', () => {
    const tree = createTreeBuilder().append(
      eventsOf('1<0 ExecutionStarted @0  2<0 WaitStateEntered Old @0  3<2 WaitStateExited Old @12000'),
    )
    const usually = (p95Ms: number): Ghosts => ({
      runs: 20,
      of: () => ({ kind: 'spread', runs: 18, p50Ms: 9000, p5Ms: 8000, p95Ms }),
    })
    const [old, narrow, wide] = [spanIn(tree, 's2'), usually(10_000), usually(15_000)]
    const within = { ...contextOf(tree), ghosts: wide }
    expect(rowLabel(old, within)).toMatch(/, usually 9\.00 s, 8\.00 s to 15\.0 s in 18 of 20 runs$/)
    expect(tookUnusually(old, within)).toBe(false)
    expect(tookUnusually(old, { ...within, ghosts: narrow })).toBe(true)
    expect(tookUnusually(old, contextOf(tree))).toBe(false)
  })
})
