import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type OutlineRow, outlineOf } from '../export/outline.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { type Simulation, simulate } from '../simulator/simulate.ts'
import { createTreeBuilder } from './tree-builder.ts'

type Row = Omit<OutlineRow, 'end'> & { readonly end: number | string | null }

/** Events of no named owner: any one span may have them. */
const ABORTED = /^(Task|Wait|Map|Parallel)StateAborted$|^MapRunAborted$/

/** What must be equal: an aborted span may end anywhere, an Aborted event may lie anywhere. */
function comparable(rows: readonly OutlineRow[], simulation: Simulation): Row[] {
  const isNamed = (id: number) => !ABORTED.test(simulation.events[id - 1]?.type ?? '')
  return rows
    .map(({ id, kind, parent, name, index, round, attempt, start, outcome, events, end }) => {
      const anyEnd = outcome === 'aborted' && end !== null ? 'any' : end
      return {
        id,
        kind,
        parent,
        name,
        index,
        round,
        attempt,
        start,
        outcome,
        events: events.filter(isNamed),
        end: anyEnd,
      }
    })
    .toSorted((a, b) => a.id.localeCompare(b.id))
}

/** The history as tests draw it, to paste into a unit test. */
function drawing(simulation: Simulation): string {
  return simulation.events
    .map(({ id, previousEventId, type, details = {} }) => {
      const words = [details['name'] ?? details['state'] ?? '', details['index'] ?? '']
      return `${id}<${previousEventId} ${type} ${words.map(String).join(' ')}`.trim()
    })
    .join('\n')
}

describe('the tree built from a history', () => {
  it('is the tree that the simulator knows to be true', () => {
    const property = fc.property(randomCase(), fc.context(), ({ machine, options }, context) => {
      const simulation = simulate(machine, options)
      context.log(drawing(simulation))
      const outline = outlineOf(createTreeBuilder().append(simulation.events))
      expect(comparable(outline.spans, simulation)).toEqual(comparable(simulation.truth, simulation))
      expect(outline.oddities).toEqual([])
    })
    fc.assert(property, { numRuns: 3000 })
  }, 120_000)

  it('is true of every prefix of a history', () => {
    const property = fc.property(randomCase(), fc.context(), ({ machine, options }, context) => {
      const whole = simulate(machine, { ...options, maxEvents: 120 })
      context.log(drawing(whole))
      const builder = createTreeBuilder()
      for (const event of whole.events) {
        const outline = outlineOf(builder.append([event]))
        expect(comparable(outline.spans, whole)).toEqual(comparable(whole.truthAt(event.id), whole))
        expect(outline.oddities).toEqual([])
      }
    })
    fc.assert(property, { numRuns: 300 })
  }, 120_000)
})
