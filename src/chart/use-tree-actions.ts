import { type RefObject, useMemo, useRef } from 'react'
import { flushSync } from 'react-dom'
import { type GlobalKey, memberIdOf, rootKeyOf, spanKeyOf } from '../forest/keys.ts'
import type { EventId } from '../history/events.ts'
import { selectionOf } from '../model/selection.ts'
import { nowOf } from '../timeline/chart-time.ts'
import { keysUpwards } from '../timeline/chart-trees.ts'
import type { Hit, RowsView } from '../timeline/chart-types.ts'
import { childViewOf, fanOutViewOf } from '../timeline/fan-out.ts'
import { memberFactsOf } from '../timeline/member-facts.ts'
import { rowsOf } from '../timeline/rows.ts'
import type { ChartPicture } from './chart-picture.ts'
import type { Motion } from './motion.ts'
import { revealed } from './reveal.ts'
import type { ChartStageProps, Selection } from './timeline-props.ts'
import type { JumpEnd, TreeActions } from './tree-actions.ts'
import { inLane, refAt, rowName, rowOfRef, siblingRows } from './tree-keys.ts'
import { openedBy, rowsViewOf } from './use-chart-picture.ts'
import { selectionName, showTime } from './use-reveal.ts'
import type { Scroll } from './use-scroll.ts'
import { changeFanOut, type RowRef, setOpen, type ViewStore } from './view-store.ts'

export interface ActionsInput {
  readonly store: ViewStore
  readonly picture: ChartPicture
  readonly scroll: Scroll
  readonly motion: Motion
  readonly props: ChartStageProps
  /** The element that holds the rows. */
  readonly scroller: RefObject<HTMLElement | null>
  /** The selection last brought into view: what is selected by hand needs no bringing. */
  readonly seen: { current: string }
}

export interface ChartActions extends TreeActions {
  /** Selects an event of a span. `here`: what is selected is in sight already, nothing need move. */
  select(key: GlobalKey, how: { eventId?: EventId; mode: 'push' | 'replace'; here: boolean }): void
  /** Selects what was clicked on the time area, and takes the keyboard to its row. */
  selectHit(hit: Hit): void
  fit(key: GlobalKey): void
}

/** How many rows "Show more" makes of a few. */
const LEAST_MORE = 100

/** A walk through rows with held-down arrows selects where it comes to rest. */
const FOLLOW_MS = 150

/** What can be done to rows and spans. The same object throughout: it reads what is current when it is used. */
export function useTreeActions(input: ActionsInput): ChartActions {
  const latest = useRef(input)
  latest.current = input
  return useMemo(() => createActions(() => latest.current), [latest])
}

