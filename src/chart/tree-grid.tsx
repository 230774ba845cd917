import { type KeyboardEvent, useCallback, useRef, useState, useSyncExternalStore } from 'react'
import type { SpanKey } from '../model/span.ts'
import type { CssPx } from '../timeline/chart-types.ts'
import type { RowContext } from '../timeline/row-text.ts'
import { type ChartRows, ROW_PX } from '../timeline/rows-draft.ts'
import { RowSlots, type ShownRow } from './row-slots.ts'
import { rowWindow, type StuckRow, stickyRows } from './row-window.ts'
import type { TreeActions } from './tree-actions.ts'
import { refAt, rowName, rowOfRef, treeMove } from './tree-keys.ts'
import { TreeRow } from './tree-row.tsx'
import type { ViewStore } from './view-store.ts'

export interface TreeGridProps {
  readonly rows: ChartRows
  readonly context: RowContext
  readonly store: ViewStore
  readonly actions: TreeActions
  /** Height of what is in sight. */
  readonly heightPx: CssPx
  readonly selectedRow: number
  readonly selectedKey: SpanKey | undefined
  readonly matches: ReadonlySet<SpanKey> | undefined
}

/**
 * The chart's twin for keyboard and screen reader: a treegrid of the rows in sight. It renders again when the rows in sight
 * change by a step, when the focus moves, and when the rows themselves do; not while zooming or panning.
 */
export function TreeGrid(props: TreeGridProps) {
  const { rows, context, store, actions, heightPx, selectedRow, matches } = props
  const grid = useRef<HTMLDivElement>(null)
  const { first, end, sticky } = useWindow(props)
  const focus = useSyncExternalStore(store.subscribe, () => store.getState().focus)
  const focused = focus === undefined ? -1 : rowOfRef(rows, focus)
  const tabStop = focused >= 0 ? focused : selectedRow >= 0 ? selectedRow : 0
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rowOfTarget(event.target)
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.shiftKey && event.key === 'F10') return askMenu(event)
    if (handleKey(event.key, row)) {
      event.preventDefault()
      event.stopPropagation()
    }
  }
  function handleKey(key: string, row: number): boolean {
    if (key === 'Enter' || key === ' ') {
      actions.activate(row, { goesIn: key === 'Enter' })
      return true
    }
    if (rows.kindAt(row) === 'lane' && (key === 'ArrowLeft' || key === 'ArrowRight')) {
      actions.moveInLane(row, key === 'ArrowRight' ? 1 : -1)
      return true
    }
    const move = treeMove(rows, row, key, Math.max(1, Math.floor(heightPx / ROW_PX) - 1))
    if (move === undefined) return false
    if (move.kind === 'go') actions.goToRow(move.row)
    else if (move.kind === 'toggle') actions.toggle(row)
    else actions.openSiblings(row)
    return true
  }
  const onFocus = (event: { readonly target: EventTarget }): void => {
    const row = rowOfTarget(event.target)
    if (row !== undefined) store.setState({ focus: refAt(rows, row), focusVisible: true })
  }
  // The row with the tab stop is kept even when scrolled out of sight: focus must not fall to the page.
  const shown = indexes(first, end, tabStop, rows.count)
  const [slots] = useState(() => new RowSlots())
  const keys = slots.keysFor(
    shown.map(row => shownRow(rows, row)),
    tabStop < rows.count ? rowName(refAt(rows, tabStop)) : undefined,
  )
  return (
    <div
      ref={grid}
      role="treegrid"
      className="chart-tree"
      aria-label="States, attempts, branches and iterations"
      aria-rowcount={rows.count}
      aria-colcount={2}
      style={{ height: rows.heightPx }}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onBlur={() => store.setState({ focusVisible: false })}
    >
      {shown.map((row, at) => (
        <TreeRow
          key={keys[at]}
          rows={rows}
          row={row}
          context={context}
          actions={actions}
          selected={row === selectedRow}
          selectedKey={row === selectedRow ? props.selectedKey : undefined}
          focusable={row === tabStop}
          matched={matches?.has(rows.keyAt(row)) === true}
        />
      ))}
      {sticky.length > 0 && <StickyRows {...props} sticky={sticky} />}
    </div>
  )
}

/** Not every browser takes Shift+F10 for the menu key. */
function askMenu(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopPropagation()
  event.target.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }))
}

function StickyRows({
  rows,
  context,
  actions,
  selectedRow,
  matches,
  sticky,
}: TreeGridProps & { sticky: readonly StuckRow[] }) {
  return (
    <div className="chart-sticky" role="presentation">
      {sticky.map(({ row, topPx }, at) => (
        <TreeRow
          // A picture of a row holds no focus: by its place it becomes the next one's. Controls keep what is typed in them.
          key={shownRow(rows, row).mould === undefined ? rowName(refAt(rows, row)) : at}
          rows={rows}
          row={row}
          context={context}
          actions={actions}
          selected={row === selectedRow}
          focusable={false}
          matched={matches?.has(rows.keyAt(row)) === true}
          stuckPx={topPx}
        />
      ))}
    </div>
  )
}

// The snapshot is a string: equal strings, no render.
function useWindow({ rows, store, heightPx, context }: TreeGridProps) {
  const { trees } = context
  const snapshot = useCallback(() => {
    const { scrollTopPx } = store.getState()
    const { first, end } = rowWindow(rows, scrollTopPx, heightPx)
    const sticky = stickyRows(trees, rows, scrollTopPx).map(({ row, topPx, heightPx }) => `${row} ${topPx} ${heightPx}`)
    return `${first} ${end} ${sticky.join(' ')}`.trim()
  }, [rows, store, heightPx, trees])
  const numbers = useSyncExternalStore(store.subscribe, snapshot).split(' ').map(Number)
  const [first = 0, end = 0, ...stuck] = numbers
  const sticky: StuckRow[] = []
  for (let at = 0; at + 2 < stuck.length; at += 3) {
    sticky.push({ row: stuck[at] ?? 0, topPx: stuck[at + 1] ?? 0, heightPx: stuck[at + 2] ?? 0 })
  }
  return { first, end, sticky }
}

function indexes(first: number, end: number, extra: number, count: number): readonly number[] {
  const shown = Array.from({ length: end - first }, (_, i) => first + i)
  if (extra < 0 || extra >= count || (extra >= first && extra < end)) return shown
  return extra < first ? [extra, ...shown] : [...shown, extra]
}

/** Rows of spans and lanes are told by their words alone; controls and the like may be open, or half typed. */
function shownRow(rows: ChartRows, row: number): ShownRow {
  const kind = rows.kindAt(row)
  return { name: rowName(refAt(rows, row)), mould: kind === 'span' || kind === 'lane' ? kind : undefined }
}

function rowOfTarget(target: EventTarget | null): number | undefined {
  if (!(target instanceof HTMLElement)) return undefined
  const row = target.dataset['row']
  return row === undefined ? undefined : Number(row)
}
