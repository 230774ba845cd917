import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { OpenRows, Viewport } from '../timeline/chart-types.ts'
import { DEFAULT_ROWS_VIEW } from '../timeline/rows.ts'
import type { ChartView, TimelineProps } from './timeline-props.ts'
import { createViewStore, type LiveView, openMore, openRowsOf, type ViewStore } from './view-store.ts'
import { NOTHING_WALKED } from './walk.ts'

/** How long the view must rest before it is told. */
const SETTLED_MS = 120

/**
 * The live view, begun from the one handed in and told to the page once it has settled. What is handed in later (Back, a
 * pasted link) is taken up; what was told from here is not news.
 */
export function useLiveView({ view, arrived, onView }: Pick<TimelineProps, 'view' | 'arrived' | 'onView'>): ViewStore {
  const [store] = useState(() => storeOf(view))
  const told = useRef<Told>({ ...namesOf(view), open: openRowsOf(view?.open ?? DEFAULT_ROWS_VIEW), steps: 0 })
  const latest = useRef(onView)
  useEffect(() => {
    latest.current = onView
  })
  // Before any effect of the chart's: with Back come other rows and another selection, which is brought into sight in these rows.
  useLayoutEffect(() => takeUp(store, told.current, view), [store, view])
  useEffect(() => {
    if (arrived !== undefined) openMore(store, arrived)
  }, [store, arrived])
  useEffect(() => tellChanges(store, told.current, (change, how) => latest.current?.(change, how)), [store])
  return store
}

function storeOf(view: ChartView | undefined): ViewStore {
  const times = { viewport: view?.range, measure: view?.measure, openFolds: new Set(view?.unfolded) }
  return createViewStore({ ...view?.open, ...(view?.also && { also: view.also }), ...times })
}

/** What the page knows. Times are told by name: the same ones come back as other objects. */
interface Told {
  range: string
  measure: string
  unfolded: string
  open: OpenRows
  steps: number
}

function namesOf(view: Partial<ChartView> | undefined): Pick<Told, 'range' | 'measure' | 'unfolded'> {
  return { range: rangeKey(view?.range), measure: rangeKey(view?.measure), unfolded: view?.unfolded?.join(' ') ?? '' }
}

function takeUp(store: ViewStore, told: Told, view: ChartView | undefined): void {
  const names = namesOf(view)
  if (names.range !== told.range) store.setState({ viewport: view?.range })
  if (names.measure !== told.measure) store.setState({ measure: view?.measure })
  if (names.unfolded !== told.unfolded) store.setState({ openFolds: new Set(view?.unfolded) })
  Object.assign(told, names)
  if (view === undefined || sameRows(view.open, told.open)) return
  told.open = view.open
  store.setState({ byDepth: undefined, walked: NOTHING_WALKED, ...view.open, ...(view.also && { also: view.also }) })
}

type Tell = (change: Partial<ChartView>, how: 'push' | 'replace') => void

function tellChanges(store: ViewStore, told: Told, tell: Tell): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const settle = (): void => {
    const live = store.getState()
    const change = changeOf(live, told)
    if (Object.keys(change).length === 0) return
    Object.assign(told, namesOf(timesOf(live)), { open: openRowsOf(live) })
    const how = live.steps === told.steps ? 'replace' : 'push'
    told.steps = live.steps
    tell(change, how)
  }
  const stop = store.subscribe((live, before) => {
    if (sameTimes(live, before) && sameRows(live, before)) return
    clearTimeout(timer)
    // A step is told at once, so that Back takes steps back in the order they were made.
    if (live.steps !== before.steps) settle()
    else timer = setTimeout(settle, SETTLED_MS)
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}

function changeOf(live: LiveView, told: Told): Partial<ChartView> {
  const times = timesOf(live)
  const names = namesOf(times)
  return {
    ...(names.range !== told.range && { range: times.range }),
    ...(names.measure !== told.measure && { measure: times.measure }),
    ...(names.unfolded !== told.unfolded && { unfolded: times.unfolded }),
    ...(!sameRows(live, told.open) && { open: openRowsOf(live) }),
  }
}

function timesOf(live: LiveView): Omit<ChartView, 'open' | 'also'> {
  const unfolded = [...live.openFolds].toSorted((a, b) => a - b)
  return { range: roundedOut(live.viewport), measure: roundedOut(live.measure), unfolded }
}

function sameTimes(a: LiveView, b: LiveView): boolean {
  return a.viewport === b.viewport && a.measure === b.measure && a.openFolds === b.openFolds
}

function sameRows(a: OpenRows, b: OpenRows): boolean {
  return a.byHand === b.byHand && a.openDepth === b.openDepth && a.fanOut === b.fanOut && a.byDepth === b.byDepth
}

/** Whole milliseconds are enough to hand on, except for stretches so short that they would vanish. */
function roundedOut(viewport: Viewport | undefined): Viewport | undefined {
  if (viewport === undefined) return undefined
  if (viewport.to - viewport.from < 1000) return viewport
  return { from: Math.floor(viewport.from), to: Math.ceil(viewport.to) }
}

function rangeKey(viewport: Viewport | undefined): string {
  return viewport === undefined ? '' : `${viewport.from} ${viewport.to}`
}
