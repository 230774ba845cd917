import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { largeHistory } from '../simulator/large-history.ts'
import { activityOf } from './activity.ts'

const { events } = largeHistory({ events: 1500 })

/** Page edges from both ends until they meet. */
const pages = fc.array(fc.record({ size: fc.integer({ min: 1, max: 400 }), fromEnd: fc.boolean() }), { maxLength: 12 })

function words(activity: ReturnType<typeof activityOf>) {
  return { starts: [...activity.starts], ends: [...activity.ends] }
}

describe('activityOf', () => {
  it('is the same after every page as when worked out from nothing, whichever ends the pages come from', () => {
    fc.assert(
      fc.property(pages, cuts => {
        const builder = createTreeBuilder()
        let [first, last] = [0, events.length]
        for (const { size, fromEnd } of [...cuts, { size: events.length, fromEnd: false }]) {
          const page = fromEnd
            ? events.slice(Math.max(first, last - size), last)
            : events.slice(first, Math.min(last, first + size))
          if (fromEnd) last = Math.max(first, last - size)
          else first = Math.min(last, first + size)
          const tree = builder.append(page)
          // Events of its own: sharing them would let it start from the other's answer.
          const fresh = createTreeBuilder().append(
            [...events.slice(0, first), ...events.slice(last)].map(event => ({ ...event })),
          )
          expect(words(activityOf(tree))).toEqual(words(activityOf(fresh)))
        }
      }),
      { numRuns: 15 },
    )
  })

  it('starts again after a redrive, which reopens what had settled', () => {
    const builder = createTreeBuilder()
    const at = (id: number, previousEventId: number, type: string) => ({
      id,
      previousEventId,
      type,
      timestamp: id * 1000,
      details: { name: 'T', error: 'E' },
    })
    builder.append([at(1, 0, 'ExecutionStarted'), at(2, 0, 'TaskStateEntered'), at(3, 2, 'TaskScheduled')])
    const failed = builder.append([at(4, 3, 'TaskStarted'), at(5, 4, 'TaskFailed'), at(6, 5, 'ExecutionFailed')])
    expect([...activityOf(failed).ends]).toEqual([5000])
    const again = builder.append([at(7, 6, 'ExecutionRedriven'), at(8, 2, 'TaskScheduled')])
    expect([...activityOf(again).starts]).toEqual([3000, 8000])
    expect([...activityOf(again).ends]).toEqual([5000])
  })
})
