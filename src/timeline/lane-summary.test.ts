import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fanOutCounts } from '../analysis/fan-out-counts.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst } from '../model/walk.ts'
import { mixedFanOut } from '../simulator/mixed-fan-out.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { laneSummary, longestStateIn, PHASES } from './lane-summary.ts'

// #3 never began.
const tree = createTreeBuilder().append(mixedFanOut(4))
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
