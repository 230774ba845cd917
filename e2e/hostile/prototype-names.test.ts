import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { causeOfEnd } from '../../src/analysis/cause-of-end.ts'
import { failureGroups } from '../../src/analysis/failure-groups.ts'
import { stateStatistics } from '../../src/analysis/state-statistics.ts'
import { outlineOf } from '../../src/export/outline.ts'
import { parseDefinition } from '../../src/history/definition.ts'
import { parseHistory } from '../../src/history/parse-history.ts'
import { referencesOf } from '../../src/model/references.ts'
import { createTreeBuilder } from '../../src/model/tree-builder.ts'
import { fileCalls } from '../../src/source/file-calls.ts'

// A name in a history is any text. One that every object inherits (`constructor`, `__proto__`) must mean no more than `apple`.

const INHERITED = Object.getOwnPropertyNames(Object.prototype)
const ORDINARY = INHERITED.map((_, at) => `ordinary${String.fromCodePoint(97 + at)}`)

/** The same history twice: with names of Object.prototype where a writer of machines may choose, and with ordinary ones. */
const history = (names: readonly string[], picks: readonly number[]) => {
  const name = (at: number) => names[(picks[at] ?? 0) % names.length] ?? ''
  const time = '2026-01-01T00:00:00.000Z'
  const event = (id: number, type: string, member?: string, details?: object) => ({
    ...{ id, previousEventId: id - 1, timestamp: time, type },
    ...(member === undefined ? {} : { [member]: details }),
  })
  const task = { resourceType: name(1), resource: name(2) }
  const events = [
    event(1, 'ExecutionStarted', 'executionStartedEventDetails', { input: JSON.stringify([[name(0), name(1)]]) }),
    event(2, 'TaskStateEntered', 'stateEnteredEventDetails', { name: name(0), input: '{}' }),
    event(3, 'TaskScheduled', 'taskScheduledEventDetails', { ...task, parameters: '{"JobRunId":"x"}' }),
    event(4, name(5), 'fooEventDetails', { name: name(4) }),
    event(5, 'TaskFailed', 'taskFailedEventDetails', { ...task, error: name(3), cause: name(4) }),
    event(6, 'ExecutionFailed', 'executionFailedEventDetails', { error: name(3), cause: name(4) }),
  ]
  const definition = `{"StartAt":${JSON.stringify(name(0))},"States":{${JSON.stringify(name(0))}:{"Type":"Task","End":true}}}`
  return { text: JSON.stringify({ events }), definition: parseDefinition(definition) }
}

function toldOf({ text, definition }: ReturnType<typeof history>): string {
  const [execution] = parseHistory(text).executions
  const tree = createTreeBuilder().append(execution?.events ?? [])
  const statistics = stateStatistics(tree)
  const { groups } = failureGroups(tree, definition)
  const references = execution?.events.flatMap(event => referencesOf(event))
  const told = {
    groups,
    references,
    states: statistics.states,
    cause: causeOfEnd(tree, definition),
    ...outlineOf(tree),
  }
  return JSON.stringify({ ...told, events: execution?.events })
}

it('tells the same of a history, whatever its names', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(INHERITED.length - 1), { minLength: 6, maxLength: 6 }), picks => {
      const hostile = toldOf(history(INHERITED, picks))
      const plain = toldOf(history(ORDINARY, picks))
      expect(renamed(hostile, INHERITED)).toBe(renamed(plain, ORDINARY))
    }),
    { numRuns: 300 },
  )
})

function renamed(text: string, names: readonly string[]): string {
  return names.reduce((told, name, at) => told.replaceAll(new RegExp(`(?<!\\w)${name}(?!\\w)`, 'g'), `<${at}>`), text)
}

it.each([
  '@timestamp,@message,__proto__.polluted,constructor.polluted\n2026-01-01,hello,yes,yes\n',
  '{"__proto__":{"polluted":1},"__proto__.polluted":"yes","constructor.prototype.polluted":"yes"}',
  '[[{"field":"__proto__","value":"yes"},{"field":"__proto__.polluted","value":"yes"}]]',
])('no text changes what objects inherit: %s', async text => {
  const bytes = new TextEncoder().encode(text).buffer
  await fileCalls()
    .openBytes([{ fileName: 'hostile.json', bytes }], new AbortController().signal)
    .catch(() => undefined)
  expect(Object.prototype).not.toHaveProperty('polluted')
  expect(Object).not.toHaveProperty('polluted')
})

it('tables that foreign text is looked up in are Maps', () => {
  const root = fileURLToPath(new URL('../../src', import.meta.url))
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(name => /(?<!\.test)\.tsx?$/.test(name))
  const tables = files.flatMap(name => {
    const source = readFileSync(join(root, name), 'utf8')
    const found = source.matchAll(/^(?:export )?const (\w+): (?:Readonly<)?(?:Partial<)?Record<string, /gm)
    return [...found].flatMap(([, table]) => (source.includes(`${table}[`) ? [`${name} ${table}`] : []))
  })
  expect(tables).toEqual([])
})
