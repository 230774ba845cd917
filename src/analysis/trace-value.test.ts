import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../history/events.ts'
import { ExactNumber } from '../history/exact-json.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { formatJsonPath, parseJsonPath, valuesAt } from './json-path.ts'
import { type PlainValue, traceValue } from './trace-value.ts'

function treeOf(...payloads: readonly (Readonly<Record<string, unknown>> | undefined)[]): ExecutionTree {
  const events = payloads.map((details, at): HistoryEvent => {
    const type = at === 0 ? 'ExecutionStarted' : at % 2 === 1 ? 'PassStateEntered' : 'PassStateExited'
    return { id: at + 1, previousEventId: at, timestamp: at, type, details: { name: 'P', ...details } }
  })
  return createTreeBuilder().append(events)
}

function sightings(tree: ExecutionTree, value: PlainValue): string {
  return traceValue(tree, value)
    .sightings.map(({ eventId, field, path }) => `${eventId} ${field} ${path}`)
    .join(', ')
}

describe('traceValue', () => {
  const tree = treeOf(
    { input: '{"order":{"id":42,"ref":"A-17"}}' },
    { input: '{"order":{"id":42,"ref":"A-17"}}' },
    { output: '{"items":["x",{"odd name":"A-17"}]}', assignedVariables: { ref: '"A-17"' } },
    undefined,
  )

  it('tells where a value first appeared and was last seen, with its path', () => {
    expect(sightings(tree, 'A-17')).toBe(
      "1 input $.order.ref, 2 input $.order.ref, 3 output $.items[1]['odd name'], 3 assignedVariables.ref $",
    )
    expect(traceValue(tree, 42)).toMatchObject({ first: { eventId: 1 }, last: { eventId: 2 }, unseenPayloads: 1 })
  })

  it('tells long numbers apart', () => {
    const long = treeOf({ input: '{"id":1182379401234567890}' }, { input: '{"id":1182379401234567891}' })
    expect(sightings(long, new ExactNumber('1182379401234567891'))).toBe('2 input $.id')
  })

  it('tells a number from its text, and a value from a part of it', () => {
    expect(sightings(tree, '42')).toBe('')
    expect(sightings(tree, 'A-1')).toBe('')
    expect(traceValue(tree, 'nowhere')).toMatchObject({ first: undefined, last: undefined })
  })

  it('survives a payload that nests deeper than the stack', () => {
    const deep = treeOf({ input: `${'['.repeat(5000)}"here"${']'.repeat(5000)}` })
    expect(traceValue(deep, 'here').first?.path).toHaveLength(1 + 3 * 5000)
  })
})

describe('JSONPath', () => {
  it.each(['$', '$.a.b', '$.a[0].b', "$['odd name'].x", '$.a[*]', '$..id', "$['it\\'s']"])(
    '%s reads and writes',
    text => {
      expect(formatJsonPath(parseJsonPath(text) ?? [])).toBe(text)
    },
  )

  it.each(['a', '$.', '$[', '$.a[1', '$a', '$.a[-1]', '$...a'])('%s is none', text => {
    expect(parseJsonPath(text)).toBeUndefined()
  })

  it('leads to own members only', () => {
    expect(valuesAt({ a: [1, { b: 2 }] }, parseJsonPath('$.a[*].b') ?? [])).toEqual([2])
    expect(valuesAt({}, parseJsonPath('$.__proto__') ?? [])).toEqual([])
    expect(valuesAt([1, 2], parseJsonPath('$.length') ?? [])).toEqual([])
  })
})
