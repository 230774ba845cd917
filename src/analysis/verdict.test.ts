import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { spanId } from '../model/keys.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { atOnce } from '../waits/slices.ts'
import { criticalPathOf } from './critical-path.ts'
import { TIME_KINDS, timeSplitOf } from './time-split.ts'
import { type Decided, decidedSteps, toldShareOf } from './verdict.ts'

const treeOf = (text: string): ExecutionTree => createTreeBuilder().append(eventsOf(text))

function verdict(tree: ExecutionTree): string {
  const share = toldShareOf(timeSplitOf(tree))
  const decided = atOnce(decidedSteps(tree, criticalPathOf(tree)))
  return [share && `${share.kind} ${Math.round(share.share * 100)} %`, ...(decided === undefined ? [] : told(decided))]
    .filter(part => part !== undefined)
    .join(', ')
}

function told(decided: Decided): readonly string[] {
  if (decided.kind === 'longest') return [`${decided.name} × ${decided.visits} took ${decided.ms}`]
  return [`${decided.kind} ${spanId(decided.item)}`, `${decided.longest?.name} ${decided.longest?.ms}`]
}

describe('the verdict', () => {
  it('tells what a run waited for, and the iteration that ended last', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0  2<0 MapStateEntered Fan @0  3<2 MapStateStarted @0
      4<3 MapIterationStarted Fan 0 @0  5<4 TaskStateEntered Ask @0
      6<5 TaskScheduled resource=sendMessage.waitForTaskToken @0  7<6 TaskStarted @0  8<7 TaskSubmitted @1
      9<3 MapIterationStarted Fan 1 @0  10<9 PassStateEntered P @0  11<10 PassStateExited P @0
      12<11 MapIterationSucceeded Fan 1 @0
      13<8 TaskSucceeded @90  14<13 TaskStateExited Ask @90  15<14 MapIterationSucceeded Fan 0 @91
      16<15 MapStateSucceeded @91  17<16 MapStateExited Fan @91  18<17 ExecutionSucceeded @100`)
    expect(verdict(tree)).toBe('callback 89 %, last i4, Ask 90')
  })

  it('tells the state that took longest, all its visits together', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0   2<0 WaitStateEntered Pause @0   3<2 WaitStateExited Pause @40
      4<3 PassStateEntered Look @40  5<4 PassStateExited Look @41
      6<5 WaitStateEntered Pause @41  7<6 WaitStateExited Pause @71  8<7 ExecutionSucceeded @71`)
    expect(verdict(tree)).toBe('wait 99 %, Pause × 2 took 70')
  })

  it('tells the failure by which a Map ended, not what was stopped after it', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0  2<0 MapStateEntered Fan @0  3<2 MapStateStarted @0
      4<3 MapIterationStarted Fan 0 @0  5<4 TaskStateEntered W @0  6<5 TaskScheduled @0  7<6 TaskStarted @0
      8<3 MapIterationStarted Fan 1 @0  9<8 TaskStateEntered W @0  10<9 TaskScheduled @0  11<10 TaskStarted @0
      12<7 TaskFailed error=X @50  13<12 MapIterationFailed Fan 0 @50  14<13 MapStateFailed @52
      15<14 MapStateExited Fan @52  16<15 ExecutionSucceeded @53`)
    expect(verdict(tree)).toBe('running 94 %, failed i4, W 50')
  })

  it('knows nothing of a run that took no time and went through no state', () => {
    expect(verdict(treeOf('1<0 ExecutionStarted @0  2<1 ExecutionSucceeded @0'))).toBe('')
  })

  it('is true of any run: its share is of the time split, what it calls last is the last that ended', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      const { events, truth } = simulate(machine, { ...options, maxEvents: 400 })
      const tree = createTreeBuilder().append(events)
      const split = timeSplitOf(tree)
      const share = toldShareOf(split)
      if (share !== undefined) {
        expect(share.share).toBe(split.ms[share.kind] / split.totalMs)
        const untold = TIME_KINDS.filter(kind => kind !== 'running' && kind !== share.kind)
        for (const kind of untold)
          expect(split.ms[kind] / split.totalMs).toBeLessThanOrEqual(Math.max(0.1, share.share))
      }
      const decided = atOnce(decidedSteps(tree, criticalPathOf(tree)))
      if (decided === undefined || decided.kind === 'longest') return
      const item = truth.find(({ id }) => id === spanId(decided.item))
      const beside = truth.filter(({ parent, round }) => parent === item?.parent && round === item?.round)
      expect(beside.length).toBeGreaterThan(1)
      if (decided.kind === 'failed') expect(item?.outcome).toBe('failed')
      else expect(beside.filter(({ outcome }) => outcome === 'failed')).toEqual([])
      const endOfSpan = (end: number | null | undefined) =>
        end === null || end === undefined ? Number.POSITIVE_INFINITY : (events[end - 1]?.timestamp ?? Number.NaN)
      // What was stopped has no end of its own, only one that closed it.
      if (item === undefined || item.outcome === 'aborted') return
      for (const one of beside) {
        if (one.outcome === item.outcome) expect(endOfSpan(one.end)).toBeLessThanOrEqual(endOfSpan(item.end))
      }
      const inside = truth.filter(({ parent, kind }) => parent === item?.id && kind === 'stateVisit')
      expect(inside.map(({ name }) => name)).toContain(decided.longest?.name ?? inside[0]?.name)
    })
    fc.assert(property, { numRuns: 200 })
  })
})

describe('the verdict of states in one another', () => {
  it('looks at each a few times, however deep they lie', () => {
    const depth = 400
    const nested = Array.from(
      { length: depth },
      (_, at) =>
        `${2 * at + 2}<${at === 0 ? 0 : 2 * at + 1} ParallelStateEntered P${at} @${at} ${2 * at + 3}<${2 * at + 2} ParallelStateStarted @${at}`,
    )
    const tree = treeOf(`1<0 ExecutionStarted @0 ${nested.join(' ')}`)
    const path = criticalPathOf(tree)
    let looks = 0
    const counting: ExecutionTree = new Proxy(tree, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name)
        if (name === 'span') looks++
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    atOnce(decidedSteps(counting, path))
    expect(path.steps.length).toBeGreaterThan(depth / 2)
    expect(looks).toBeLessThan(8 * depth)
  })
})
