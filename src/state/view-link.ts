import type { EventId, Millis } from '../history/events.ts'
import type { SpanId } from '../model/span.ts'
import type { SourceRef } from '../source/source.ts'
import type { TimeMode } from '../words/time-mode.ts'
import type { ArrangedView } from './arranged-view.ts'
import type { Baseline } from './baseline.ts'

/** Everything a link can say about a view; what it does not say is left to defaults, never to the sender's preferences. */
export interface ViewLink extends ArrangedView {
  readonly ref: SourceRef
  /** The selected event. Its span is the selected span, unless `span` says otherwise (a branch has no event of its own). */
  readonly event?: EventId
  readonly span?: SpanId
  /** The execution below in which that lies, as the way down to it (`way-code.ts`). Absent: in the one named. */
  readonly within?: string
  /** The time range shown, epoch ms. Absent: everything. */
  readonly from?: Millis
  readonly to?: Millis
  readonly query?: string
  /** `filter` hides what does not match, `highlight` only marks. */
  readonly queryMode?: 'filter' | 'highlight'
  readonly tab?: 'timeline' | 'states' | 'events' | 'graph'
  /** Rows opened and closed, in a compact form owned by the chart. */
  readonly rows?: string
  /** The same of executions below (`below-code.ts`). */
  readonly below?: string
  readonly timeMode?: TimeMode
  /** Whether idle time is folded. */
  readonly folds?: boolean
  readonly criticalPath?: boolean
  /** The answers shown below the chart. */
  readonly panel?: AnswersPanel
  /** What this execution is held against. */
  readonly baseline?: Baseline
  /** Whether the chart shows its bars beside those of this one; it does by default. */
  readonly ghosts?: boolean
}

export const ANSWERS_PANELS = ['failures', 'time', 'path', 'waiting', 'cost', 'redrive', 'compare'] as const
export type AnswersPanel = (typeof ANSWERS_PANELS)[number]
