import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { backoffsOf, phasesOf } from '../model/phases.ts'
import type { Span } from '../model/span.ts'
import { activeMs, idleTimesOf, stretchesOf } from '../model/stretches.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { attemptsOf, downwards } from '../model/walk.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { addActivity, Stretches } from './active-stretches.ts'
import { endOf } from './completeness.ts'
import { timeSplitOf } from './time-split.ts'

const redrivenTree = () =>
  randomCase()
    .filter(({ options }) => (options.redrives ?? []).length > 0)
    .map(({ machine, options }) => simulate(machine, { ...options, maxEvents: 300 }).events)
    .filter(events => events.some(({ type }) => type === 'ExecutionRedriven'))

interface Drawn {
  readonly kind: string
  readonly from: number
  readonly to: number | undefined
}

/** What the chart and the details draw of a state without states inside: its attempts' phases and what lies between. */
function drawnOf(tree: ExecutionTree, span: Span): readonly Drawn[] {
  if (span.kind !== 'stateVisit' || span.stateType === 'Map' || span.stateType === 'Parallel') return []
  const attempts = attemptsOf(tree, span)
  if (attempts.length === 0) return phasesOf(tree, span)
  return [...attempts.flatMap(attempt => phasesOf(tree, attempt)), ...backoffsOf(tree, span)]
}

describe('when a span was active', () => {
  it('has one answer: stretches, duration, time split and phases agree on any redriven history', () => {
    const property = fc.property(redrivenTree(), events => {
      const tree = createTreeBuilder().append(events)
      const end = endOf(tree)
      for (const span of downwards(tree, tree.root)) {
        const active = activeMs(tree, span, end)
        const idle = idleTimesOf(tree, span).reduce((sum, { from, to }) => sum + to - from, 0)
        expect(active + idle).toBe((span.endedAt ?? end) - span.startedAt)
        expect(addActivity(tree, span, { end, into: new Stretches() })).toBe(active)
        const split = timeSplitOf(tree, { key: span.key })
        expect([split.totalMs - split.ms.idle, split.ms.idle]).toEqual([active, idle])
        for (const { kind, from, to } of drawnOf(tree, span)) {
          const around = kind === 'idle' ? idleTimesOf(tree, span) : stretchesOf(tree, span)
          const isWithin = around.some(time => time.from <= from && (to ?? end) <= (time.to ?? end))
          expect(isWithin, `${kind} ${from}..${to} of ${span.key}`).toBe(true)
        }
      }
    })
    fc.assert(property, { numRuns: 300 })
  }, 120_000)

  it('begins again with an event of the span itself or of something in it', () => {
    const property = fc.property(redrivenTree(), events => {
      const tree = createTreeBuilder().append(events)
      for (const span of downwards(tree, tree.root)) {
        const inside = new Set([...downwards(tree, span)].flatMap(one => one.events))
        for (const { startEventId } of stretchesOf(tree, span).slice(1)) expect(inside).toContain(startEventId)
      }
    })
    fc.assert(property, { numRuns: 100 })
  }, 120_000)
})
