import { describe, expect, it } from 'vitest'
import { parseDefinition } from '../history/definition.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { chartTrees } from './chart-trees.ts'
import type { RowsView } from './chart-types.ts'
import { DEFAULT_ROWS_VIEW, OPEN_ALL, rowsOf, visibleRowOf } from './rows.ts'
import type { ChartRows } from './rows-draft.ts'

/** Rows as an indented drawing: `+` closed, `-` open. */
function drawingOf(tree: ExecutionTree, rows: ChartRows): string {
  return Array.from({ length: rows.count }, (_, row) => {
    const span = tree.span(rows.keyAt(row))
    const name =
      span !== undefined && 'index' in span ? `#${span.index}` : span !== undefined && 'name' in span ? span.name : ''
    const twisty = rows.expandable(row) ? (rows.expanded(row) ? '-' : '+') : ' '
    const words = {
      span: `${twisty}${span?.kind === 'taskAttempt' ? `try ${span.attempt}` : name}`,
      band: ' ~band~',
      control: ' =control=',
      member: `${twisty}member`,
      awaited: ' …',
      lane: ` |${[...(rows.laneAt(row)?.keys ?? [])].map(key => `#${indexOf(tree, key)}`).join(' ')}`,
      pinned: ` ^${name}`,
      more: ` ${rows.hiddenCount(row)} more`,
    }
    return '  '.repeat(rows.depthAt(row)) + words[rows.kindAt(row)]
  }).join('\n')
}

function indexOf(tree: ExecutionTree, key: number): number {
  const span = tree.span(key)
  return span !== undefined && 'index' in span ? span.index : -1
}

function treeOf(drawing: string): ExecutionTree {
  return createTreeBuilder().append(eventsOf(drawing))
}

/** A Map whose n iterations all start at once and end one after another, one of them failing. */
function mapOf(iterations: number, failing = -1, failed = false): ExecutionTree {
  const lines = ['1<0 ExecutionStarted', '2<0 MapStateEntered Fan', `3<2 MapStateStarted length=${iterations}`]
  for (let i = 0; i < iterations; i++) lines.push(`${4 + i}<3 MapIterationStarted Fan ${i}`)
  for (let i = 0; i < iterations; i++) {
    const type = i === failing ? 'MapIterationFailed' : 'MapIterationSucceeded'
    lines.push(`${4 + iterations + i}<${4 + i} ${type} Fan ${i}`)
  }
  const last = 3 + 2 * iterations
  if (failed) lines.push(`${last + 1}<${last} MapStateFailed error=Broken`)
  return treeOf(lines.join(' '))
}

const RETRIED = `
  1<0 ExecutionStarted  2<0 TaskStateEntered Charge  3<2 TaskScheduled  4<3 TaskStarted  5<4 TaskFailed error=Busy
  6<5 TaskScheduled  7<6 TaskStarted  8<7 TaskSucceeded  9<8 TaskStateExited Charge`

function view(changes: Partial<RowsView>): RowsView {
  return { ...DEFAULT_ROWS_VIEW, ...changes }
}

describe('rowsOf, while pages arrive', () => {
  // The first page and the last: what the last holds may lie in an iteration or at the top.
  const tree = treeOf(`
    1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted length=2  4<3 MapIterationStarted Fan 0
    17<16 PassStateEntered Tidy  18<17 PassStateExited Tidy  19<18 PassStateEntered Report  20<19 PassStateExited Report
    21<20 ExecutionSucceeded`)

  it('gives no row at the top to what may lie elsewhere', () => {
    expect(drawingOf(tree, rowsOf(tree, view({ arriving: true })))).not.toMatch(/Tidy|Report/)
    expect(drawingOf(tree, rowsOf(tree, view({})))).toMatch(/^ Report/m)
  })

  it('gives one to a state that the definition has at the top', () => {
    const map = {
      Type: 'Map',
      ItemProcessor: { StartAt: 'Tidy', States: { Tidy: { Type: 'Pass', End: true } } },
      Next: 'Report',
    }
    const states = { Fan: map, Report: { Type: 'Pass', End: true } }
    const definition = parseDefinition(JSON.stringify({ StartAt: 'Fan', States: states }))
    const drawing = drawingOf(tree, rowsOf(tree, view({ arriving: true, definition })))
    expect(drawing).toMatch(/^ Report/m)
    expect(drawing).not.toMatch(/Tidy/)
  })
})

