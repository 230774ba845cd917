import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../history/events.ts'
import { readHistoryFile } from '../history/read-history-file.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { outlineOf } from './outline.ts'
import { outlineText } from './outline-text.ts'

const folder = join(import.meta.dirname, '../../e2e/histories/trouble')

function treeOf(events: readonly HistoryEvent[]): ExecutionTree {
  const builder = createTreeBuilder()
  builder.append(events)
  return builder.seal()
}

async function eventsIn(file: string): Promise<readonly HistoryEvent[]> {
  const { executions } = await readHistoryFile(readFileSync(join(folder, file)), file)
  return executions[0]?.events ?? []
}

async function textOf(file: string): Promise<string> {
  return outlineText(treeOf(await eventsIn(file)))
}

const drawn = (text: string) => outlineText(treeOf(eventsOf(text)))

describe('a file with holes', () => {
  it('filtered to some types: each state once, nothing runs after the end, no start is made up', async () => {
    expect(await textOf('filtered-by-query.json')).toBe(
      [
        '✓ Execution  more than 9.00 s, started before 2026-03-01 10:00:00.100 UTC  x1',
        '  ✓ A [Task]  4.90 s  s2',
        '  ✓ B [Task]  4.00 s  s7',
        '! event 1: event 1 is missing',
        '! event 3: events 3 to 5 are missing',
        '! event 8: events 8 to 10 are missing',
      ].join('\n'),
    )
  })

  it('that begins midway: the execution took more than what is there', async () => {
    expect(await textOf('tail-of-history.json')).toBe(
      [
        '✕ Execution  failed: Oops  more than 10.0 s, started before 2026-03-01 11:00:00.000 UTC  x1',
        '  ✕ Charge [Task]  failed  10.0 s  s4',
        '    ✕ Attempt 1  failed: Oops  10.0 s  a5',
        '! event 1: events 1 to 3 are missing',
      ].join('\n'),
    )
  })

  it('without an Exited: the state was over when the next was entered', () => {
    expect(
      drawn(`
        1<0 ExecutionStarted @0  2<0 WaitStateEntered A @0
        4<3 PassStateEntered B @900  5<4 PassStateExited B @900  6<5 ExecutionSucceeded @950`),
    ).toBe(
      [
        '✓ Execution  950 ms  x1',
        '  ✓ A [Wait]  at most 900 ms  s2',
        '  ✓ B [Pass]  0 ms  s4',
        '! event 3: event 3 is missing',
      ].join('\n'),
    )
  })

  it('without an Entered: the state is there, its start is not', () => {
    expect(
      drawn(`
        1<0 ExecutionStarted @0  3<2 TaskScheduled @10  4<3 TaskSucceeded @50  5<4 TaskStateExited A @60
        7<6 PassStateExited B @70  8<7 ExecutionSucceeded @70`),
    ).toBe(
      [
        '✓ Execution  70 ms  x1',
        '  ✓ A [Task]  more than 50 ms  s?3',
        '    ✓ Attempt 1  40 ms  a3',
        '  ✓ B [Pass]  start not recorded  s?7',
        '! event 2: event 2 is missing',
        '! event 6: event 6 is missing',
      ].join('\n'),
    )
  })

  it('a state left after a failed attempt, its Exited missing, was caught', () => {
    const tree = treeOf(
      eventsOf(`
        1<0 ExecutionStarted  2<0 TaskStateEntered A  3<2 TaskScheduled  4<3 TaskFailed
        6<5 PassStateEntered Repair  7<6 PassStateExited Repair  8<7 ExecutionSucceeded`),
    )
    expect(tree.spanById('s2')).toMatchObject({ outcome: 'caught', endEventId: 6, endingLoaded: false })
  })

  it('named by no event, a state is not recorded; never loading', () => {
    const tree = treeOf(eventsOf('1<0 ExecutionStarted  4<3 TaskStarted  5<4 TaskSucceeded'))
    expect(outlineText(tree)).toContain('(name not recorded) [Task]')
    expect(outlineOf(tree).spans.map(({ name }) => name)).toEqual([null, null, null])
  })

  it('names twenty gaps one by one, and the rest in a line', () => {
    const events = Array.from({ length: 40 }, (_, at) => `${at * 2 + 1}<${at * 2} PassStateEntered S${at}`).join('  ')
    const { oddities } = outlineOf(treeOf(eventsOf(events)))
    expect(oddities).toHaveLength(21)
    expect(oddities.at(-1)?.reason).toBe('19 more events are missing, in 19 places')
  })
})

