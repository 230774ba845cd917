import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Millis } from '../history/events.ts'
import type { SpanKey } from '../model/span.ts'
import type { CssPx, FanOutView, Hit, OpenRows, RowKind, Viewport } from '../timeline/chart-types.ts'
import { DEFAULT_ROWS_VIEW } from '../timeline/rows.ts'
import { NOTHING_WALKED, takenOver, type Walked } from './walk.ts'

/** A point of the time area, from its top left corner. */
export interface PanePoint {
  readonly xPx: CssPx
  readonly yPx: CssPx
}

/** A row by what it stands for: row numbers change as pages arrive. */
export interface RowRef {
  readonly kind: RowKind
  readonly key: SpanKey
  /** Which of several rows of that kind and key, from 0. */
  readonly nth: number
}

/**
 * What moves under the hand: everything the canvas paints that is neither in the link nor in the history. The canvas
 * subscribes to it; React renders nothing of it (the tree alone follows `scrollTopPx`, in steps of several rows).
 */
export interface LiveView {
  /** Undefined while nobody has zoomed: the chart then shows everything, and follows as more is loaded. */
  readonly viewport: Viewport | undefined
  readonly scrollTopPx: CssPx
  /** Where the pointer is over the time area, for the cursor line. */
  readonly pointer: PanePoint | undefined
  /** A moment that something beside the chart points at: the cursor line stands there while no pointer is over the chart. */
  readonly moment: Millis | undefined
  /** What lies under the pointer, wherever it is: tree or time area. */
  readonly hover: Hit | undefined
  /** What was clicked last: its tooltip has been answered, and stays away until the pointer has left it. */
  readonly clicked: Hit | undefined
  /** The stretch of time being measured. */
  readonly measure: Viewport | undefined
  /** The row the keyboard is on. */
  readonly focus: RowRef | undefined
  /** True while the keyboard focus is inside the treegrid. */
  readonly focusVisible: boolean
  /** Containers open down to this depth… */
  readonly openDepth: number
  /** …except these, opened (true) or closed (false) by hand. */
  readonly byHand: ReadonlyMap<SpanKey, boolean>
  readonly fanOut: ReadonlyMap<SpanKey, FanOutView>
  /** Nothing opens by itself, large Maps are listed in rows: an older link wants it so. */
  readonly byDepth: boolean | undefined
  /** Children listed beyond the cut of their container, as somebody went there. */
  readonly also: ReadonlySet<SpanKey>
  /** What the last step from failure to failure, or from match to match, opened. */
  readonly walked: Walked
  /** Containers that opened by themselves, as there was room. */
  readonly opens: ReadonlySet<SpanKey>
  /** How often a hand opened or closed another execution: each is a step that Back takes back. */
  readonly steps: number
  /** Starts of the folds the reader opened. */
  readonly openFolds: ReadonlySet<Millis>
  /** Whether rows go after the time in sight. */
  readonly rowsFollow: boolean
}

export type ViewStore = StoreApi<LiveView>

const FRESH: LiveView = {
  viewport: undefined,
  scrollTopPx: 0,
  pointer: undefined,
  moment: undefined,
  hover: undefined,
  clicked: undefined,
  measure: undefined,
  focus: undefined,
  focusVisible: false,
  openDepth: DEFAULT_ROWS_VIEW.openDepth,
  byHand: DEFAULT_ROWS_VIEW.byHand,
  fanOut: DEFAULT_ROWS_VIEW.fanOut,
  byDepth: undefined,
  also: new Set(),
  walked: NOTHING_WALKED,
  opens: new Set(),
  steps: 0,
  openFolds: new Set(),
  rowsFollow: false,
}

/** One store for each execution on show, starting from what its link says. */
export function createViewStore(initial: Partial<LiveView> = {}): ViewStore {
  return createStore<LiveView>()(() => ({ ...FRESH, ...initial }))
}

/** The part of a live view that decides which rows there are. */
export function openRowsOf({ openDepth, byHand, fanOut, byDepth }: OpenRows): OpenRows {
  return { openDepth, byHand, fanOut, byDepth }
}

/** Opens or closes rows by hand: they stay so, whatever is loaded later. `isStep`: Back takes it back. */
export function setOpen(store: ViewStore, keys: readonly SpanKey[], how: { open: boolean; isStep: boolean }): void {
  const live = store.getState()
  const byHand = new Map(live.byHand)
  for (const key of keys) byHand.set(key, how.open)
  store.setState({ byHand, walked: takenOver(live.walked, keys), steps: live.steps + (how.isStep ? 1 : 0) })
}

/** Opens more rows, as what they are of has arrived. */
export function openMore(store: ViewStore, more: Pick<LiveView, 'byHand' | 'fanOut' | 'also'>): void {
  const { byHand, fanOut, also } = store.getState()
  store.setState({
    byHand: new Map([...byHand, ...more.byHand]),
    fanOut: new Map([...fanOut, ...more.fanOut]),
    also: new Set([...also, ...more.also]),
  })
}

/** Opens everything down to a depth (0: only the top-level states; `OPEN_ALL`: large fan-outs too) and forgets single openings. */
export function openToDepth(store: ViewStore, openDepth: number): void {
  store.setState({ openDepth, byHand: new Map(), walked: NOTHING_WALKED, byDepth: undefined, opens: new Set() })
}

/** Changes how the children of one Map, Map Run or Parallel are listed. */
export function changeFanOut(store: ViewStore, key: SpanKey, view: FanOutView): void {
  const { fanOut, also } = store.getState()
  const before = fanOut.get(key)
  const onlyMore = before?.sort === view.sort && before.show === view.show && before.lanes === view.lanes
  store.setState({ fanOut: new Map(fanOut).set(key, view), also: onlyMore ? also : new Set() })
}

/** Two hits that look the same: no repaint between them. */
export function sameHit(a: Hit | undefined, b: Hit | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return a.key === b.key && a.row === b.row && a.part === b.part && a.eventId === b.eventId
}
