import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import type { Fill, RowsView } from './chart-types.ts'
import { DEFAULT_ROWS_VIEW, rowsOf } from './rows.ts'
import type { ChartRows } from './rows-draft.ts'

const ITERATIONS = 15

/** A Map of iterations with a state each, beside a Pass. */
function treeOf() {
  const events = ['1<0 ExecutionStarted', '2<1 PassStateEntered Before', '3<2 PassStateExited Before']
  events.push('4<3 MapStateEntered Fan', `5<4 MapStateStarted length=${ITERATIONS}`)
  for (let at = 0; at < ITERATIONS; at++) events.push(`${6 + at}<5 MapIterationStarted Fan ${at}`)
  for (let at = 0; at < ITERATIONS; at++) events.push(`${6 + ITERATIONS + at}<${6 + at} PassStateEntered Read`)
  return createTreeBuilder().append(eventsOf(events.join(' ')))
}

const tree = treeOf()
const [before = 0, map = 0] = tree.root.children
const iteration = tree.span(map)?.children[3] ?? 0

/** Values of each part of a view that make other rows, as often as not. */
const PARTS: { readonly [Part in keyof Required<RowsView>]: readonly RowsView[Part][] } = {
  openDepth: [4, 1, 0],
  byHand: [new Map(), new Map([[map, true]]), new Map([[before, false]])],
  fanOut: [new Map(), new Map([[map, { sort: 'index', show: 'slowest', limit: 3, lanes: true }]])],
  fill: [undefined, fillOf([], 8), fillOf([map], 8), fillOf([map], 9), { ...fillOf([map], 8), listed: 2 }],
  only: [undefined, new Set([iteration])],
  asked: [undefined, new Set([1])],
  also: [undefined, new Set([iteration])],
  pinned: [undefined, [before]],
  reads: [undefined, true],
  arriving: [undefined, true],
  definition: [undefined],
}

function fillOf(opens: readonly number[], lanePx: number): Fill {
  return { opens: new Set(opens), lanePx, listed: 12 }
}

const views: fc.Arbitrary<RowsView> = fc
  .tuple(
    ...[of('openDepth'), of('byHand'), of('fanOut'), of('fill'), of('only')],
    ...[of('asked'), of('also'), of('pinned'), of('reads'), of('arriving')],
  )
  .map(parts => Object.assign({ ...DEFAULT_ROWS_VIEW }, ...parts))

function of(part: keyof RowsView): fc.Arbitrary<Partial<RowsView>> {
  return fc.constantFrom(...PARTS[part].map(value => (value === undefined ? {} : { [part]: value })))
}

function told(rows: ChartRows) {
  return Array.from({ length: rows.count }, (_, row) => [
    ...[rows.kindAt(row), rows.keyAt(row), rows.depthAt(row), rows.topPx(row), rows.expanded(row)],
    ...[rows.hiddenCount(row), rows.nthAt(row), [...(rows.laneAt(row)?.keys ?? [])]],
  ])
}

describe('rows that were asked for before', () => {
  it('are those that the same question gives when it is the first', () => {
    fc.assert(
      fc.property(fc.array(views, { minLength: 2, maxLength: 8 }), asked => {
        for (const view of asked) expect(told(rowsOf(tree, view))).toEqual(told(rowsOf(treeOf(), view)))
      }),
    )
  })

  it('are not made again for a view that says the same', () => {
    const view = { ...DEFAULT_ROWS_VIEW, fill: fillOf([map], 8) }
    expect(rowsOf(tree, { ...view, fill: fillOf([map], 8) })).toBe(rowsOf(tree, view))
  })
})
