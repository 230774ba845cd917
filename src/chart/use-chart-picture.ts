import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { definitionOf } from '../analysis/definition-of.ts'
import { type GlobalKey, memberIdOf, rootKeyOf } from '../forest/keys.ts'
import { maxConcurrencyOf } from '../history/definition-questions.ts'
import type { Millis } from '../history/events.ts'
import { useNow } from '../kit/use-now.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { selectedSpan } from '../model/selection.ts'
import type { SpanKey } from '../model/span.ts'
import { type ChartTime, chartTime, nowOf, withMembers } from '../timeline/chart-time.ts'
import { type ChartTrees, chartTrees } from '../timeline/chart-trees.ts'
import type { CssPx, Fold, RowsView } from '../timeline/chart-types.ts'
import { fillOf } from '../timeline/fill.ts'
import { foldsOf } from '../timeline/folds.ts'
import { huesOf } from '../timeline/hues.ts'
import { isFilteredOut } from '../timeline/kept-rows.ts'
import { type MemberFacts, memberFactsOf } from '../timeline/member-facts.ts'
import { type MissingRange, missingRanges } from '../timeline/missing.ts'
import type { RowContext } from '../timeline/row-text.ts'
import { rowsOf, visibleRowOf } from '../timeline/rows.ts'
import type { ChartRows } from '../timeline/rows-draft.ts'
import type { ChartPicture } from './chart-picture.ts'
import { keptInSight, rowFor } from './reveal.ts'
import type { ChartStageProps, Selection } from './timeline-props.ts'
import { type LiveView, openRowsOf } from './view-store.ts'

/** How often durations of what runs are told again. */
const CLOCK_MS = 1000

interface PictureAndWords {
  readonly picture: ChartPicture
  readonly context: RowContext
}

/** Everything derived from tree, link and preferences that the canvas and the tree show. */
export function useChartPicture(props: ChartStageProps, heightPx: CssPx): PictureAndWords {
  const { tree, forest, selection, timeMode, criticalPath, maxConcurrency, definition, totalEvents, ghosts, logged } =
    props
  const chosen = useRowsView(props)
  const trees = useMemo(() => chartTrees(tree, forest), [tree, forest])
  const selectedKey = selectedIn(trees, selection)
  const rowsView = useFilled(props, chosen, heightPx)
  const rows = useRows(props, { rowsView, chosen, selectedKey })
  const time = useTime(props, rows, trees)
  const missing = useMemo(() => missingIn(tree, time, totalEvents), [tree, time, totalEvents])
  const folds = useFolds(props, time, missing)
  const [linkedEvent] = useState(selection.event)
  const markedEvent = selection.member === undefined && selection.event === linkedEvent ? linkedEvent : undefined
  const matches = props.matches?.keys
  const limitOf = useLimitOf(trees, maxConcurrency)
  const { colouredBy = 'outcome' } = props
  const hues = useMemo(() => (colouredBy === 'outcome' ? undefined : huesOf(trees, colouredBy)), [trees, colouredBy])
  const picture = useMemo<ChartPicture>(
    () => ({
      tree,
      trees,
      rows,
      rowsView,
      time,
      folds,
      missing,
      timeMode,
      selectedKey,
      selectedRow: selectedKey === undefined ? -1 : visibleRowOf(trees, rows, selectedKey),
      markedEvent,
      matches,
      criticalPath,
      limitOf,
      hues,
      ghosts,
      logged,
    }),
    [
      tree,
      trees,
      rows,
      rowsView,
      time,
      folds,
      missing,
      timeMode,
      selectedKey,
      markedEvent,
      matches,
      criticalPath,
      limitOf,
      hues,
      ghosts,
      logged,
    ],
  )
  const now = useEndOrNow(time, tree)
  const queryWords = props.matches?.words ?? NO_WORDS
  const { graftTroubles, arriving = false } = props
  const context = useMemo<RowContext>(
    () => ({
      tree,
      trees,
      now,
      arriving,
      startedAt: time.startedAt,
      timeMode,
      definition,
      graftTroubles,
      queryWords,
      ghosts,
      logged,
    }),
    [tree, trees, now, arriving, time.startedAt, timeMode, definition, graftTroubles, queryWords, ghosts, logged],
  )
  return { picture, context }
}

const NO_WORDS: readonly string[] = []

