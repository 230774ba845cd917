import { expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { largeHistory } from '../simulator/large-history.ts'
import { DEFAULT_ROWS_VIEW, OPEN_ALL, rowsOf } from '../timeline/rows.ts'
import { anchorOf } from './use-scroll.ts'
import { createViewStore } from './view-store.ts'

it('holds the row above "Show more" still, as the row itself moves behind what it lists', () => {
  const tree = createTreeBuilder().append(largeHistory({ events: 4000 }).events)
  const rows = rowsOf(tree, { ...DEFAULT_ROWS_VIEW, openDepth: OPEN_ALL })
  const more = Array.from({ length: rows.count }, (_, row) => row).find(row => rows.kindAt(row) === 'more') ?? -1
  const key = rows.keyAt(more)
  const hover = { key, row: more, eventId: 1, part: 'row' } as const
  const live = createViewStore({ hover, scrollTopPx: rows.topPx(more) - 100 }).getState()
  expect(anchorOf({ rows, selectedRow: -1 }, live, 400)).toEqual({
    ref: { kind: rows.kindAt(more - 1), key: rows.keyAt(more - 1), nth: 0 },
    offsetPx: 100 - rows.rowHeightPx(more - 1),
  })
})