describe('ids that do not tell what follows from what', () => {
  const both = [
    '✓ Execution  3.00 s  x1',
    '  ✓ Both [Parallel]  2.90 s  s2',
    '    ✓ branch A  1.90 s  b4',
    '      ✓ A [Task]  1.90 s  s4',
    '        ✓ Attempt 1  1.90 s  a6',
    '    ✓ branch B  2.90 s  b5',
    '      ✓ B [Task]  2.90 s  s5',
    '        ✓ Attempt 1  2.90 s  a7',
  ]

  it('names tell the branches, and one notice says so', async () => {
    expect(await textOf('sequential-previous-ids.json')).toBe(
      [
        ...both,
        '! event 1: previousEventId only counts and does not tell what an event follows from: told by names and order instead',
      ].join('\n'),
    )
  })

  it('nor where the column is missing', async () => {
    const told = await eventsIn('sequential-previous-ids.json')
    const events = told.map(event => ({ ...event, previousEventId: 0 }))
    expect(outlineText(treeOf(events))).toBe(
      [
        ...both,
        '! event 1: no event tells by previousEventId what it follows from: told by names and order instead',
      ].join('\n'),
    )
  })

  it('no matter which finishes first: an attempt is that of the state left next', () => {
    const tree = treeOf(
      eventsOf(`
        1<0 ExecutionStarted  2<1 ParallelStateEntered Both  3<2 ParallelStateStarted  4<3 TaskStateEntered A
        5<4 TaskStateEntered B  6<5 TaskScheduled  7<6 TaskScheduled  8<7 TaskSucceeded  9<8 TaskStateExited B
        10<9 TaskStateEntered B2  11<10 TaskScheduled  12<11 TaskSucceeded  13<12 TaskStateExited A
        14<13 TaskSucceeded  15<14 TaskStateExited B2  16<15 ParallelStateSucceeded  17<16 ParallelStateExited Both
        18<17 PassStateEntered End  19<18 PassStateExited End  20<19 ExecutionSucceeded`),
    )
    const rows = outlineOf(tree).spans.map(({ id, parent, outcome, end }) => `${id} ${parent} ${outcome} ${end}`)
    expect(rows).toEqual([
      'x1 null succeeded 20',
      's2 x1 succeeded 17',
      'b4 s2 succeeded 13',
      's4 b4 succeeded 13',
      'a6 s4 succeeded 12',
      'b5 s2 succeeded 15',
      's5 b5 succeeded 9',
      'a7 s5 succeeded 8',
      's10 b5 succeeded 15',
      'a11 s10 succeeded 14',
      's18 x1 succeeded 19',
    ])
  })

  it('of iterations in states of one name, the one that ends next went on', () => {
    const tree = treeOf(
      eventsOf(`
        1<0 ExecutionStarted  2<1 MapStateEntered Fan  3<2 MapStateStarted  4<3 MapIterationStarted Fan 0
        5<4 TaskStateEntered A  6<5 TaskScheduled  7<6 MapIterationStarted Fan 1  8<7 TaskStateEntered A
        9<8 TaskScheduled  10<9 TaskSucceeded  11<10 TaskStateExited A  12<11 MapIterationSucceeded Fan 1
        13<12 TaskSucceeded  14<13 TaskStateExited A  15<14 MapIterationSucceeded Fan 0
        16<15 MapStateSucceeded  17<16 MapStateExited Fan  18<17 ExecutionSucceeded`),
    )
    const rows = outlineOf(tree).spans.map(({ id, parent, end }) => `${id} ${parent} ${end}`)
    expect(rows).toEqual([
      'x1 null 18',
      's2 x1 17',
      'i4 s2 15',
      's5 i4 14',
      'a6 s5 13',
      'i7 s2 12',
      's8 i7 11',
      'a9 s8 10',
    ])
  })

  it('a Parallel without its Started has its branches', () => {
    expect(
      drawn(`
        1<0 ExecutionStarted  2<0 ParallelStateEntered Both  3<2 PassStateEntered A  4<2 PassStateEntered B
        5<3 PassStateExited A  6<4 PassStateExited B  7<6 ParallelStateExited Both  8<7 ExecutionSucceeded`),
    ).toBe(
      [
        '✓ Execution  7 ms  x1',
        '  ✓ Both [Parallel]  5 ms  s2',
        '    ✓ branch A  2 ms  b3',
        '      ✓ A [Pass]  2 ms  s3',
        '    ✓ branch B  2 ms  b4',
        '      ✓ B [Pass]  2 ms  s4',
      ].join('\n'),
    )
  })
})

it('what was open when its iteration was aborted is aborted and lasts until then', async () => {
  const text = await textOf('aborted-after-caught.json')
  expect(text).toContain('■ Done [Wait]  aborted  1.87 s  s24')
  expect(text).toContain('■ Done [Wait]  aborted  1.85 s  s27')
})

it('events after the end of the execution are told once', async () => {
  const lines = (await textOf('map-fail-catch0.json')).split('\n')
  expect(lines.filter(line => line.startsWith('!'))).toEqual([
    '! event 30: 4 events were written after the end of the execution',
  ])
})
