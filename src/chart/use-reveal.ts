import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { GlobalKey } from '../forest/keys.ts'
import type { EventId, Millis } from '../history/events.ts'
import { nowOf } from '../timeline/chart-time.ts'
import type { ChartTrees } from '../timeline/chart-trees.ts'
import type { Viewport } from '../timeline/chart-types.ts'
import { memberFactsOf } from '../timeline/member-facts.ts'
import type { ChartPicture } from './chart-picture.ts'
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
  /** False before the chart has a size. */
  readonly hasRoom: boolean
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
export function useReveal({ store, picture, scroll, motion, hasRoom, props }: RevealInput): RefObject<string> {
  const seen = useRef(selectionName({}))
  const { selection, only, arriving } = props
  const name = selectionName(selection)
  const { trees, selectedKey, selectedRow } = picture
  const { event } = selection
  // A link that names a stretch of time shows that one: whoever made it saw it so.
  const asLinked = useRef(props.view?.range === undefined ? undefined : name)
  const narrow = useRef<{ readonly name: string; readonly viewport: Viewport | undefined }>(undefined)
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
    const rowsView = rowsViewOf(store.getState(), picture)
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
    if (!hasRoom || !scroll.showRow(selectedRow, 'middle')) return
    seen.current = name
    const isAsLinked = asLinked.current === name
    asLinked.current = undefined
    if (isAsLinked) return
    showTime(motion, picture, { key: selectedKey, event, zooms: arriving !== true })
    narrow.current = arriving === true ? { name, viewport: store.getState().viewport } : undefined
  }, [
    name,
    picture,
    store,
    scroll,
    motion,
    only,
    arriving,
    event,
    selectedKey,
    selectedRow,
    trees,
    timesShown,
    hasRoom,
  ])
  // What was too narrow to be seen while pages arrived is gone closer to once all are here, unless a hand has moved since.
  useEffect(() => {
    const { current: waiting } = narrow
    if (arriving === true || waiting === undefined || selectedKey === undefined) return
    narrow.current = undefined
    if (waiting.name !== name || waiting.viewport !== store.getState().viewport) return
    showTime(motion, picture, { key: selectedKey, event, zooms: true })
  }, [arriving, name, store, motion, picture, selectedKey, event])
  return seen
}

/** When what is selected was; an execution that is not read is known from its list. Undefined while it is not loaded. */
function timesOf(trees: ChartTrees, key: GlobalKey, event: EventId | undefined): Times | undefined {
  const span = trees.span(key)
  if (span !== undefined) {
    const { startedAt, endedAt, startEventId } = span
    const at = event === undefined || event === startEventId ? undefined : trees.of(key)?.event(event)?.timestamp
    return { startedAt, endedAt, at }
  }
  const facts = event === undefined ? memberFactsOf(trees.forest, key) : undefined
  return facts && { startedAt: facts.startedAt, endedAt: facts.endedAt, at: undefined }
}

interface Times {
  /** Undefined where nothing tells yet. */
  readonly startedAt: Millis | undefined
  readonly endedAt: Millis | undefined
  /** Of the event that is selected, unless it only tells where the span begins. */
  readonly at: Millis | undefined
}

/**
 * Brings what is selected into sight in time. While an execution runs or its pages arrive its scale grows by itself, so then nothing
 * zooms. False while there is no room to do it in.
 */
export function showTime(
  motion: Motion,
  picture: ChartPicture,
  what: { readonly key: GlobalKey; readonly event: EventId | undefined; readonly zooms: boolean },
): boolean {
  const { startedAt, endedAt, at } = timesOf(picture.trees, what.key, what.event) ?? {}
  if (startedAt === undefined) return true
  const bar = { from: startedAt, to: endedAt ?? nowOf(picture.time, picture.tree), at }
  return motion.bring(bar, what.zooms && picture.time.endsAt !== undefined)
}
