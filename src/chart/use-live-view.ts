import { useEffect, useRef, useState } from 'react'
import type { OpenRows, Viewport } from '../timeline/chart-types.ts'
import { DEFAULT_ROWS_VIEW } from '../timeline/rows.ts'
import type { ChartView, TimelineProps } from './timeline-props.ts'
import { createViewStore, openMore, openRowsOf, type ViewStore } from './view-store.ts'

/** How long the view must rest before it is told. */
const SETTLED_MS = 120

/**
 * The live view, begun from the one handed in and told to the page once it has settled. What is handed in later (Back, a
 * pasted link) is taken up; what was told from here is not news.
 */
export function useLiveView({ view, arrived, onView }: Pick<TimelineProps, 'view' | 'arrived' | 'onView'>): ViewStore {
  const [store] = useState(() =>
    createViewStore({ ...view?.open, ...(view?.also && { also: view.also }), viewport: view?.range }),
  )
  const told = useRef<Told>({
    ...{ range: rangeKey(view?.range), open: openRowsOf(view?.open ?? DEFAULT_ROWS_VIEW), steps: 0 },
  })
  const latest = useRef(onView)
  useEffect(() => {
    latest.current = onView
  })
  const { range, open, also } = view ?? {}
  const key = rangeKey(range)
  useEffect(() => {
    if (key === told.current.range) return
    told.current.range = key
    store.setState({ viewport: range })
  }, [store, key, range])
  useEffect(() => {
    if (open === undefined || sameRows(open, told.current.open)) return
    told.current.open = open
    store.setState({ ...open, ...(also && { also }) })
  }, [store, open, also])
  useEffect(() => {
    if (arrived !== undefined) openMore(store, arrived)
  }, [store, arrived])
  useEffect(() => tellChanges(store, told.current, (change, how) => latest.current?.(change, how)), [store])
  return store
}

interface Told {
  range: string
  open: OpenRows
  steps: number
}

type Tell = (change: Partial<ChartView>, how: 'push' | 'replace') => void

function tellChanges(store: ViewStore, told: Told, tell: Tell): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const settle = (): void => {
    const live = store.getState()
    const range = roundedOut(live.viewport)
    const change: Partial<ChartView> = {
      ...(rangeKey(range) !== told.range && { range }),
      ...(!sameRows(live, told.open) && { open: openRowsOf(live) }),
    }
    if (Object.keys(change).length === 0) return
    told.range = rangeKey(range)
    told.open = openRowsOf(live)
    const how = live.steps === told.steps ? 'replace' : 'push'
    told.steps = live.steps
    tell(change, how)
  }
  const stop = store.subscribe((live, before) => {
    if (live.viewport === before.viewport && sameRows(live, before)) return
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

function sameRows(a: OpenRows, b: OpenRows): boolean {
  return a.byHand === b.byHand && a.openDepth === b.openDepth && a.fanOut === b.fanOut
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
