import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalizeEvent } from '../history/normalize-event.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst } from '../model/walk.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { type SplitScope, TIME_KINDS, timeSplitOf } from './time-split.ts'

function treeOf(text: string): ExecutionTree {
  return createTreeBuilder().append(eventsOf(text))
}

function split(tree: ExecutionTree, scope?: SplitScope): string {
  const { ms } = timeSplitOf(tree, scope)
  return TIME_KINDS.flatMap(kind => (ms[kind] === 0 ? [] : [`${kind} ${ms[kind]}`])).join(', ')
}

function sum(tree: ExecutionTree, scope?: SplitScope): number {
  const { ms } = timeSplitOf(tree, scope)
  return TIME_KINDS.reduce((total, kind) => total + ms[kind], 0)
}

const RETRIED = `
  1<0 ExecutionStarted @0    2<0 TaskStateEntered Charge @10
  3<2 TaskScheduled resource=invoke @11   4<3 TaskStarted @20   5<4 TaskFailed @50
  6<5 TaskScheduled resource=invoke @90   7<6 TaskStarted @95   8<7 TaskSucceeded @120   9<8 TaskStateExited Charge @121
  10<9 WaitStateEntered Pause @125  11<10 WaitStateExited Pause @1125  12<11 ExecutionSucceeded @1130`

describe('timeSplitOf', () => {
  it('tells queueing, work, backoff, waiting and what is between', () => {
    expect(split(treeOf(RETRIED))).toBe('running 55, wait 1000, queued 14, backoff 40, overhead 21')
  })

  it('tells it of one span, and of a range', () => {
    const tree = treeOf(RETRIED)
    expect(split(tree, { key: 6 })).toBe('running 30, queued 9')
    expect(split(tree, { from: 40, to: 100 })).toBe('running 15, queued 5, backoff 40')
    expect(split(tree, { from: 2000, to: 3000 })).toBe('')
  })

  it('counts a moment once, for the busiest of what goes on', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0  2<0 ParallelStateEntered Both @0  3<2 ParallelStateStarted @0
      4<3 TaskStateEntered A @0  5<4 TaskScheduled @0  6<5 TaskStarted @10
      7<3 WaitStateEntered B @0  8<6 TaskSucceeded @30  9<8 TaskStateExited A @30  10<7 WaitStateExited B @50
      11<10 ParallelStateSucceeded @50  12<10 ParallelStateExited Both @50  13<12 ExecutionSucceeded @60`)
    expect(split(tree)).toBe('running 20, wait 30, overhead 10')
  })

  it('tells a callback from work, up to now', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0   2<0 TaskStateEntered Approve @1
      3<2 TaskScheduled resource=sendMessage.waitForTaskToken @2  4<3 TaskStarted @3  5<4 TaskSubmitted @7`)
    expect(split(tree, { now: 107 })).toBe('running 4, callback 100, queued 1, overhead 2')
  })

  it('is idle from the end of an execution to its redrive', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted @0  2<0 TaskStateEntered Job @1  3<2 TaskScheduled @2  4<3 TaskFailed @5
      5<4 ExecutionFailed @6   6<5 ExecutionRedriven @900   7<2 TaskScheduled @901  8<7 TaskStarted @902  9<8 TaskSucceeded @910
      10<9 TaskStateExited Job @910  11<10 ExecutionSucceeded @911`)
    expect(split(tree)).toBe('running 8, queued 4, idle 894, overhead 5')
  })

  it('adds up to the whole, for every span and any range of any history', () => {
    const property = fc.property(randomCase(), fc.nat(2000), fc.nat(2000), ({ machine, options }, a, b) => {
      const tree = createTreeBuilder().append(simulate(machine, { ...options, maxEvents: 300 }).events)
      for (const { span } of depthFirst(tree)) {
        const { totalMs } = timeSplitOf(tree, { key: span.key })
        expect(sum(tree, { key: span.key })).toBe(totalMs)
      }
      const from = tree.root.startedAt + a
      const parts = [{ to: from }, { from, to: from + b }, { from: from + b }]
      const whole = timeSplitOf(tree)
      for (const kind of TIME_KINDS) {
        expect(parts.reduce((total, part) => total + timeSplitOf(tree, part).ms[kind], 0)).toBe(whole.ms[kind])
      }
    })
    fc.assert(property, { numRuns: 100 })
  })
})

const folder = join(import.meta.dirname, '../../public/samples')
const samples = readdirSync(folder).filter(file => file.endsWith('.json') && /^(?!index\.)[\w-]+\.json$/.test(file))

describe('every sample', () => {
  it.each(samples)('%s adds up to its duration', file => {
    const { events }: { events: unknown[] } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    const tree = createTreeBuilder().append(events.map(event => normalizeEvent(event)))
    const whole = timeSplitOf(tree)
    expect(sum(tree)).toBe((tree.root.endedAt ?? 0) - tree.root.startedAt)
    expect(whole.totalMs).toBe(sum(tree))
    expect(whole.ms.running).toBeGreaterThan(0)
    for (const key of tree.root.children) expect(sum(tree, { key })).toBe(timeSplitOf(tree, { key }).totalMs)
  })
})
