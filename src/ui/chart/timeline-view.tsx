import './chart.css'
import { memo, useMemo, useState } from 'react'
import type { Millis } from '../../history/events.ts'
import type { SpanKey } from '../../model/span.ts'
import type { ExecutionView } from '../../state/execution-view.ts'
import type { LinkPatch } from '../../state/use-link.ts'
import type { ViewLink } from '../../state/view-link.ts'
import type { TimeMode } from '../../timeline/chart-types.ts'
import { ChartStage } from './chart-stage.tsx'
import { HelpSheet } from './help-sheet.tsx'
import { emptyReason, Skeleton } from './skeleton.tsx'
import { useLiveView } from './use-live-view.ts'

export interface TimelineViewProps {
  readonly view: ExecutionView
  /** Selection, time range and open rows are read from here and written back through `onNavigate`. */
  readonly link: ViewLink
  onNavigate(patch: LinkPatch, mode: 'push' | 'replace'): void
  /** Spans the query found: marked. */
  readonly matches?: ReadonlySet<SpanKey> | undefined
  /** Only these spans and their ancestors have rows. */
  readonly only?: ReadonlySet<SpanKey> | undefined
  readonly criticalPath?: readonly { readonly key: SpanKey; readonly from: Millis; readonly to: Millis }[] | undefined
  maxConcurrency?(visitName: string): number | undefined
  branchName?(visitName: string, index: number): string | undefined
  readonly timeMode: TimeMode
  readonly foldIdle: boolean
  /** Whether single-letter keys are on. */
  readonly singleKeys: boolean
  /** Enter on a row: the details should have the focus. */
  onOpenDetails?(): void
  /** Opens the page's own help sheet; without it the chart shows its own. With it, `?` is the page's key. */
  onHelp?(): void
}

/**
 * The chart of an execution: tree, time axis, bars, overview and legend. Not rendered anew where nothing of it changed: the
 * page around it tells the time every second.
 */
export const TimelineView = memo(function TimelineView(props: TimelineViewProps) {
  // Another execution is another chart: nothing of the view of one belongs to the other.
  return <ChartOfExecution key={JSON.stringify(props.link.ref)} {...props} />
})

function ChartOfExecution(props: TimelineViewProps) {
  const { view, link, onNavigate, onHelp } = props
  const store = useLiveView(link, (patch, mode) => onNavigate(patch, mode))
  const [helpShown, setHelpShown] = useState(false)
  const help = useMemo(() => onHelp ?? (() => setHelpShown(true)), [onHelp])
  const { tree } = view
  const hasRows = tree !== undefined && tree.root.children.length > 0
  return (
    <section className="chart" aria-label="Timeline">
      {hasRows ? (
        <ChartStage {...props} tree={tree} store={store} help={help} ownsHelpKey={onHelp === undefined} />
      ) : (
        <Skeleton reason={emptyReason(view)} />
      )}
      <HelpSheet visible={helpShown} singleKeys={props.singleKeys} onDismiss={() => setHelpShown(false)} />
    </section>
  )
}
