import { describe, expect, it } from 'vitest'
import { largeHistory } from './large-history.ts'
import { fromBothEnds, MUTATIONS, mutate, pagesOf, shuffled } from './mutate.ts'
import { seededRandom } from './seeded-random.ts'

const { events } = largeHistory({ events: 400 })

describe('mutate', () => {
  it.each(MUTATIONS)('%s changes the history, and leaves the given one alone', mutation => {
    const before = structuredClone(events)
    const tries = Array.from({ length: 20 }, (_, seed) => mutate(events, mutation, seededRandom(seed)))
    expect(tries.some(mutated => JSON.stringify(mutated) !== JSON.stringify(events))).toBe(true)
    expect(events).toEqual(before)
  })
})

describe('pages', () => {
  const byId = (a: { id: number }, b: { id: number }) => a.id - b.id

  it('hold every event once', () => {
    expect(pagesOf(events, seededRandom(3)).flat()).toEqual(events)
  })

  it('overlap when told to, and still hold every event', () => {
    const flat = pagesOf(events, seededRandom(3), { overlap: true }).flat()
    expect(flat.length).toBeGreaterThan(events.length)
    expect(new Set(flat)).toEqual(new Set(events))
  })

  it('hold the same shuffled, and from both ends', () => {
    const pages = pagesOf(events, seededRandom(4))
    expect(shuffled(pages, seededRandom(5)).flat().toSorted(byId)).toEqual(events)
    const order = fromBothEnds(pages)
    expect(order.flat().toSorted(byId)).toEqual(events)
    expect(order[1]?.[0]).toBe(events.at(-1))
  })
})
