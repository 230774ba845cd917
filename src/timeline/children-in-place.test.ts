import { describe, expect, it } from 'vitest'
import type { ListedChild } from '../forest/child-list.ts'
import type { Forest } from '../forest/forest.ts'
import { forestWith, withChange, withChildren, withMapRun } from '../forest/grow.ts'
import { globalKey, memberIdOf, rootKeyOf } from '../forest/keys.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { shapeAt } from './boxes.ts'
import { chartTrees } from './chart-trees.ts'
import type { RowsView } from './chart-types.ts'
import { at } from './column.ts'
import { hitTest } from './hit-test.ts'
import { outcomeAt } from './outcome-code.ts'
import { DEFAULT_ROWS_VIEW, rowsOf, visibleRowOf } from './rows.ts'
import { boxesOfRow, sceneOf } from './scene.ts'
import { timeScale } from './time-scale.ts'

const arn = (name: string) => `arn:aws:states:eu-west-1:123456789012:execution:Payments:${name}`

function treeOf(drawing: string): ExecutionTree {
  const events = eventsOf(drawing)
  for (const { details } of events) {
    if (details?.['output'] === 'CHILD')
      Object.assign(details, { output: JSON.stringify({ ExecutionArn: arn('run-7') }) })
  }
  return createTreeBuilder().append(events)
}

const parent = treeOf(`
  1<0 ExecutionStarted @0  2<0 TaskStateEntered Pay @100
  3<2 TaskScheduled resourceType=states resource=startExecution.sync @100
  4<3 TaskSubmitted resourceType=states resource=startExecution.sync output=CHILD @150
  5<4 TaskSucceeded resourceType=states resource=startExecution.sync @800
  6<5 TaskStateExited Pay @800  7<6 PassStateEntered Done @800  8<7 PassStateExited Done @800  9<8 ExecutionSucceeded @800`)
const child = treeOf(`
  1<0 ExecutionStarted @200  2<0 PassStateEntered Charge @300  3<2 PassStateExited Charge @500  4<3 ExecutionSucceeded @600`)
const distributed = treeOf(`
  1<0 ExecutionStarted @0  2<0 MapStateEntered Reindex @0  3<2 MapStateStarted @0
  4<3 MapRunStarted mapRunArn=arn:aws:states:eu-west-1:123456789012:mapRun:M/R:1 @10
  5<4 MapRunFailed @900  6<5 MapStateFailed @900  7<6 ExecutionFailed @900`)

const pay = parent.spanOfEvent(2)?.key ?? -1
const attempt = parent.spanOfEvent(3)?.key ?? -1
const mapRun = distributed.spanOfEvent(4)?.key ?? -1

function listed(name: string, status: string, startedAt: number, stoppedAt?: number): ListedChild {
  return { executionArn: arn(name), name, status, startedAt, stoppedAt, redriveCount: 0, itemCount: 1 }
}

const root = (tree: ExecutionTree) => forestWith({ ref: { kind: 'aws', arn: arn('root') }, tree })
const nested = withChildren(root(parent), attempt, [listed('run-7', 'SUCCEEDED', 200, 600)])
const read = withChange(nested, 1, { tree: child, state: { kind: 'read' } })

function opened(...keys: readonly number[]): RowsView {
  return { ...DEFAULT_ROWS_VIEW, byHand: new Map(keys.map(key => [key, true])) }
}

function drawing(forest: Forest, view: RowsView): readonly string[] {
  const main = forest.member(0)?.tree ?? parent
  const trees = chartTrees(main, forest)
  const rows = rowsOf(main, view, forest)
  return Array.from({ length: rows.count }, (_, row) => {
    const key = rows.keyAt(row)
    const span = trees.span(key)
    const name = rows.kindAt(row) === 'member' ? `<${forest.member(memberIdOf(key))?.summary?.name}>` : undefined
    const twisty = rows.expandable(row) ? (rows.expanded(row) ? '-' : '+') : ' '
    const kind = rows.kindAt(row) === 'span' || rows.kindAt(row) === 'member' ? '' : `~${rows.kindAt(row)}`
    return `${'  '.repeat(rows.depthAt(row))}${twisty}${name ?? (span !== undefined && 'name' in span ? span.name : span?.kind)}${kind}`
  })
}

