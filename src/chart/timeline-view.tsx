import type { TimelineViewProps } from './chart-props.ts'
import './chart.css'
import { memo, useMemo, useState } from 'react'
import { ChartStage } from './chart-stage.tsx'
import { HelpSheet } from './help-sheet.tsx'
import { emptyReason, Skeleton } from './skeleton.tsx'
import { useLiveView } from './use-live-view.ts'

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