describe('rowsOf', () => {
  it('shows a retried task as one row, and an attempt a row when opened', () => {
    const tree = treeOf(RETRIED)
    expect(drawingOf(tree, rowsOf(tree, view({})))).toBe('+Charge')
    expect(drawingOf(tree, rowsOf(tree, view({ byHand: new Map([[4, true]]) })))).toBe('-Charge\n   try 1\n   try 2')
  })

  it('keeps a large Map as a band until it is opened, then lists what failed first', () => {
    const tree = mapOf(40, 30)
    expect(drawingOf(tree, rowsOf(tree, view({})))).toBe('+Fan\n ~band~')
    const open = drawingOf(tree, rowsOf(tree, view({ byHand: new Map([[4, true]]) }))).split('\n')
    expect(open.slice(0, 5)).toEqual(['-Fan', ' ~band~', ' =control=', '   #30', '   #0'])
    expect(open.at(-1)).toBe('   28 more')
  })

  it('opens a large Map that failed: its failed iteration is the first thing to see', () => {
    const tree = mapOf(40, 30, true)
    expect(
      drawingOf(tree, rowsOf(tree, view({})))
        .split('\n')
        .slice(0, 4),
    ).toEqual(['-Fan', ' ~band~', ' =control=', '   #30'])
    expect(drawingOf(tree, rowsOf(tree, view({ byHand: new Map([[4, false]]) })))).toBe('+Fan\n ~band~')
  })

  it('opens a small Map at once, in order of index, without a band', () => {
    const tree = mapOf(3, 2)
    expect(drawingOf(tree, rowsOf(tree, view({})))).toBe('-Fan\n   #0\n   #1\n   #2')
  })

  it('opens large fan-outs too when everything is opened', () => {
    const tree = mapOf(14)
    expect(rowsOf(tree, view({ openDepth: OPEN_ALL })).count).toBe(17)
  })

  it('cuts to the failed ones, and packs into lanes', () => {
    const tree = mapOf(40, 30)
    const chosen = { sort: 'index', limit: 25, lanes: false } as const
    const failed = new Map([[4, { ...chosen, show: 'failed' as const }]])
    const byHand = new Map([[4, true]])
    expect(drawingOf(tree, rowsOf(tree, view({ byHand, fanOut: failed })))).toBe('-Fan\n ~band~\n =control=\n   #30')
    const lanes = new Map([[4, { ...chosen, show: 'all' as const, lanes: true }]])
    const packed = drawingOf(tree, rowsOf(tree, view({ byHand, fanOut: lanes }))).split('\n')
    // What failed stands above the lanes too.
    expect(packed.slice(2, 5)).toEqual([' =control=', '   #30', '   |#0'])
  })

  it('opens the way to what a filter found and hides the rest', () => {
    const tree = mapOf(40, 30)
    const found = tree.spanOfEvent(4 + 17)?.key ?? -1
    const only = new Set([found])
    expect(drawingOf(tree, rowsOf(tree, view({ only })))).toBe('-Fan\n   #17')
    expect(drawingOf(tree, rowsOf(tree, view({ only, byHand: new Map([[4, false]]) })))).toBe('+Fan')
  })

  it('tells tops, heights and the row at a distance', () => {
    const tree = mapOf(40)
    const rows = rowsOf(tree, view({}))
    expect([rows.topPx(0), rows.topPx(1), rows.heightPx]).toEqual([0, 22, 62])
    expect([0, 21, 22, 61, 500].map(y => rows.rowAtPx(y))).toEqual([0, 0, 1, 1, 1])
    expect(rowsOf(tree, view({ only: new Set() })).rowAtPx(10)).toBe(-1)
  })

  it('finds a collapsed span in the row of its nearest ancestor', () => {
    const tree = mapOf(40)
    const rows = rowsOf(tree, view({}))
    const inner = tree.spanOfEvent(10)?.key ?? -1
    expect(rows.rowOf(inner)).toBe(-1)
    expect(visibleRowOf(chartTrees(tree, undefined), rows, inner)).toBe(0)
  })

  it('does not walk what is collapsed', () => {
    const tree = mapOf(5000)
    const asked: number[] = []
    const watched: ExecutionTree = {
      ...tree,
      root: tree.root,
      span: key => (asked.push(key), tree.span(key)),
    }
    rowsOf(watched, view({}))
    expect(asked.length).toBeLessThan(10)
  })
})

describe('lanes', () => {
  it('puts each iteration into the first free lane', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted length=4
      4<3 MapIterationStarted Fan 0 @10    5<3 MapIterationStarted Fan 1 @11
      6<4 MapIterationSucceeded Fan 0 @20  7<6 MapIterationStarted Fan 2 @20
      8<5 MapIterationSucceeded Fan 1 @30  9<8 MapIterationStarted Fan 3 @30`)
    const fanOut = new Map([[4, { sort: 'index', show: 'all', limit: 25, lanes: true } as const]])
    expect(drawingOf(tree, rowsOf(tree, view({ fanOut })))).toBe('-Fan\n   |#0 #2\n   |#1 #3')
  })
})
