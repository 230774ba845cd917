import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fanOutCounts } from '../analysis/fan-out-counts.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst } from '../model/walk.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { laneSummary, longestStateIn, PHASES } from './lane-summary.ts'

// #0 waits in a queue, fails, is tried again and waits for a callback; #1 is caught; #2 just works; #3 never began.
const tree: ExecutionTree = createTreeBuilder().append(
  eventsOf(`
    1<0 ExecutionStarted @0  2<0 MapStateEntered Fan @0  3<2 MapStateStarted length=4 @0
    4<3 MapIterationStarted Fan 0 @0  5<4 TaskStateEntered Charge @0
    6<5 TaskScheduled resource=invoke.waitForTaskToken @0  7<6 TaskStarted @100  8<7 TaskFailed error=Busy @200
    9<8 TaskScheduled resource=invoke.waitForTaskToken @300  10<9 TaskStarted @301  11<10 TaskSubmitted @310
    12<11 TaskSucceeded @500  13<12 TaskStateExited Charge @500  14<13 MapIterationSucceeded Fan 0 @500
    15<3 MapIterationStarted Fan 1 @0  16<15 TaskStateEntered Charge @0  17<16 TaskScheduled @0  18<17 TaskStarted @0
    19<18 TaskFailed error=Gone @400  20<19 TaskStateExited Charge @400  21<20 PassStateEntered Note @400
    22<21 PassStateExited Note @600  23<22 MapIterationSucceeded Fan 1 @600
    24<3 MapIterationStarted Fan 2 @0  25<24 PassStateEntered Note @0  26<25 PassStateExited Note @700
    27<26 MapIterationSucceeded Fan 2 @700`),
)
const fan = tree.spanOfEvent(2) ?? tree.root

describe('what is told beside the lanes of a Map', () => {
  it('counts iterations by how they ended, tells those caught inside apart, and those that never began', () => {
    const { outcomes, notBegun } = laneSummary(tree, fan, 700)
    expect(outcomes).toEqual([
      { outcome: 'succeeded', count: 2, medianMs: 500 },
      { outcome: 'caughtInside', count: 1, medianMs: 600 },
    ])
    expect(notBegun).toBe(1)
  })

  it('adds up the phases of all iterations', () => {
    expect(laneSummary(tree, fan, 700).phaseMs).toEqual({ queued: 101, running: 1409, waiting: 190, backoff: 100 })
  })

  it('names the state that an iteration spent most of its time in', () => {
    const caught = tree.spanOfEvent(15) ?? tree.root
    expect(longestStateIn(tree, caught, 700)).toMatchObject({ name: 'Charge' })
  })

  it('agrees with the band above: as many begun and as many failed', () => {
    fc.assert(
      fc.property(randomCase(), ({ machine, options }) => {
        const random = createTreeBuilder().append(simulate(machine, options).events)
        const now = random.lastEventAt ?? 0
        for (const { span } of depthFirst(random)) {
          if (span.kind !== 'stateVisit' || span.stateType !== 'Map') continue
          const { outcomes, phaseMs } = laneSummary(random, span, now)
          const countOf = (...these: readonly string[]) =>
            outcomes.reduce((sum, { outcome, count }) => sum + (these.includes(outcome) ? count : 0), 0)
          const counts = fanOutCounts(random, span)
          expect(outcomes.reduce((sum, { count }) => sum + count, 0)).toBe(counts.begun)
          expect(countOf('failed', 'timedOut')).toBe(counts.failed)
          for (const phase of PHASES) expect(phaseMs[phase]).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})