function sceneOn(forest: Forest, view: RowsView) {
  const tree = forest.member(0)?.tree ?? parent
  const scale = timeScale({ from: 0, to: 1000 }, 1000)
  return sceneOf({ tree, forest, rows: rowsOf(tree, view, forest), scale, scrollTopPx: 0, heightPx: 400, now: 1000 })
}

function boxesIn(scene: ReturnType<typeof sceneOn>, row: number): readonly string[] {
  const [from, to] = boxesOfRow(scene, row)
  return Array.from({ length: to - from }, (_, step) => from + step).map(
    index =>
      `${shapeAt(scene.boxes, index)} ${at(scene.boxes.x0, index)}-${at(scene.boxes.x1, index)} ${outcomeAt(scene.boxes.outcome, index)}`,
  )
}

describe('a task that started an execution', () => {
  it('pins what lies in it to the top, whether its row is open or not, once it is read', () => {
    const charge = globalKey(1, child.spanOfEvent(2)?.key ?? -1)
    const view = { ...opened(pay), pinned: [charge, pay] }
    expect(drawing(read, view).slice(0, 3)).toEqual([' Charge~pinned', ' Pay~pinned', '-Pay'])
    expect(drawing(read, { ...DEFAULT_ROWS_VIEW, pinned: [charge] })[0]).toBe(' Charge~pinned')
    expect(drawing(nested, { ...DEFAULT_ROWS_VIEW, pinned: [charge] })[0]).toBe('+Pay')
  })

  it('is closed until somebody opens it, and then tells what is wanted', () => {
    expect(drawing(nested, DEFAULT_ROWS_VIEW)).toEqual(['+Pay', ' Done'])
    const rows = rowsOf(parent, opened(pay), nested)
    expect(drawing(nested, opened(pay))).toEqual(['-Pay', '  -<run-7>', ' Done'])
    expect(rows.wanted).toEqual([rootKeyOf(1)])
  })

  it('opens before anything is known of it, where somebody reads what is opened', () => {
    const alone = root(parent)
    expect(drawing(alone, DEFAULT_ROWS_VIEW)).toEqual([' Pay', ' Done'])
    expect(drawing(alone, { ...DEFAULT_ROWS_VIEW, reads: true })).toEqual(['+Pay', ' Done'])
    const view = { ...opened(pay), reads: true }
    expect(drawing(alone, view)).toEqual(['-Pay', '   taskAttempt~awaited'.replace('taskAttempt', 'Pay'), ' Done'])
    expect(rowsOf(parent, view, alone).wanted).toEqual([attempt])
  })

  it('shows the rows of the execution in place, under its header', () => {
    expect(drawing(read, opened(pay))).toEqual(['-Pay', '  -<run-7>', '     Charge', ' Done'])
    expect(rowsOf(parent, opened(pay), read).wanted).toEqual([])
    const closed = {
      ...DEFAULT_ROWS_VIEW,
      byHand: new Map([
        [pay, true],
        [rootKeyOf(1), false],
      ]),
    }
    expect(drawing(read, closed)).toEqual(['-Pay', '  +<run-7>', ' Done'])
  })

  it('draws it on the same clock: an outline where it is listed, a rail over its bars where it is read', () => {
    expect(boxesIn(sceneOn(nested, opened(pay)), 1)).toEqual(['listed 200-600 succeeded'])
    const scene = sceneOn(read, opened(pay))
    expect(boxesIn(scene, 1)).toEqual(['rail 200-600 succeeded'])
    expect(boxesIn(scene, 2)).toEqual(['running 300-500 succeeded'])
    expect(scene.members).toEqual([{ x0: 200, x1: 600, y0: 22, y1: 66 }])
  })

  it('shows it on a clock of its own, if it has one', () => {
    const shifted = withChange(read, 1, { clock: { shiftMs: 100 } })
    const scene = sceneOn(shifted, opened(pay))
    expect([boxesIn(scene, 1), boxesIn(scene, 2)]).toEqual([['rail 300-700 succeeded'], ['running 400-600 succeeded']])
  })

  it('finds its spans under the pointer, by the keys of the forest and its own events', () => {
    const scene = sceneOn(read, opened(pay))
    const trees = chartTrees(parent, read)
    const charge = globalKey(1, child.spanOfEvent(2)?.key ?? -1)
    expect(hitTest(scene, 400, 50, trees)).toEqual({ key: charge, row: 2, eventId: 2, part: 'bar' })
    expect(hitTest(scene, 400, 30, trees)).toMatchObject({ key: rootKeyOf(1), row: 1, eventId: 1 })
  })

  it('is where its spans are seen while it is closed', () => {
    const trees = chartTrees(parent, read)
    const charge = globalKey(1, child.spanOfEvent(2)?.key ?? -1)
    expect(visibleRowOf(trees, rowsOf(parent, DEFAULT_ROWS_VIEW, read), charge)).toBe(0)
    expect(visibleRowOf(trees, rowsOf(parent, opened(pay), read), charge)).toBe(2)
  })

  it('cannot be opened where it cannot be read, and still says what is known', () => {
    const why = { code: 'AccessDenied', message: 'No.', why: undefined, whatToDo: undefined, copy: undefined }
    const refused = withChange(nested, 1, { state: { kind: 'trouble', trouble: { ...why, retryable: false } } })
    expect(drawing(refused, opened(pay))).toEqual(['-Pay', '   <run-7>', ' Done'])
    expect(boxesIn(sceneOn(refused, opened(pay)), 1)).toEqual(['listed 200-600 succeeded'])
  })
})

