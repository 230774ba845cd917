import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { GlobalKey } from '../forest/keys.ts'
import type { EventId, Millis } from '../history/events.ts'
import type { ChartTrees } from '../timeline/chart-trees.ts'
import { memberFactsOf } from '../timeline/member-facts.ts'
import type { ChartPicture } from './chart-picture.ts'
import { nowOf } from './chart-time.ts'
import type { Motion } from './motion.ts'
import { revealed } from './reveal.ts'
import type { ChartStageProps, Selection } from './timeline-props.ts'
import { openedBy, rowsViewOf } from './use-chart-picture.ts'
import type { Scroll } from './use-scroll.ts'
import type { ViewStore } from './view-store.ts'

interface RevealInput {
  readonly store: ViewStore
  readonly picture: ChartPicture
  readonly scroll: Scroll
  readonly motion: Motion
  readonly props: ChartStageProps
}

/** Names a selection, to tell whether it has been brought into view. */
export function selectionName({ event, span, member }: Selection): string {
  return `${event ?? ''} ${span ?? ''} ${member ?? 0}`
}

/**
 * Brings a selection that came from elsewhere (a link, Back, a key) into view, once: its containers are opened, its row
 * is scrolled to, its time moved into the window. Waits until the event is loaded. Returns the name of the selection last
 * seen; what selects the thing under the pointer sets it, so that nothing moves.
 */
export function useReveal({ store, picture, scroll, motion, props }: RevealInput): RefObject<string> {
  const seen = useRef(selectionName({}))
  const { selection, only, arriving, definition, onOpen } = props
  const name = selectionName(selection)
  const { trees, selectedKey, selectedRow } = picture
  const { event } = selection
  const tried = useRef<{ readonly name: string; readonly only: typeof only; readonly trees: typeof trees }>(undefined)
  // Layout effects run again when a chart that was hidden behind something loading is shown again.
  const [timesShown, setTimesShown] = useState(0)
  useLayoutEffect(() => setTimesShown(times => times + 1), [])
  useEffect(() => {
    if (seen.current === name || timesShown === 0) return
    const times = selectedKey === undefined ? undefined : timesOf(trees, selectedKey, event)
    if (selectedKey === undefined || times === undefined) {
      if (event === undefined) seen.current = name
      return
    }
    const rowsView = rowsViewOf(store.getState(), {
      only,
      ...(arriving && { arriving }),
      definition,
      ...(onOpen && { onOpen }),
    })
    const open = revealed(trees, rowsView, selectedKey)
    if (open !== rowsView) {
      // The rows change first; this runs again with them. Once: a filter may hide what nothing can open.
      const { current: last } = tried
      if (last?.name === name && last.only === only && last.trees === trees) return
      tried.current = { name, only, trees }
      return store.setState(openedBy(open))
    }
    // It has a row once the pages in between tell its place.
    if (selectedRow < 0 && arriving === true) return
    if (!scroll.showRow(selectedRow, 'middle')) return
    seen.current = name
    showTime(store, motion, { ...times, picture })
  }, [
    name,
    picture,
    store,
    scroll,
    motion,
    only,
    arriving,
    definition,
    onOpen,
    event,
    selectedKey,
    selectedRow,
    trees,
    timesShown,
  ])
  return seen
}

interface Times {
  /** Undefined where nothing tells yet. */
  readonly startedAt: Millis | undefined
  readonly endedAt: Millis | undefined
  /** Of the event that is selected. */
  readonly at: Millis | undefined
}

/** When what is selected was; an execution that is not read is known from its list. Undefined while it is not loaded. */
function timesOf(trees: ChartTrees, key: GlobalKey, event: EventId | undefined): Times | undefined {
  const span = trees.span(key)
  if (span !== undefined) {
    const { startedAt, endedAt } = span
    return { startedAt, endedAt, at: event === undefined ? startedAt : trees.of(key)?.event(event)?.timestamp }
  }
  const facts = event === undefined ? memberFactsOf(trees.forest, key) : undefined
  return facts && { startedAt: facts.startedAt, endedAt: facts.endedAt, at: undefined }
}

/** Moves the window, keeping its length, if nothing of the span is in it. */
function showTime(store: ViewStore, motion: Motion, what: Times & { readonly picture: ChartPicture }): void {
  const { viewport } = store.getState()
  const { startedAt, picture } = what
  if (viewport === undefined || startedAt === undefined) return
  const end = what.endedAt ?? nowOf(picture.time, picture.tree)
  if (startedAt <= viewport.to && end >= viewport.from) return
  const length = viewport.to - viewport.from
  const middle = end - startedAt < length ? (startedAt + end) / 2 : (what.at ?? startedAt)
  motion.show({ from: middle - length / 2, to: middle + length / 2 })
}
