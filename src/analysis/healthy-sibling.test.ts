import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { spanId } from '../model/keys.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst, stateNamesAround } from '../model/walk.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { inIterationOfIndex, iterationAround, nearestSuccess } from './healthy-sibling.ts'

const treeOf = (text: string): ExecutionTree => createTreeBuilder().append(eventsOf(text))

/** Three iterations: the first went well at the second try, the second failed, the third did another thing. */
const FAN = `
  1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted
  4<3 MapIterationStarted Fan 0  5<4 TaskStateEntered W  6<5 TaskScheduled  7<6 TaskFailed error=X
  8<7 TaskScheduled  9<8 TaskSucceeded  10<9 TaskStateExited W  11<10 MapIterationSucceeded Fan 0
  12<3 MapIterationStarted Fan 2  13<12 PassStateEntered P  14<13 PassStateExited P  15<14 MapIterationSucceeded Fan 2
  16<3 MapIterationStarted Fan 1  17<16 TaskStateEntered W  18<17 TaskScheduled  19<18 TaskFailed error=X
  20<19 MapIterationFailed Fan 1  21<20 MapStateFailed  22<21 ExecutionFailed error=X`

describe('nearestSuccess', () => {
  const tree = treeOf(FAN)
  const told = (id: number) => {
    const span = tree.spanOfEvent(id)
    const found = span && nearestSuccess(tree, span)
    return found && `${spanId(found.span)} in #${found.iteration.index}`
  }

  it('finds the same task where it went well, and of its attempts the one that did', () => {
    expect(told(17)).toBe('s5 in #0')
    expect(told(18)).toBe('a8 in #0')
  })

  it('finds the iteration nearest by index', () => {
    expect(told(16)).toBe('i4 in #0')
    expect(told(4)).toBe('i12 in #2')
  })

  it('finds nothing outside a Map, or where nobody else got there', () => {
    expect(told(2)).toBeUndefined()
    expect(told(13)).toBeUndefined()
  })

  it('finds the iteration that a person picks, whatever became of it', () => {
    const span = tree.spanOfEvent(5)
    if (span === undefined) throw new Error('no span')
    expect(inIterationOfIndex(tree, span, 1)?.span.outcome).toBe('failed')
    expect(inIterationOfIndex(tree, span, 2)).toBeUndefined()
    expect(inIterationOfIndex(tree, span, 7)).toBeUndefined()
  })

  it('is the same state in another iteration of the same Map, in any history', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      const any = createTreeBuilder().append(simulate(machine, { ...options, maxEvents: 300 }).events)
      for (const { span } of depthFirst(any)) {
        const found = nearestSuccess(any, span)
        if (found === undefined) continue
        const own = iterationAround(any, span)
        expect(found.span.kind).toBe(span.kind)
        expect(found.span.outcome).toBe('succeeded')
        expect(stateNamesAround(any, found.span)).toEqual(stateNamesAround(any, span))
        expect(found.iteration.parentKey).toBe(own?.parentKey)
        expect(found.iteration.key).not.toBe(own?.key)
        expect(iterationAround(any, found.span)?.key).toBe(found.iteration.key)
      }
    })
    fc.assert(property, { numRuns: 80 })
  })
})
