import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { DEFAULT_ROWS_VIEW, rowsOf } from '../timeline/rows.ts'
import { createTogether, type JoinedChart, partnerTopPx } from './together.ts'
import { createViewStore, setOpen } from './view-store.ts'

function rowsWith(...names: readonly string[]) {
  const states = names.map(
    (name, at) => `${2 * at + 2}<0 PassStateEntered ${name}  ${2 * at + 3}<0 PassStateExited ${name}`,
  )
  const tree = createTreeBuilder().append(eventsOf(`1<0 ExecutionStarted  ${states.join('  ')}`))
  return { tree, rows: rowsOf(tree, DEFAULT_ROWS_VIEW) }
}

const OWN = rowsWith('A', 'New', 'B', 'C')
const OTHER = rowsWith('A', 'Old', 'Older', 'B', 'C')

/** By the names of states. */
function partnersOf(from: typeof OWN, to: typeof OWN): ReadonlyMap<number, number> {
  const keyOf = ({ tree }: typeof OWN, wanted: string) =>
    tree.root.children.find(key => {
      const span = tree.span(key)
      return span?.kind === 'stateVisit' && span.name === wanted
    })
  const pairs = ['A', 'B', 'C'].flatMap(name => {
    const [key, partner] = [keyOf(from, name), keyOf(to, name)]
    return key === undefined || partner === undefined ? [] : [[key, partner] as const]
  })
  return new Map(pairs)
}

function chartOf(side: typeof OWN, against: typeof OWN, offsetMs: number) {
  const store = createViewStore()
  const partners = partnersOf(side, against)
  const chart: JoinedChart = {
    ...{ store, offsetMs, partnerOf: key => partners.get(key), rows: () => side.rows },
    scroll: { to: scrollTopPx => store.setState({ scrollTopPx }) },
  }
  return { store, chart, partners }
}

function pair(offsetMs: number) {
  const together = createTogether()
  const [own, other] = [chartOf(OWN, OTHER, 0), chartOf(OTHER, OWN, offsetMs)]
  together.join(own.chart)
  return { own, other, join: () => together.join(other.chart) }
}

describe('charts together', () => {
  it('show the same stretch of the common clock, whichever moves', () => {
    const times = fc.integer({ min: -1e6, max: 1e6 })
    fc.assert(
      fc.property(times, fc.array(fc.tuple(fc.boolean(), times, fc.integer({ min: 1, max: 1e6 }))), (offset, moves) => {
        const { own, other, join } = pair(offset)
        join()
        for (const [isOwn, from, lengthMs] of moves) {
          const mover = isOwn ? own : other
          mover.store.setState({ viewport: { from, to: from + lengthMs } })
          const [one, two] = [own, other].map(({ store }) => store.getState().viewport)
          expect(two).toEqual(one && { from: one.from + offset, to: one.to + offset })
        }
      }),
    )
  })

  it('take up what the others show when they join, and nothing once they have left', () => {
    const { own, other, join } = pair(100)
    own.store.setState({ viewport: { from: 0, to: 10 } })
    const leave = join()
    expect(other.store.getState().viewport).toEqual({ from: 100, to: 110 })
    leave()
    own.store.setState({ viewport: undefined })
    expect(other.store.getState().viewport).toEqual({ from: 100, to: 110 })
  })

  it('open and close what is the same in both', () => {
    const { own, other, join } = pair(0)
    join()
    const [key, partner] = [...own.partners][1] ?? [0, 0]
    const lone = OWN.tree.root.children[1] ?? 0
    setOpen(own.store, [key, lone], { open: true, isStep: false })
    expect([...other.store.getState().byHand]).toEqual([[partner, true]])
    own.store.setState({ byHand: new Map() })
    expect(other.store.getState().byHand.size).toBe(0)
  })

  it('scroll to the partner of the topmost row', () => {
    const { own, other, join } = pair(0)
    join()
    own.store.setState({ scrollTopPx: OWN.rows.topPx(2) + 5 })
    expect(other.store.getState().scrollTopPx).toBe(OTHER.rows.topPx(3) + 5)
  })
})

describe('partnerTopPx', () => {
  it('goes by the nearest row above where the topmost has no partner', () => {
    const partners = partnersOf(OTHER, OWN)
    const top = partnerTopPx({ rows: OTHER.rows, scrollTopPx: OTHER.rows.topPx(2) }, OWN.rows, key => partners.get(key))
    // Two rows below A, as far as there.
    expect(top).toBe(OWN.rows.topPx(2))
    expect(partnerTopPx({ rows: OTHER.rows, scrollTopPx: 0 }, OWN.rows, () => undefined)).toBe(0)
  })
})
