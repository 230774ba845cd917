import type { EventId } from '../history/events.ts'
import type { ChartTrees } from './chart-trees.ts'
import type { CssPx } from './chart-types.ts'
import { visibleRowOf } from './rows.ts'
import type { ChartRows } from './rows-draft.ts'
import type { FoldedScale } from './time-scale.ts'

/** The linked event: a point and a stem in its own row. */
export interface Marker {
  readonly eventId: EventId
  readonly xPx: CssPx
  /** Top of the row. */
  readonly yPx: CssPx
}

interface MarkerFrame {
  readonly trees: ChartTrees | undefined
  readonly rows: ChartRows
  readonly scale: FoldedScale
  readonly scrollTopPx: CssPx
  readonly heightPx: CssPx
  readonly markedEvent?: EventId | undefined
}

/** Where the marker of the linked event stands; undefined when it is not loaded or outside the window. */
export function markerOf(frame: MarkerFrame): Marker | undefined {
  const { trees, markedEvent } = frame
  if (trees === undefined || markedEvent === undefined) return undefined
  const tree = trees.main
  const event = tree.event(markedEvent)
  const span = tree.spanOfEvent(markedEvent)
  if (event === undefined || span === undefined) return undefined
  const row = visibleRowOf(trees, frame.rows, span.key)
  const xPx = frame.scale.project(event.timestamp)
  const yPx = frame.rows.topPx(row) - frame.scrollTopPx
  if (row < 0 || xPx < 0 || xPx > frame.scale.widthPx || yPx < 0 || yPx > frame.heightPx) return undefined
  return { eventId: markedEvent, xPx, yPx }
}
