import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grownForest } from '../../../e2e/grown-forest.ts'
import { endOf } from '../../analysis/completeness.ts'
import { compareRuns } from '../../comparison/compare-runs.ts'
import { forestOf } from '../../forest/grow.ts'
import { globalKey, memberIdOf, rootKeyOf } from '../../forest/keys.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { depthFirst } from '../../model/walk.ts'
import { randomForest } from '../../simulator/forest/random-forest.ts'
import { simulateForest } from '../../simulator/forest/simulate-forest.ts'
import { type RandomCase, randomCase } from '../../simulator/random-machine.ts'
import { simulate } from '../../simulator/simulate.ts'
import { ghostsOf } from './ghosts-of.ts'

function simulated({ machine, options }: RandomCase): ExecutionTree {
  return createTreeBuilder().append(simulate(machine, { ...options, maxEvents: 300 }).events)
}

function ghostsBetween(before: ExecutionTree, after: ExecutionTree) {
  const [a, b] = [before, after].map(tree => ({ forest: forestOf(tree), member: 0 }))
  if (a === undefined || b === undefined) throw new Error('two runs')
  return ghostsOf({ comparison: compareRuns(a, b), usual: undefined })
}

describe('ghostsOf', () => {
  it('is as long as the run itself where that is held against itself', () => {
    fc.assert(
      fc.property(randomCase(), one => {
        const tree = simulated(one)
        if (tree.eventCount === 0) return
        const ghosts = ghostsBetween(tree, tree)
        for (const { span } of depthFirst(tree)) {
          const lengthMs = Math.max(0, (span.endedAt ?? endOf(tree)) - span.startedAt)
          expect(ghosts.of(span.key)).toEqual({ kind: 'partner', lengthMs })
        }
      }),
      { numRuns: 50 },
    )
  })

  it('says of everything that it has a partner, is alone, or lies in what is alone', () => {
    fc.assert(
      fc.property(randomCase(), fc.nat(), (one, seed) => {
        const [before, after] = [simulated(one), simulated({ ...one, options: { ...one.options, seed } })]
        if (before.eventCount === 0 || after.eventCount === 0) return
        const ghosts = ghostsBetween(before, after)
        for (const { span, parent } of depthFirst(after)) {
          const around = parent === undefined ? undefined : ghosts.of(parent.key)
          const isInside = parent !== undefined && around?.kind !== 'partner'
          expect(ghosts.of(span.key) === undefined).toBe(isInside)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('says of all that two runs started, and of what lies in it, whether it has a partner, as far as that is read and told', () => {
    const property = fc.property(fc.nat(3_000), fc.nat(3_000), (seed, other) => {
      const { machine, options } = randomForest(seed)
      const forests = [options, { ...options, seed: other }].map(drawn => simulateForest(machine, drawn))
      if (forests.some(({ executions }) => executions.size > 30)) return
      const [a, b] = forests.map(forest => ({ forest: grownForest(forest), member: 0 }))
      if (a === undefined || b === undefined) return
      const comparison = compareRuns(a, b)
      const { inA, untoldInB } = comparison.alignment
      const ghosts = ghostsOf({ comparison, usual: undefined })
      for (const member of b.forest.knownMembers()) {
        const root = ghosts.of(rootKeyOf(member.id))
        expect(root?.kind === 'partner' || root?.kind === 'unread').toBe(
          inA.has(rootKeyOf(member.id)) || (untoldInB.includes(rootKeyOf(member.id)) && root?.kind === 'unread'),
        )
        if (untoldInB.includes(rootKeyOf(member.id))) expect(['untold', 'unread']).toContain(root?.kind)
        if (member.tree === undefined || member.id === 0) continue
        // What lies in an execution is told only where its partner is read.
        const partner = inA.get(rootKeyOf(member.id))
        const isRead = partner !== undefined && a.forest.member(memberIdOf(partner))?.tree !== undefined
        for (const { span } of depthFirst(member.tree)) {
          const ghost = ghosts.of(globalKey(member.id, span.key))
          if (span.kind !== 'execution' && !isRead) expect(ghost).toBeUndefined()
        }
      }
    })
    fc.assert(property, { numRuns: 20 })
  })
})
