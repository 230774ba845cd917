import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { largeHistory } from '../simulator/large-history.ts'
import { chartTrees } from '../timeline/chart-trees.ts'
import { DEFAULT_ROWS_VIEW, OPEN_ALL, rowsOf } from '../timeline/rows.ts'
import { rowWindow, stickyRows } from './row-window.ts'
import { parentRow, refAt, rowName, rowOfRef, siblingRows, treeMove } from './tree-keys.ts'

const tree = createTreeBuilder().append(largeHistory({ events: 4000 }).events)
const trees = chartTrees(tree, undefined)
const closed = rowsOf(tree, { ...DEFAULT_ROWS_VIEW, openDepth: 0 })
const open = rowsOf(tree, { ...DEFAULT_ROWS_VIEW, openDepth: OPEN_ALL })
const container = Array.from({ length: closed.count }, (_, row) => row).find(row => closed.expandable(row)) ?? -1

describe('keys of the treegrid', () => {
  it('opens a closed row first, then enters it', () => {
    expect(treeMove(closed, container, 'ArrowRight', 10)).toEqual({ kind: 'toggle' })
    expect(treeMove(open, container, 'ArrowRight', 10)).toEqual({ kind: 'go', row: container + 1 })
  })

  it('closes an open row first, then goes to its parent', () => {
    expect(treeMove(open, container, 'ArrowLeft', 10)).toEqual({ kind: 'toggle' })
    expect(treeMove(open, container + 1, 'ArrowLeft', 10)).toEqual({ kind: 'go', row: container })
  })

  it('stops at both ends', () => {
    expect(treeMove(open, 0, 'PageUp', 20)).toEqual({ kind: 'go', row: 0 })
    expect(treeMove(open, open.count - 2, 'PageDown', 20)).toEqual({ kind: 'go', row: open.count - 1 })
  })

  it('finds every row again by what it stands for', () => {
    for (let row = 0; row < open.count; row++) {
      expect(rowOfRef(open, refAt(open, row))).toBe(row)
    }
  })

  it('tells every row from all others, packed lanes too', () => {
    const key = open.keyAt(container)
    const lanes = { sort: 'index', show: 'all', limit: 12, lanes: true } as const
    const packed = rowsOf(tree, { ...DEFAULT_ROWS_VIEW, openDepth: OPEN_ALL, fanOut: new Map([[key, lanes]]) })
    const all = Array.from({ length: packed.count }, (_, row) => row)
    expect(all.filter(row => packed.kindAt(row) === 'lane').length).toBeGreaterThan(1)
    expect(new Set(all.map(row => rowName(refAt(packed, row)))).size).toBe(packed.count)
    for (const row of all) expect(rowOfRef(packed, refAt(packed, row))).toBe(row)
  })

  it('tells a pinned row from the one that it is a picture of', () => {
    const pinned = [tree.root.children[1] ?? -1, open.keyAt(container + 3)]
    const rows = rowsOf(tree, { ...DEFAULT_ROWS_VIEW, openDepth: OPEN_ALL, pinned })
    const all = Array.from({ length: rows.count }, (_, row) => row)
    expect(all.slice(0, 3).map(row => rows.kindAt(row))).toEqual(['pinned', 'pinned', 'span'])
    expect(rows.count).toBe(open.count + 2)
    expect(new Set(all.map(row => rowName(refAt(rows, row)))).size).toBe(rows.count)
    for (const row of all) expect(rowOfRef(rows, refAt(rows, row))).toBe(row)
    for (const key of pinned) expect(rows.rowOf(key)).toBe(open.rowOf(key) + 2)
  })

  it('counts as siblings what has the same parent', () => {
    const rows = siblingRows(open, container)
    expect(rows).toContain(container)
    expect(rows.every(row => parentRow(open, row) === -1 && open.depthAt(row) === 0)).toBe(true)
  })
})

describe('rows in sight', () => {
  it('covers the height with a few rows around, in steps', () => {
    const window = rowWindow(open, 2200, 400)
    expect(open.topPx(window.first)).toBeLessThanOrEqual(2200)
    expect(open.topPx(window.end - 1)).toBeGreaterThan(2600)
    expect(window.end - window.first).toBeLessThan(60)
    expect(rowWindow(open, 2201, 400)).toEqual(window)
  })

  it('keeps at the top what the first row below lies in, wherever one scrolls to', () => {
    for (let top = 1; top < open.heightPx; top += 7) {
      const sticky = stickyRows(trees, open, top)
      const stackPx = sticky.reduce((sum, one) => sum + one.heightPx, 0)
      const below = open.rowAtPx(top + stackPx)
      const around = open.kindAt(below) === 'span' ? [] : [open.rowOf(open.keyAt(below))]
      for (let row = below; (row = parentRow(open, row)) >= 0; ) around.unshift(row)
      const containers = [...new Set(around)].toSorted((a, b) => a - b)
      const stuck = sticky.map(one => one.row)
      const [controls, held] = [false, true].map(isSpan =>
        stuck.filter(row => (open.kindAt(row) === 'span') === isSpan),
      )
      expect({ top, held }).toEqual({ top, held: containers.slice(0, held?.length) })
      expect(controls?.length).toBeLessThanOrEqual(1)
      for (const row of controls ?? []) expect(held).toContain(open.rowOf(open.keyAt(row)))
      for (const { row, topPx } of sticky) expect(open.topPx(row)).toBeLessThan(top + topPx)
    }
  })

  it('keeps what is pinned above all else, and the same below it', () => {
    const pinned = [tree.root.children[0] ?? -1, tree.root.children[1] ?? -1]
    const rows = rowsOf(tree, { ...DEFAULT_ROWS_VIEW, openDepth: OPEN_ALL, pinned })
    for (let top = 1; top < open.heightPx; top += 37) {
      const sticky = stickyRows(trees, rows, top)
      expect(sticky.slice(0, 2)).toEqual([
        { row: 0, topPx: 0, heightPx: 22 },
        { row: 1, topPx: 22, heightPx: 22 },
      ])
      const others = sticky.slice(2).map(one => ({ ...one, row: one.row - 2, topPx: one.topPx - 44 }))
      expect(others).toEqual(stickyRows(trees, open, top))
    }
    expect(stickyRows(trees, rows, 0)).toEqual([])
  })

  it('keeps the containers of the top row, outermost first', () => {
    expect(stickyRows(trees, open, 0)).toEqual([])
    const sticky = stickyRows(trees, open, open.topPx(container) + 400)
    expect(sticky[0]?.row).toBe(container)
    const held = sticky.filter(({ row }) => open.kindAt(row) === 'span')
    expect(held.map(({ row }) => open.depthAt(row))).toEqual(held.map((_, depth) => depth))
  })
})