describe('a Map Run', () => {
  const children = [
    listed('c', 'SUCCEEDED', 100, 300),
    listed('a', 'FAILED', 200, 400),
    listed('b', 'RUNNING', 250),
    ...Array.from({ length: 20 }, (_, at) => listed(`x${at}`, 'SUCCEEDED', 500 + at, 600 + at)),
  ]
  const forest = withChildren(root(distributed), mapRun, children)

  it('is a band from its child list alone: how many at once, which failed when, MaxConcurrency', () => {
    const run = {
      ...{ mapRunArn: 'm', executionArn: undefined, status: 'FAILED', startedAt: 10, stoppedAt: 900 },
      ...{ maxConcurrency: 40, redriveCount: 0, itemCounts: {}, executionCounts: {} },
    }
    const [band] = sceneOn(withMapRun(forest, mapRun, run), DEFAULT_ROWS_VIEW).bands
    expect(band).toMatchObject({ key: mapRun, peak: 21, limit: 40, ticks: [{ xPx: 400, count: 1 }] })
    expect(band?.heights[260]).toBeCloseTo(3 / 40)
  })

  it('lists its children like iterations: failed first, the rest on demand', () => {
    const lines = drawing(forest, opened(mapRun))
    expect(lines.slice(0, 4)).toEqual(['-Reindex', '  -mapRun', '   mapRun~band', '   mapRun~control'])
    expect(lines.slice(4, 7)).toEqual(['    +<a>', '    +<b>', '    +<c>'])
    expect(lines.at(-1)).toBe('     mapRun~more')
    expect(lines).toHaveLength(4 + 12 + 1)
  })

  it.each([
    { sort: 'index', show: 'all', first: ['a', 'b', 'c', 'x0'] },
    { sort: 'start', show: 'all', first: ['c', 'a', 'b', 'x0'] },
    { sort: 'duration', show: 'all', first: ['b', 'c', 'a', 'x0'] },
    { sort: 'failedFirst', show: 'failed', first: ['a'] },
    { sort: 'index', show: 'running', first: ['b'] },
  ] as const)('by $sort, $show', ({ sort, show, first }) => {
    const fanOut = new Map([[mapRun, { sort, show, limit: 12, lanes: false }]])
    const lines = drawing(forest, { ...opened(mapRun), fanOut }).filter(line => line.includes('<'))
    expect(lines.slice(0, 4).map(line => /<(.*)>/.exec(line)?.[1])).toEqual(first)
  })

  it('opens each child in place', () => {
    const id = forest.memberOfArn(arn('a'))?.id ?? -1
    const one = withChange(forest, id, { tree: child, state: { kind: 'read' } })
    const lines = drawing(one, opened(mapRun, rootKeyOf(id)))
    expect(lines.slice(4, 7)).toEqual(['    -<a>', '       Charge', '    +<b>'])
    expect(rowsOf(distributed, opened(mapRun, rootKeyOf(id)), forest).wanted).toEqual([rootKeyOf(id)])
  })
})
