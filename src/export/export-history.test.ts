import { describe, expect, it } from 'vitest'
import { parseHistory } from '../history/parse-history.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { historyJson, safeFileName } from './export-history.ts'

const events = parseHistory(
  JSON.stringify({
    events: [
      {
        id: 1,
        previousEventId: 0,
        type: 'ExecutionStarted',
        timestamp: 1_790_201_714.392,
        executionStartedEventDetails: { input: '{"a":1}' },
      },
      {
        id: 2,
        previousEventId: 0,
        type: 'PassStateEntered',
        timestamp: 1_790_201_714.4,
        stateEnteredEventDetails: { name: 'P' },
      },
      {
        id: 3,
        previousEventId: 2,
        type: 'SomethingNew',
        timestamp: 1_790_201_714.5,
        somethingNewEventDetails: { x: 2 },
      },
    ],
  }),
).executions[0]?.events

describe('historyJson', () => {
  it('writes what opens again as the same events', () => {
    const tree = createTreeBuilder().append(events ?? [])
    expect(parseHistory(historyJson(tree)).executions[0]?.events).toEqual(events)
  })

  it('says in its first line what it lacks, and opens again all the same', () => {
    const json = historyJson(createTreeBuilder().append(events ?? []), 'payloads of 2 of 3 events are not loaded')
    expect(json.split('\n')[0]).toBe('{"partial":"payloads of 2 of 3 events are not loaded","events":[')
    expect(parseHistory(json).executions[0]?.events).toEqual(events)
  })
})

describe('safeFileName', () => {
  it.each([
    ['OrderPipeline 2026-11-22', 'OrderPipeline-2026-11-22'],
    ['../../etc/passwd', 'etc-passwd'],
    ['<>', 'history'],
    ['заказ:7', 'заказ-7'],
  ])('%s becomes %s', (name, safe) => {
    expect(safeFileName(name)).toBe(safe)
  })
})