/** What is selected: a span, or an execution below as a whole; undefined while it is not loaded. */
function selectedIn(trees: ChartTrees, { member = 0, ...own }: Selection): GlobalKey | undefined {
  const tree = trees.ofMember(member)
  if (tree === undefined) return member === 0 ? undefined : rootKeyOf(member)
  const isWhole = member !== 0 && own.event === undefined && own.span === undefined
  return isWhole ? rootKeyOf(member) : selectedSpan(tree, own)?.key
}

/** What decides which rows there are, of a live view and of the picture on show. */
export function rowsViewOf(live: LiveView, { rowsView }: Pick<ChartPicture, 'rowsView'>): RowsView {
  return { ...rowsView, ...openRowsOf(live), also: live.also }
}

/** What revealing changes of a live view. */
export function openedBy({ byHand, fanOut, also }: RowsView): Pick<LiveView, 'byHand' | 'fanOut' | 'also'> {
  return { byHand, fanOut, also: also ?? new Set() }
}

type ReadView = Omit<RowsView, 'fill'> & { readonly byDepth: boolean | undefined }

function useRowsView({ store, only, pinned, asked, arriving = false, definition, onOpen }: ChartStageProps): ReadView {
  const reads = onOpen !== undefined
  const read =
    <K extends keyof LiveView>(key: K) =>
    () =>
      store.getState()[key]
  const openDepth = useSyncExternalStore(store.subscribe, read('openDepth'))
  const byHand = useSyncExternalStore(store.subscribe, read('byHand'))
  const fanOut = useSyncExternalStore(store.subscribe, read('fanOut'))
  const also = useSyncExternalStore(store.subscribe, read('also'))
  const byDepth = useSyncExternalStore(store.subscribe, read('byDepth'))
  return useMemo(
    () => ({ openDepth, byHand, fanOut, also, byDepth, only, pinned, asked, reads, arriving, definition }),
    [openDepth, byHand, fanOut, also, byDepth, only, pinned, asked, reads, arriving, definition],
  )
}

/** The view, filling the height in sight. What opened by itself stays open until another depth is chosen. */
function useFilled({ tree, forest, store }: ChartStageProps, view: ReadView, heightPx: CssPx): RowsView {
  const fill = useMemo(() => {
    if (view.byDepth === true) return undefined
    return fillOf({ tree, forest, view, heightPx, former: store.getState().opens })
  }, [tree, forest, store, view, heightPx])
  useEffect(() => {
    if (fill !== undefined && fill.opens !== store.getState().opens) store.setState({ opens: fill.opens })
  }, [store, fill])
  return useMemo(() => ({ ...view, fill }), [view, fill])
}

/** A selection that nobody closed away, and what a hand had arranged by then. */
interface HeldSelection {
  readonly key: SpanKey
  readonly rowsView: ReadView
}

/**
 * The rows; a selection that had one keeps it, and one that a filter hid has one again with the filter gone. New pages can push an
 * iteration out of the few that are listed, and what one looks at must not vanish while the rest is loaded. What the reader
 * closes stays closed.
 */
function useRows(
  { tree, forest, store, onOpen, onClose }: ChartStageProps,
  what: { readonly rowsView: RowsView; readonly chosen: ReadView; readonly selectedKey: SpanKey | undefined },
): ChartRows {
  const { rowsView, chosen, selectedKey } = what
  const last = useRef<HeldSelection>(undefined)
  const { rows, view } = useMemo(() => {
    const plain = rowsOf(tree, rowsView, forest)
    const { current: held } = last
    const isHeld = held !== undefined && held.key === selectedKey && sameHands(held.rowsView, chosen)
    const view = isHeld ? { ...rowsView, ...keptInSight(chartTrees(tree, forest), rowsView, held.key) } : rowsView
    const changed = view.byHand !== rowsView.byHand || view.fanOut !== rowsView.fanOut || view.also !== rowsView.also
    return changed ? { rows: rowsOf(tree, view, forest), view } : { rows: plain, view: rowsView }
  }, [tree, forest, rowsView, chosen, selectedKey])
  useEffect(() => {
    const trees = chartTrees(tree, forest)
    const isClosed = (key: SpanKey) => rowFor(trees, rows, key) < 0 && !isFilteredOut(trees, view, key)
    last.current =
      selectedKey === undefined || isClosed(selectedKey) ? undefined : { key: selectedKey, rowsView: chosen }
    if (view !== rowsView) store.setState(openedBy(view))
  }, [store, tree, forest, rows, view, rowsView, chosen, selectedKey])
  useOpened(rows, onOpen, onClose)
  return rows
}

