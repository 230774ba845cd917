import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RandomCase, randomCase } from '../testing/random-machine.ts'
import { type Simulation, simulate } from '../testing/simulate.ts'
import { type OutlineRow, outlineOf } from './outline.ts'
import { createTreeBuilder } from './tree-builder.ts'

type Row = Omit<OutlineRow, 'end'> & { readonly end: number | string | null }

/** Events of no named owner: any one span may have them. */
const ABORTED = /^(Task|Wait|Map|Parallel)StateAborted$|^MapRunAborted$/

/** What must be equal: an aborted span may end anywhere, an Aborted event may lie anywhere. */
function comparable(rows: readonly OutlineRow[], simulation: Simulation): Row[] {
  const isNamed = (id: number) => !ABORTED.test(simulation.events[id - 1]?.type ?? '')
  return rows
    .map(row => ({
      ...{ id: row.id, kind: row.kind, parent: row.parent, name: row.name, index: row.index, round: row.round },
      ...{ attempt: row.attempt, start: row.start, outcome: row.outcome, events: row.events.filter(isNamed) },
      end: row.outcome === 'aborted' && row.end !== null ? 'any' : row.end,
    }))
    .sort((a, b) => a.id.localeCompare(b.id))
}

function drawing(simulation: Simulation): string {
  return simulation.events
    .map(({ id, previousEventId, type, details }) => {
      const words = [details?.['name'] ?? details?.['state'], details?.['index']].filter(word => word !== undefined)
      return `${id}<${previousEventId} ${type} ${words.join(' ')}`.trim()
    })
    .join('\n')
}

function expectTruth({ machine, options }: RandomCase): void {
  const simulation = simulate(machine, options)
  const tree = createTreeBuilder().append(simulation.events)
  const outline = outlineOf(tree)
  expect({ spans: comparable(outline.spans, simulation), oddities: outline.oddities }, drawing(simulation)).toEqual({
    spans: comparable(simulation.truth, simulation),
    oddities: [],
  })
}

describe('the tree built from a history', () => {
  it('is the tree that the simulator knows to be true', () => {
    fc.assert(fc.property(randomCase(), expectTruth), { numRuns: 3000 })
  }, 120_000)

  it('is true of every prefix of a history', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      const whole = simulate(machine, { ...options, maxEvents: 120 })
      const builder = createTreeBuilder()
      for (const event of whole.events) {
        const outline = outlineOf(builder.append([event]))
        const told = comparable(outline.spans, whole)
        expect(told, `after ${event.id} events of\n${drawing(whole)}`).toEqual(
          comparable(whole.truthAt(event.id), whole),
        )
        expect(outline.oddities).toEqual([])
      }
    })
    fc.assert(property, { numRuns: 300 })
  }, 120_000)
})
