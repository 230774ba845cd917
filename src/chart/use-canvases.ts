import { type PointerEvent, type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { themeFor } from '../paint/theme.ts'
import type { CssPx } from '../timeline/chart-types.ts'
import type { ChartPicture } from './chart-picture.ts'
import { type ChartRenderer, createChartRenderer } from './chart-renderer.ts'
import { bindGestures } from './gestures.ts'
import { createMotion, type Motion } from './motion.ts'
import { createSurfaces } from './paint-frame.ts'
import type { Scroll } from './use-scroll.ts'
import type { ChartActions } from './use-tree-actions.ts'
import type { ViewStore } from './view-store.ts'
import { currentAppearance, watchAppearance } from './watch-appearance.ts'

interface CanvasesInput {
  readonly theme: 'light' | 'dark'
  readonly store: ViewStore
  readonly picture: ChartPicture
  readonly scroll: Scroll
  readonly scroller: RefObject<HTMLElement | null>
  readonly paneWidthPx: CssPx
  readonly heightPx: CssPx
  readonly actions: ChartActions
}

export interface ChartCanvases {
  readonly pane: RefObject<HTMLDivElement | null>
  readonly scene: RefObject<HTMLCanvasElement | null>
  readonly overlay: RefObject<HTMLCanvasElement | null>
  readonly axis: RefObject<HTMLCanvasElement | null>
  readonly overview: RefObject<HTMLCanvasElement | null>
}

/** Refs for the canvases, and the motion that drives them. */
export function useChartParts(store: ViewStore) {
  const pane = useRef<HTMLDivElement>(null)
  const scene = useRef<HTMLCanvasElement>(null)
  const overlay = useRef<HTMLCanvasElement>(null)
  const axis = useRef<HTMLCanvasElement>(null)
  const overview = useRef<HTMLCanvasElement>(null)
  const renderer = useRef<ChartRenderer>(undefined)
  const motion = useMemo(() => createMotion(store, () => renderer.current?.stage()), [store, renderer])
  const canvases = useMemo<ChartCanvases>(
    () => ({ pane, scene, overlay, axis, overview }),
    [pane, scene, overlay, axis, overview],
  )
  return { canvases, renderer, motion }
}

/** Starts the renderer on the canvases, hands it every new picture, size and appearance, and binds the hand to it. */
export function useCanvases(
  input: CanvasesInput,
  parts: { canvases: ChartCanvases; renderer: RefObject<ChartRenderer | undefined>; motion: Motion },
): void {
  const { store, theme, picture, scroll, scroller, paneWidthPx, heightPx } = input
  const { canvases, renderer: rendererRef, motion } = parts
  const latest = useRef(input)
  const lookAgain = useRef<() => void>(undefined)
  useLayoutEffect(() => {
    latest.current = input
  })
  useLayoutEffect(() => {
    const [scene, overlay, axis] = [canvases.scene.current, canvases.overlay.current, canvases.axis.current]
    if (scene === null || overlay === null || axis === null) return
    const surfaces = createSurfaces({ scene, overlay, axis, overview: canvases.overview.current })
    const made = createChartRenderer(store, surfaces)
    rendererRef.current = made
    const look = (): void => {
      const appearance = currentAppearance()
      made.setTheme(themeFor({ dark: latest.current.theme === 'dark', ...appearance }))
      const { paneWidthPx: widthPx, heightPx: height } = latest.current
      made.resize({ widthPx, heightPx: height, dpr: appearance.dpr })
    }
    look()
    lookAgain.current = look
    const stopWatching = watchAppearance(look)
    return () => {
      stopWatching()
      motion.stop()
      made.destroy()
      rendererRef.current = undefined
    }
  }, [store, canvases, rendererRef, motion])
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- it reads the theme it is told of by `latest`
  useLayoutEffect(() => lookAgain.current?.(), [theme])
  useLayoutEffect(() => rendererRef.current?.show(picture), [picture, rendererRef])
  useLayoutEffect(() => {
    rendererRef.current?.resize({ widthPx: paneWidthPx, heightPx, dpr: devicePixelRatio })
  }, [paneWidthPx, heightPx, rendererRef])
  useEffect(() => {
    const [pane, area] = [canvases.pane.current, scroller.current]
    if (pane === null || area === null) return
    return bindGestures(pane, area, store, {
      motion,
      hitAt: point => rendererRef.current?.hitAt(point),
      scrollBy: scroll.by,
      select: hit => latest.current.actions.selectHit(hit),
      fit: hit => latest.current.actions.fit(hit.key),
      measure: (fromPx, toPx) => measureRange(store, rendererRef.current, { fromPx, toPx }),
      openFoldAt: point => openFold(store, rendererRef.current, point.xPx),
    })
  }, [store, canvases, scroller, motion, rendererRef, scroll])
}

function measureRange(store: ViewStore, renderer: ChartRenderer | undefined, px: { fromPx: CssPx; toPx: CssPx }): void {
  const [a, b] = [renderer?.timeAt(px.fromPx), renderer?.timeAt(px.toPx)]
  if (a === undefined || b === undefined) return
  store.setState({ measure: { from: Math.min(a, b), to: Math.max(a, b) } })
}

/** A click on a fold opens it. False where there is none. */
function openFold(store: ViewStore, renderer: ChartRenderer | undefined, xPx: CssPx): boolean {
  const fold = renderer?.foldAt(xPx)
  if (fold === undefined) return false
  store.setState({ openFolds: new Set(store.getState().openFolds).add(fold.from) })
  return true
}

/** Pointing at a row of the tree is pointing at its bar. */
export function treeHover(store: ViewStore, picture: ChartPicture) {
  return {
    onPointerOver(event: PointerEvent<HTMLElement>) {
      const element = event.target instanceof Element ? event.target.closest('[data-row]') : null
      const row = element instanceof HTMLElement ? Number(element.dataset['row']) : -1
      if (row < 0 || row >= picture.rows.count) return
      const key = picture.rows.keyAt(row)
      const eventId = picture.trees.span(key)?.startEventId ?? 1
      store.setState({
        pointer: undefined,
        hover: { key, row, eventId, part: picture.rows.kindAt(row) === 'band' ? 'band' : 'bar' },
      })
    },
    onPointerLeave() {
      store.setState({ hover: undefined })
    },
  }
}
