import { describe, expect, it } from 'vitest'
import { eventsOf } from './event-notation.ts'

describe('eventsOf', () => {
  it('reads ids, links, types, names and indexes', () => {
    expect(eventsOf('1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapIterationStarted Fan 4')).toEqual([
      { id: 1, previousEventId: 0, type: 'ExecutionStarted', timestamp: 1, details: undefined },
      { id: 2, previousEventId: 0, type: 'MapStateEntered', timestamp: 2, details: { name: 'Fan' } },
      { id: 3, previousEventId: 2, type: 'MapIterationStarted', timestamp: 3, details: { name: 'Fan', index: 4 } },
    ])
  })

  it('reads times, members and quoted names', () => {
    const [event] = eventsOf('7<6 TaskScheduled @1500.5 "Say hello" timeoutInSeconds=5 resource="a b"')
    expect(event).toEqual({
      id: 7,
      previousEventId: 6,
      type: 'TaskScheduled',
      timestamp: 1500.5,
      details: { name: 'Say hello', timeoutInSeconds: 5, resource: 'a b' },
    })
  })

  it('leaves comments out', () => {
    expect(eventsOf('1<0 ExecutionStarted // the first\n2<0 PassStateEntered P').map(event => event.id)).toEqual([1, 2])
  })

  it('says what does not fit', () => {
    expect(() => eventsOf('ExecutionStarted 1<0')).toThrow('expected id<previousEventId, found "ExecutionStarted"')
    expect(() => eventsOf('1<0')).toThrow('event 1<0 has no type')
  })
})
