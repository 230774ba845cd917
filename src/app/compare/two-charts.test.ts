import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTogether } from '../../chart/together.ts'
import { compareRuns } from '../../comparison/compare-runs.ts'
import { forestOf } from '../../forest/grow.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { depthFirst } from '../../model/walk.ts'
import { type RandomCase, randomCase } from '../../simulator/random-machine.ts'
import { simulate } from '../../simulator/simulate.ts'
import type { Compared } from './compared.ts'
import { twoChartsOf } from './two-charts.ts'

function simulated({ machine, options }: RandomCase, seed: number): ExecutionTree {
  return createTreeBuilder().append(simulate(machine, { ...options, seed, maxEvents: 200 }).events)
}

function comparedOf(before: ExecutionTree, after: ExecutionTree): Compared {
  const [a, b] = [before, after].map(tree => ({ forest: forestOf(tree), member: 0 }))
  if (a === undefined || b === undefined) throw new Error('two runs')
  return {
    ...{ ref: { kind: 'sample', name: 'a' }, comparison: compareRuns(a, b), before, after, usual: undefined },
    statesBefore: { kind: 'run', totals: new Map() },
    statesBelow: new Map(),
  }
}

describe('twoChartsOf', () => {
  it('reaches over both runs, equally long on either clock, and says of everything whether it has a partner', () => {
    fc.assert(
      fc.property(randomCase(), fc.nat(), fc.nat(), (one, seed, other) => {
        const [before, after] = [simulated(one, seed), simulated(one, other)]
        if (before.eventCount === 0 || after.eventCount === 0) return
        const two = twoChartsOf(comparedOf(before, after), { together: createTogether(), alignAt: undefined, now: 0 })
        const { own, other: there } = two
        expect(there.reach.to - there.reach.from).toBeCloseTo(own.reach.to - own.reach.from, 3)
        // Both start at the same place.
        expect(there.reach.from - before.root.startedAt).toBeCloseTo(own.reach.from - after.root.startedAt, 3)
        for (const [chart, tree] of [
          [own, after],
          [there, before],
        ] as const) {
          for (const { span, parent } of depthFirst(tree)) {
            expect(span.startedAt).toBeGreaterThanOrEqual(chart.reach.from)
            expect(span.endedAt ?? 0).toBeLessThanOrEqual(chart.reach.to + 1e-3)
            const hasPartner = chart.companion.partnerOf(span.key) !== undefined
            const isInside = parent !== undefined && chart.companion.partnerOf(parent.key) === undefined
            expect(chart.ghosts.of(span.key)?.kind === 'alone').toBe(!hasPartner && !isInside)
          }
        }
      }),
      { numRuns: 40 },
    )
  })
})
