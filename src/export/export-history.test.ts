import { describe, expect, it } from 'vitest'
import { parseHistory } from '../history/parse-history.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { historyJson, historySizeChars, safeFileName } from './export-history.ts'

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

const textOf = (tree: ExecutionTree, lacking?: string) =>
  [...historyJson(tree, lacking)].map(({ text }) => text).join('')

describe('historyJson', () => {
  it('comes in pieces that no payload makes large, and tells how far it is', () => {
    const input = 'x'.repeat(200_000)
    const many = Array.from({ length: 60 }, (_, at) => ({
      ...{ id: at + 1, previousEventId: at, timestamp: 1_790_000_000_000, details: { name: 'P', input } },
      type: at === 0 ? 'ExecutionStarted' : 'PassStateEntered',
    }))
    const tree = createTreeBuilder().append(many)
    const pieces = [...historyJson(tree)]
    expect(pieces.length).toBeGreaterThan(10)
    expect(Math.max(...pieces.map(({ text }) => text.length))).toBeLessThan(1_300_000)
    const shares = pieces.map(({ share }) => share)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    expect(parseHistory(textOf(tree)).executions[0]?.events).toHaveLength(60)
    expect(historySizeChars(tree) / textOf(tree).length).toBeCloseTo(1, 1)
  })

  it('writes what opens again as the same events', () => {
    const tree = createTreeBuilder().append(events ?? [])
    expect(parseHistory(textOf(tree)).executions[0]?.events).toEqual(events)
  })

  it('says in its first line what it lacks, and opens again all the same', () => {
    const json = textOf(createTreeBuilder().append(events ?? []), 'payloads of 2 of 3 events are not loaded')
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
