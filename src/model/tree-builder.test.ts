import { describe, expect, it } from 'vitest'
import { outlineOf } from '../export/outline.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { largeHistory } from '../simulator/large-history.ts'
import type { ExecutionTree } from './execution-tree.ts'

import type { Span } from './span.ts'
import { createTreeBuilder } from './tree-builder.ts'
import { depthFirst } from './walk.ts'

function treeOf(text: string): ExecutionTree {
  return createTreeBuilder().append(eventsOf(text))
}

function words(span: Span): string {
  switch (span.kind) {
    case 'mapIteration':
    case 'parallelBranch':
      return `${span.round > 1 ? `round ${span.round} ` : ''}#${span.index}`
    case 'taskAttempt':
      return `try ${span.attempt}`
    case 'stateVisit':
      return span.name
    default:
      return span.kind
  }
}

/** Paths of the leaves. */
function leaves(tree: ExecutionTree): string {
  const path: string[] = []
  const lines: string[] = []
  for (const { span, depth } of depthFirst(tree)) {
    path.length = depth
    path[depth] = words(span)
    if (span.children.length === 0) lines.push(path.slice(1).join(' > '))
  }
  return lines.join(', ')
}

describe('a sequential Map', () => {
  it('gives each iteration its own span, though one starts from the last event of another', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted           2<0 MapStateEntered Fan        3<2 MapStateStarted
      4<3 MapIterationStarted Fan 0  5<4 PassStateEntered P         6<5 PassStateExited P
      7<6 MapIterationSucceeded Fan 0  8<6 MapIterationStarted Fan 1`)
    expect(leaves(tree)).toBe('Fan > #0 > P, Fan > #1')
    expect(tree.oddities).toEqual([])
  })
})

describe('a Parallel whose branch fails', () => {
  const failed = `
    1<0 ExecutionStarted          2<0 ParallelStateEntered Both  3<2 ParallelStateStarted
    4<3 TaskStateEntered A        5<3 TaskStateEntered B         6<4 TaskScheduled  7<5 TaskScheduled
    8<6 TaskStarted               9<8 TaskFailed                 10<9 TaskStateAborted  11<9 TaskStateAborted
    12<9 ParallelStateFailed      13<12 ExecutionFailed`

  it('closes the failing branch at the failure and aborts its sibling', () => {
    const rows = outlineOf(treeOf(failed)).spans
    expect(rows.map(row => `${row.id} ${row.outcome} ${row.end}`)).toEqual([
      'x1 failed 13',
      's2 failed 12',
      'b4 failed 9',
      's4 failed 9',
      'a6 failed 9',
      'b5 aborted 9',
      's5 aborted 9',
      'a7 aborted 9',
    ])
  })

  it('closes nothing before the record of the failure is there', () => {
    const cut = failed.slice(0, failed.indexOf('12<9'))
    const rows = outlineOf(treeOf(cut)).spans
    expect(rows.filter(row => row.outcome === 'running').map(row => row.id)).toEqual([
      'x1',
      's2',
      'b4',
      's4',
      'b5',
      's5',
      'a7',
    ])
  })
})

it('a log without ExecutionStarted keeps the execution apart from the state that its first event opens', () => {
  const tree = treeOf('1<0 PassStateEntered A  2<1 PassStateExited A')
  expect(outlineOf(tree).spans.map(row => `${row.id} ${row.parent}`)).toEqual(['x1 null', 's1 x1'])
  expect(tree.span(tree.root.key)).toBe(tree.root)
  expect(tree.spanById('s1')).toBe(tree.spanOfEvent(1))
})

describe('pages', () => {
  const events = eventsOf(`
    1<0 ExecutionStarted  2<0 TaskStateEntered A  3<2 TaskScheduled  4<3 TaskStarted  5<4 TaskSucceeded
    6<5 TaskStateExited A  7<6 PassStateEntered B  8<7 PassStateExited B  9<8 ExecutionSucceeded`)
  const page = (from: number, to: number) => events.slice(from - 1, to)

  it('from the end show what is there, and complete themselves with the same ids', () => {
    const builder = createTreeBuilder()
    const tail = builder.append(page(5, 9).toReversed())
    expect(outlineOf(tail).spans.map(row => row.id)).toEqual(['x1', 's?5', 'a?5', 's7'])
    expect(tail.oddities).toEqual([])
    builder.append(page(1, 2))
    const whole = builder.append(page(2, 6))
    expect(outlineOf(whole)).toEqual(outlineOf(createTreeBuilder().append(events)))
  })

  it('from the end know a Parallel by the two events that end it', () => {
    const tail = createTreeBuilder().append(
      eventsOf('46<45 ParallelStateSucceeded  47<45 ParallelStateExited Both  48<47 PassStateEntered After'),
    )
    expect(outlineOf(tail).spans.map(row => `${row.id} ${row.name} ${row.outcome}`)).toEqual([
      'x1 null running',
      's?46 Both succeeded',
      's48 After running',
    ])
  })

  it('leave spans they do not touch as they were', () => {
    const builder = createTreeBuilder()
    const before = builder.append(page(1, 6))
    const after = builder.append(page(7, 9))
    expect(after.spanOfEvent(2)).toBe(before.spanOfEvent(2))
    expect(after.root).not.toBe(before.root)
    expect(before.root.outcome).toBe('running')
  })

  it('known already change nothing', () => {
    const builder = createTreeBuilder()
    const tree = builder.append(events)
    expect(builder.append(page(3, 5))).toBe(tree)
  })

  it('with payloads replace those without, and move no span', () => {
    const builder = createTreeBuilder()
    const skeleton = builder.append(events)
    const filled = builder.append(page(2, 2).map(event => ({ ...event, details: { name: 'A', input: '{}' } })))
    expect(filled.event(2)?.details).toEqual({ name: 'A', input: '{}' })
    expect(filled.spanOfEvent(2)).toBe(skeleton.spanOfEvent(2))
  })
})

it('comes to the same tree in steps, and when an append was left in the middle', () => {
  const { events } = largeHistory({ events: 3_000, keepsTruth: false })
  const whole = createTreeBuilder().append(events)
  const builder = createTreeBuilder()
  builder.appending(events.slice(2_000)).next()
  const steps = [...builder.appending(events.slice(0, 1_000))].length
  const left = builder.appending(events.slice(1_000, 1_500))
  left.next()
  expect(builder.tree.eventCount).toBe(events.length - 1_000)
  const tree = builder.append(events.slice(1_500, 2_000))
  expect(steps).toBeGreaterThan(10)
  expect(outlineOf(tree)).toEqual(outlineOf(whole))
})
