import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spanIn, troubleDefinition, troubleTree } from '../../e2e/trouble.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { upwards } from '../model/walk.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { spanErrorOf } from './span-error.ts'

const treeOf = (text: string): ExecutionTree => createTreeBuilder().append(eventsOf(text))
const errorIn = (tree: ExecutionTree, id: string) => spanErrorOf(tree, spanIn(tree, id))?.error

describe('spanErrorOf', () => {
  it('labels a failed iteration with what ended it, not with what was caught in it before', () => {
    const tree = troubleTree('map-caught-then-fail')
    expect(errorIn(tree, 'i4')).toBe('Order.Refused')
    expect(errorIn(tree, 's5')).toBe('SQS.SdkClientException')
  })

  it('tells the error of a caught Fail state on its row, its iteration and its Map', () => {
    const tree = troubleTree('map-fail-catch0')
    const iteration = spanIn(tree, 's20').parentKey
    for (const span of [spanIn(tree, 's20'), tree.span(iteration ?? 0) ?? tree.root, spanIn(tree, 's2')]) {
      expect(spanErrorOf(tree, span)).toEqual({ eventId: 20, error: 'Item.Bad', cause: 'item 3 is bad' })
    }
  })

  it('takes the error of a Fail state that no event repeats from the definition', () => {
    const tree = troubleTree('map-retry-rounds')
    const name = 'map-retry-rounds'
    expect(spanErrorOf(tree, spanIn(tree, 's19'))).toBeUndefined()
    expect(spanErrorOf(tree, spanIn(tree, 's19'), troubleDefinition(name))?.error).toBe('Item.Bad')
    expect(spanErrorOf(tree, spanIn(tree, 's2'))?.error).toBe('Item.Bad')
  })

  it('finds it wherever a Catch put it', () => {
    const input = '{"order":7,"former":{"Error":"Old","Cause":"long ago"}}'
    const output =
      '{"order":7,"former":{"Error":"Old","Cause":"long ago"},"why":{"error":{"Error":"New","Cause":"now"}}}'
    const tree = treeOf(`
      1<0 ExecutionStarted  2<0 ParallelStateEntered Both "input=${input.replaceAll('"', "'")}"  3<2 ParallelStateStarted
      4<3 FailStateEntered Boom  5<4 ParallelStateFailed  6<5 ParallelStateExited Both`)
    expect(errorIn(tree, 's4')).toBeUndefined()
    const events = eventsOf(`
      1<0 ExecutionStarted  2<0 ParallelStateEntered Both  3<2 ParallelStateStarted
      4<3 FailStateEntered Boom  5<4 ParallelStateFailed  6<5 ParallelStateExited Both`)
    const told = events.map(event =>
      event.id === 2 || event.id === 6
        ? { ...event, details: { ...event.details, ...(event.id === 2 ? { input } : { output }) } }
        : event,
    )
    expect(errorIn(createTreeBuilder().append(told), 's4')).toBe('New')
  })

  it('says nothing of the error of what was only stopped', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted  2<0 ParallelStateEntered Both  3<2 ParallelStateStarted
      4<3 TaskStateEntered A  5<4 TaskScheduled  6<5 TaskFailed error=Retried  7<6 TaskScheduled
      8<3 FailStateEntered B  9<8 ParallelStateFailed  10<9 ExecutionFailed error=Over`)
    expect(errorIn(tree, 'b4')).toBeUndefined()
    expect(errorIn(tree, 's4')).toBeUndefined()
    expect(errorIn(tree, 'b8')).toBe('Over')
    expect(errorIn(tree, 's2')).toBe('Over')
  })

  it('tells a runtime error on all it took down', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted length=1  4<3 MapIterationStarted Fan 0
      5<4 PassStateEntered P  6<5 ExecutionFailed error=States.Runtime`)
    expect(['s2', 'i4', 's5', 'x1'].map(id => errorIn(tree, id))).toEqual(Array(4).fill('States.Runtime'))
  })

  it('tells of a span only what failed inside it, in any history', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      const { events, truth } = simulate(machine, options)
      const tree = createTreeBuilder().append(events)
      for (const { id, outcome } of truth) {
        const span = spanIn(tree, id)
        const told = spanErrorOf(tree, span)
        if (outcome === 'succeeded' || outcome === 'running') expect(told).toBeUndefined()
        if (told === undefined || span.kind === 'execution') continue
        // A runtime error is told by the execution's end.
        const event = tree.event(told.eventId)
        const at = event?.type === 'ExecutionFailed' ? event.previousEventId : told.eventId
        const inside = tree.spanOfEvent(at) ?? tree.root
        expect([...upwards(tree, inside)].map(({ key }) => key)).toContain(span.key)
      }
    })
    fc.assert(property, { numRuns: 200 })
  })
})