/** Whether nobody has opened or closed anything, or changed how it is listed: a filter and a page that arrived are no hands. */
function sameHands(a: ReadView, b: ReadView): boolean {
  const sameRows = a.openDepth === b.openDepth && a.byHand === b.byHand && a.fanOut === b.fanOut && a.also === b.also
  return sameRows && a.byDepth === b.byDepth
}

/** Tells the page of each thing of another execution that was opened or closed, be it by hand or by a link. */
function useOpened(
  { opened }: ChartRows,
  onOpen: ChartStageProps['onOpen'],
  onClose: ChartStageProps['onClose'],
): void {
  const told = useRef<ReadonlySet<GlobalKey>>(new Set())
  useEffect(() => {
    const before = told.current
    const now = new Set(opened)
    told.current = now
    for (const key of before) if (!now.has(key)) onClose?.(key)
    for (const key of now) if (!before.has(key)) onOpen?.(key)
  }, [opened, onOpen, onClose])
}

// A new object only when a number in it changed, so that what hangs on it is not worked out anew.
function useTime({ told, tree, reach }: ChartStageProps, rows: ChartRows, trees: ChartTrees): ChartTime {
  const { startedAt, endsAt } = withMembers(chartTime(told, tree), openMembers(rows, trees))
  return useMemo(() => ({ startedAt, endsAt, reach }), [startedAt, endsAt, reach])
}

function openMembers(rows: ChartRows, { forest }: ChartTrees): readonly MemberFacts[] {
  return rows.members.flatMap(({ row }) => memberFactsOf(forest, rows.keyAt(row)) ?? [])
}

function missingIn(tree: ExecutionTree, time: ChartTime, totalEvents: number | undefined): readonly MissingRange[] {
  return missingRanges(tree, { startedAt: time.startedAt, endsAt: nowOf(time, tree), totalEvents })
}

/** Folds of idle time, none over what is only not loaded. Once someone has zoomed, they stay as they are while pages arrive. */
function useFolds(
  { store, tree, foldIdle, arriving }: ChartStageProps,
  time: ChartTime,
  missing: readonly MissingRange[],
) {
  const opened = useSyncExternalStore(store.subscribe, () => store.getState().openFolds)
  const found = useMemo(() => {
    if (!foldIdle) return []
    const folds = foldsOf(tree, { now: nowOf(time, tree), opened })
    return folds.filter(fold => !missing.some(range => range.from < fold.to && range.to > fold.from))
  }, [foldIdle, tree, time, opened, missing])
  const settled = useRef<{ folds: readonly Fold[]; foldIdle: boolean; opened: ReadonlySet<Millis> }>(undefined)
  const last = settled.current
  const held = store.getState().viewport !== undefined && arriving === true
  const kept =
    held && last?.foldIdle === foldIdle && last.opened === opened ? last.folds : sameFolds(last?.folds, found)
  useEffect(() => {
    settled.current = { folds: kept, foldIdle, opened }
  })
  return kept
}

function sameFolds(before: readonly Fold[] | undefined, after: readonly Fold[]): readonly Fold[] {
  const same =
    before !== undefined &&
    before.length === after.length &&
    before.every((fold, i) => fold.from === after[i]?.from && fold.to === after[i]?.to)
  return same ? before : after
}

/** A Map's limit, as the definition of its own execution tells. */
function useLimitOf(trees: ChartTrees, maxConcurrency: ChartStageProps['maxConcurrency']): ChartPicture['limitOf'] {
  return useMemo(
    () => key => {
      const span = trees.span(key)
      if (span?.kind !== 'stateVisit') return undefined
      const { forest } = trees
      const member = memberIdOf(key) === 0 ? undefined : forest?.member(memberIdOf(key))
      if (forest === undefined || member === undefined) return maxConcurrency?.(span.name)
      const definition = definitionOf(forest, member)
      return definition === undefined ? undefined : maxConcurrencyOf(definition, span.name)
    },
    [trees, maxConcurrency],
  )
}

/** The end, or a clock that strikes once a second while the page is in sight. */
function useEndOrNow(time: ChartTime, tree: ExecutionTree): Millis {
  const clock = useNow(time.endsAt === undefined, CLOCK_MS)
  return time.endsAt ?? Math.floor(Math.max(clock, tree.lastEventAt ?? 0) / CLOCK_MS) * CLOCK_MS
}
