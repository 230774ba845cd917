import { describe, expect, it } from 'vitest'
import type { Forest } from '../forest/forest.ts'
import { forestWith, withChange, withChildren } from '../forest/grow.ts'
import { type GlobalKey, globalKey, memberIdOf, rootKeyOf } from '../forest/keys.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { chartTrees } from './chart-trees.ts'
import type { RowsView } from './chart-types.ts'
import { DEFAULT_ROWS_VIEW, rowsOf } from './rows.ts'

const arn = (name: string) => `arn:aws:states:eu-west-1:123456789012:execution:M/R:${name}`
const tree = createTreeBuilder().append(
  eventsOf(`
  1<0 ExecutionStarted @0  2<0 MapStateEntered Reindex @0  3<2 MapStateStarted @0
  4<3 MapRunStarted mapRunArn=arn:aws:states:eu-west-1:123456789012:mapRun:M/R:1 @10
  5<4 MapRunSucceeded @900  6<5 MapStateSucceeded @900  7<6 MapStateExited Reindex @900
  8<7 PassStateEntered Done @900  9<8 PassStateExited Done @900  10<9 ExecutionSucceeded @900`),
)
const child = createTreeBuilder().append(
  eventsOf(`
  1<0 ExecutionStarted @200  2<0 PassStateEntered Charge @200  3<2 PassStateExited Charge @300
  4<3 PassStateEntered Ship @300  5<4 PassStateExited Ship @400  6<5 ExecutionSucceeded @400`),
)
const mapRun = tree.spanOfEvent(4)?.key ?? -1
const reindex = tree.spanOfEvent(2)?.key ?? -1
const ship = (member: number): GlobalKey => globalKey(member, child.spanOfEvent(4)?.key ?? -1)

const listed = withChildren(
  withChange(forestWith({ ref: { kind: 'aws', arn: arn('root') }, tree }), 0, { state: { kind: 'read' } }),
  mapRun,
  Array.from({ length: 20 }, (_, at) => ({
    ...{ executionArn: arn(`c${at + 1}`), name: `c${at + 1}`, status: 'SUCCEEDED', startedAt: 200 },
    ...{ stoppedAt: 400, redriveCount: 0, itemCount: 1 },
  })),
)
/** The same with some children read. */
const withRead = (...ids: readonly number[]): Forest =>
  ids.reduce((forest, id) => withChange(forest, id, { tree: child, state: { kind: 'read' } }), listed)

function filtered(found: readonly GlobalKey[], opened: readonly GlobalKey[] = []): RowsView {
  return { ...DEFAULT_ROWS_VIEW, only: new Set(found), byHand: new Map(opened.map(key => [key, true])) }
}

function drawing(forest: Forest, view: RowsView): readonly string[] {
  const trees = chartTrees(tree, forest)
  const rows = rowsOf(tree, view, forest)
  return Array.from({ length: rows.count }, (_, row) => {
    const span = trees.span(rows.keyAt(row))
    if (rows.kindAt(row) === 'member') return `<${forest.member(memberIdOf(rows.keyAt(row)))?.summary?.name}>`
    if (rows.kindAt(row) !== 'span') return `~${rows.kindAt(row)}`
    return span !== undefined && 'name' in span ? span.name : (span?.kind ?? '')
  })
}

describe('a filter', () => {
  it('hides rows inside children as in the parent, and opens the way to what it found', () => {
    expect(drawing(withRead(7, 9), filtered([ship(9)]))).toEqual([
      'Reindex',
      'mapRun',
      '~band',
      '~control',
      '<c9>',
      'Ship',
    ])
  })

  it('asks for nothing that nobody opened', () => {
    const rows = rowsOf(tree, filtered([ship(9)]), withRead(9))
    expect([rows.opened, rows.wanted]).toEqual([[], []])
    const ended = withChange(listed, 9, { tree: child, state: { kind: 'endRead' } })
    expect(drawing(ended, filtered([ship(9)])).slice(4)).toEqual(['<c9>'])
    expect(rowsOf(tree, filtered([ship(9)]), ended).wanted).toEqual([])
    expect(rowsOf(tree, filtered([ship(9)], [rootKeyOf(9)]), ended).wanted).toEqual([rootKeyOf(9)])
  })

  it('cuts what it leaves of a list, not the list', () => {
    const all = Array.from({ length: 20 }, (_, at) => at + 1)
    const rows = rowsOf(tree, filtered(all.slice(3).map(ship)), withRead(...all))
    expect(rows.hiddenCount(rows.count - 1)).toBe(5)
  })

  it('leaves what a hand opened until all of it was asked', () => {
    const found = filtered([ship(9)], [rootKeyOf(3), rootKeyOf(9)])
    const loading = withChange(withRead(9), 3, { tree: child, state: { kind: 'loading' } })
    expect(drawing(loading, found).slice(4)).toEqual(['<c3>', '<c9>', 'Ship'])
    // Here and not asked yet; then asked.
    expect(drawing(withRead(3, 9), { ...found, asked: new Set([0, 9]) }).slice(4)).toEqual(['<c3>', '<c9>', 'Ship'])
    expect(drawing(withRead(3, 9), { ...found, asked: new Set([0, 3, 9]) }).slice(4)).toEqual(['<c9>', 'Ship'])
  })

  it('of a list in which nothing matches shows what nobody asked, for that may match', () => {
    const view = filtered([reindex, mapRun], [mapRun])
    expect(drawing(withRead(1), view).slice(4, 6)).toEqual(['<c2>', '<c3>'])
    const all = Array.from({ length: 20 }, (_, at) => at + 1)
    const rows = rowsOf(tree, view, withRead(...all))
    expect(rows.expandable(rows.rowOf(mapRun))).toBe(false)
  })

  it('leaves lanes of children that it keeps', () => {
    const fanOut = new Map([[mapRun, { sort: 'index', show: 'all', limit: 12, lanes: true } as const]])
    const rows = rowsOf(tree, { ...filtered([ship(9)], [mapRun]), fanOut }, withRead(7, 9))
    expect([...(rows.laneAt(rows.count - 1)?.keys ?? [])]).toEqual([rootKeyOf(9)])
  })
})