function createActions(now: () => ActionsInput): ChartActions {
  let follow: ReturnType<typeof setTimeout> | undefined

  function select(key: GlobalKey, how: { eventId?: EventId; mode: 'push' | 'replace'; here: boolean }): void {
    clearTimeout(follow)
    const { picture, props, seen } = now()
    const span = picture.trees.span(key)
    if (span === undefined && memberIdOf(key) === 0) return
    const selection = globalSelectionOf(picture, key, how.eventId)
    if (selectionName(selection) === selectionName(props.selection)) {
      // It may have been scrolled away from.
      if (how.here) return
      now().scroll.showRow(picture.selectedRow, 'middle')
      showTime(now().motion, picture, { key, event: selection.event, zooms: true })
      return
    }
    if (how.here) seen.current = selectionName(selection)
    props.onSelect?.(selection, how.mode)
  }

  function viewNow(): RowsView {
    const { store, picture } = now()
    return rowsViewOf(store.getState(), picture)
  }

  function focusRow(row: number): void {
    const { store, picture, scroller } = now()
    const ref = refAt(picture.rows, row)
    // Rendered first: a row just scrolled to has no element yet that could take the focus.
    flushSync(() => store.setState({ focus: ref }))
    rowElement(scroller.current, ref)?.focus({ preventScroll: true })
  }

  function goToRow(row: number): void {
    const { scroll, picture, props } = now()
    scroll.showRow(row, 'nearest')
    focusRow(row)
    if (props.selection.event === undefined || picture.rows.kindAt(row) !== 'span') return
    const key = picture.rows.keyAt(row)
    clearTimeout(follow)
    follow = setTimeout(() => selectRow(key, { mode: 'replace', zooms: false }), FOLLOW_MS)
  }

  /** Its row is in sight already, its bar need not be. */
  function jumpTo(key: GlobalKey): JumpEnd {
    const { trees } = now().picture
    // What has no row though all around it is opened, the filter hides.
    const view = viewNow()
    if (view.only !== undefined && rowsOf(trees.main, revealed(trees, view, key), trees.forest).rowOf(key) < 0)
      return 'filtered'
    select(key, { mode: 'push', here: false })
    return 'found'
  }

  function selectRow(key: GlobalKey, { mode, zooms }: { mode: 'push' | 'replace'; zooms: boolean }): void {
    select(key, { mode, here: true })
    const { motion, picture } = now()
    showTime(motion, picture, { key, event: undefined, zooms })
  }

  function activate(row: number, { goesIn }: { readonly goesIn: boolean }): void {
    const { picture, props } = now()
    const key = picture.rows.keyAt(row)
    const span = picture.trees.span(key)
    if (picture.rows.kindAt(row) === 'more' && span !== undefined) return actions.showMore(span)
    if (picture.rows.kindAt(row) === 'control') return
    if (picture.rows.kindAt(row) === 'lane') return openFromLane(row)
    // It leads to where it stands.
    if (picture.rows.kindAt(row) === 'pinned') return select(key, { mode: 'push', here: false })
    selectRow(key, { mode: 'push', zooms: true })
    if (goesIn) props.onOpenDetails?.()
  }

  /** Enter on a lane: the iteration that is selected in it gets rows above the lanes; without one, the first is selected. */
  function openFromLane(row: number): void {
    const { picture, store } = now()
    const key = selectedInLane(picture, row)
    if (key === undefined) return actions.moveInLane(row, 1)
    // Another execution is opened as a step, which Back takes back.
    const isStep = memberIdOf(key) !== memberIdOf(picture.rows.keyAt(row))
    flushSync(() => setOpen(store, [key], { open: true, isStep }))
    const opened = now().picture.rows.rowOf(key)
    if (opened >= 0) goToRow(opened)
  }

  function fit(key: GlobalKey): void {
    const { picture, motion } = now()
    const { trees } = picture
    const { startedAt, endedAt } = trees.span(key) ?? memberFactsOf(trees.forest, key) ?? {}
    if (startedAt !== undefined) motion.fit(startedAt, endedAt ?? nowOf(picture.time, picture.tree))
  }

  const actions: ChartActions = {
    select,
    fit,
    goToRow,
    activate,
    selectHit({ key, eventId, row }) {
      if (row < now().picture.rows.count) focusRow(row)
      select(key, { eventId, mode: 'push', here: true })
    },
    clickRow(row, clicks) {
      const { picture } = now()
      const key = picture.rows.keyAt(row)
      focusRow(row)
      if (['more', 'control', 'lane'].includes(picture.rows.kindAt(row))) return
      if (clicks === 2) fit(key)
      else if (picture.rows.kindAt(row) === 'pinned') select(key, { mode: 'push', here: false })
      else selectRow(key, { mode: 'push', zooms: true })
    },
    toggle(row) {
      const { store, picture } = now()
      const { rows } = picture
      if (!rows.expandable(row)) return
      setOpen(store, [rows.keyAt(row)], { open: !rows.expanded(row), isStep: rows.isDoor(row) })
    },
    actOnMember(row, action) {
      const { picture, props } = now()
      props.onMember?.(picture.rows.keyAt(row), action)
      if (action === 'cancel' && picture.rows.expanded(row)) actions.toggle(row)
    },
    moveInLane(row, step) {
      const { picture } = now()
      const keys = picture.rows.laneAt(row)?.keys ?? new Float64Array()
      const selected = selectedInLane(picture, row)
      const next = selected === undefined ? (step === 1 ? 0 : keys.length - 1) : keys.indexOf(selected) + step
      const key = keys[next]
      if (key !== undefined) select(key, { mode: 'replace', here: false })
    },
    openSiblings(row) {
      const { store, picture } = now()
      const { rows } = picture
      const closed = siblingRows(rows, row).filter(one => rows.expandable(one) && !rows.expanded(one))
      setOpen(
        store,
        closed.map(one => rows.keyAt(one)),
        { open: true, isStep: closed.some(one => rows.isDoor(one)) },
      )
    },
    fanOutView(container) {
      const view = viewNow()
      const isList = container.kind === 'mapRun' && now().picture.trees.forest?.graft(container.key) !== undefined
      return isList ? childViewOf(view, container.key) : fanOutViewOf(view, container)
    },
    changeFanOut(container, patch) {
      const { store, picture } = now()
      changeFanOut(store, container.key, { ...actions.fanOutView(container), ...patch })
      const { selectedKey } = picture
      if (selectedKey === undefined || !liesIn(picture, selectedKey, container.key)) return
      // What is selected in lanes is selected in rows.
      const open = revealed(picture.trees, viewNow(), selectedKey)
      flushSync(() => store.setState(openedBy(open)))
      now().scroll.showRow(now().picture.selectedRow, 'nearest')
    },
    showMore(container) {
      const { rows } = now().picture
      const at = rowOfRef(rows, { kind: 'more', key: container.key, nth: 0 })
      const { limit } = actions.fanOutView(container)
      flushSync(() => actions.changeFanOut(container, { limit: limit < LEAST_MORE ? LEAST_MORE : limit * 4 }))
      // The first of the new ones stands where one pressed.
      if (at >= 0 && at < now().picture.rows.count) focusRow(at)
    },
    jumpToChild(mapRun, name) {
      const list = now().picture.trees.forest?.graft(mapRun.key)?.children
      for (let position = 0; position < (list?.count ?? 0); position++) {
        if (list?.child(position).name !== name && list?.arnAt(position) !== name) continue
        return jumpTo(rootKeyOf(list.memberAt(position)))
      }
      return 'missing'
    },
    jumpToIndex(container, index) {
      const { trees } = now().picture
      const found = container.children.findLast(key => {
        const child = trees.span(key)
        return child?.kind === 'mapIteration' && child.index === index
      })
      return found === undefined ? 'missing' : jumpTo(found)
    },
  }
  return actions
}

function selectedInLane({ trees, rows, selectedKey: key }: ChartPicture, row: number): GlobalKey | undefined {
  return key === undefined ? undefined : inLane(trees, rows, { row, key })
}

function liesIn({ trees }: ChartPicture, key: GlobalKey, container: GlobalKey): boolean {
  for (const around of keysUpwards(trees, key)) if (around === container) return key !== container
  return false
}

function rowElement(scroller: HTMLElement | null, ref: RowRef): HTMLElement | null {
  return scroller?.querySelector<HTMLElement>(`[data-name="${rowName(ref)}"]`) ?? null
}

/** A selection in whatever execution it lies. A member that is not read is named by its number alone. */
function globalSelectionOf({ trees }: ChartPicture, key: GlobalKey, eventId: EventId | undefined): Selection {
  const id = memberIdOf(key)
  const member = id === 0 ? undefined : id
  const own = id === 0 ? trees.main : trees.forest?.member(id)?.tree
  const span = own?.span(spanKeyOf(key))
  if (own === undefined || span === undefined) return { member }
  return { ...selectionOf(own, span, eventId), member }
}
