import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../history/events.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { textsOfEvents } from './texts-of-events.ts'

function entered(id: number, input?: string): HistoryEvent {
  const details = input === undefined ? { name: 'Read' } : { name: 'Read', input }
  return { id, previousEventId: id - 1, type: 'PassStateEntered', timestamp: id, details }
}

const STARTED: HistoryEvent = { id: 1, previousEventId: 0, type: 'ExecutionStarted', timestamp: 1, details: {} }

describe('the texts of events', () => {
  it('are those of the version of the tree: payloads may come later', () => {
    const builder = createTreeBuilder()
    const before = builder.append([STARTED, entered(2)])
    expect(textsOfEvents(before).of(entered(2)).payloads).toEqual([])
    const event = entered(2, '{"order":7}')
    const after = builder.append([event])
    expect(textsOfEvents(after).of(event).payloads).toEqual(['{"order":7}'])
  })

  it('are one list of names for events that say the same, and none of the payload', () => {
    const tree = createTreeBuilder().append([STARTED, entered(2, '1'), entered(3, '2')])
    const texts = textsOfEvents(tree)
    expect(texts.of(entered(2, '1')).names).toEqual(['PassStateEntered', 'Read'])
    expect(texts.of(entered(3, '2')).names).toBe(texts.of(entered(2, '1')).names)
  })

  it('are of the event that was asked for, however far its id lies from the last', () => {
    const ids = [2, 1025, 3, 24_000, 1026]
    const events = ids.map(id => entered(id, String(id)))
    const texts = textsOfEvents(createTreeBuilder().append([STARTED, ...events]))
    for (const event of [...events, ...events]) expect(texts.of(event).payloads).toEqual([String(event.id)])
  })
})
