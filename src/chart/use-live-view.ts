import { useEffect, useRef, useState } from 'react'
import type { LinkPatch } from '../state/use-link.ts'
import type { ViewLink } from '../state/view-link.ts'
import type { Viewport } from '../timeline/chart-types.ts'
import { decodeRows, encodeRows } from './rows-code.ts'
import { createViewStore, type ViewStore } from './view-store.ts'

/** How long the view must rest before it is offered to the link, which waits a little itself before the address changes. */
const SETTLED_MS = 120

type Navigate = (patch: LinkPatch, mode: 'push' | 'replace') => void

/**
 * The live view of one execution, begun from its link and written back to it: the time in sight and the open rows, once
 * they have settled. What a link says later (Back, a pasted link) is taken up; what we wrote ourselves is not news.
 */
export function useLiveView(link: ViewLink, navigate: Navigate): ViewStore {
  const [store] = useState(() => createViewStore({ ...decodeRows(link.rows), viewport: viewportOf(link) }))
  const written = useRef({ view: viewKey(viewportOf(link)), rows: link.rows })
  const latest = useRef(navigate)
  useEffect(() => {
    latest.current = navigate
  })
  const { from, to, rows } = link
  useEffect(() => {
    const viewport = viewportOf({ from, to })
    if (viewKey(viewport) === written.current.view) return
    written.current.view = viewKey(viewport)
    store.setState({ viewport })
  }, [store, from, to])
  useEffect(() => {
    if (rows === written.current.rows) return
    written.current.rows = rows
    store.setState(decodeRows(rows))
  }, [store, rows])
  useEffect(() => writeBack(store, written.current, patch => latest.current(patch, 'replace')), [store])
  return store
}

interface Written {
  view: string
  rows: string | undefined
}

function writeBack(store: ViewStore, written: Written, write: (patch: LinkPatch) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const settle = (): void => {
    const { viewport, ...open } = store.getState()
    const whole = roundedOut(viewport)
    const view = viewKey(whole)
    const rows = encodeRows(open)
    const patch: LinkPatch = {
      ...(view === written.view ? {} : { from: whole?.from, to: whole?.to }),
      ...(rows === written.rows ? {} : { rows }),
    }
    if (Object.keys(patch).length === 0) return
    written.view = view
    written.rows = rows
    write(patch)
  }
  const stop = store.subscribe((live, before) => {
    const same =
      live.viewport === before.viewport &&
      live.byHand === before.byHand &&
      live.openDepth === before.openDepth &&
      live.fanOut === before.fanOut
    if (same) return
    clearTimeout(timer)
    timer = setTimeout(settle, SETTLED_MS)
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}

/** Whole milliseconds are enough for a link, but for stretches so short that they would vanish. */
function roundedOut(viewport: Viewport | undefined): Viewport | undefined {
  if (viewport === undefined) return undefined
  if (viewport.to - viewport.from < 1000) return viewport
  return { from: Math.floor(viewport.from), to: Math.ceil(viewport.to) }
}

function viewportOf(
  link: Pick<ViewLink, 'from' | 'to'> | { from: number | undefined; to: number | undefined },
): Viewport | undefined {
  const { from, to } = link
  return from === undefined || to === undefined || from >= to ? undefined : { from, to }
}

function viewKey(viewport: Viewport | undefined): string {
  return viewport === undefined ? '' : `${viewport.from} ${viewport.to}`
}
