import { memo, useImperativeHandle, useRef } from 'react'
import { NO_SELECTION } from '../model/selection.ts'
import '../kit/tokens.css'
import { ChartStage } from './chart-stage.tsx'
import './chart.css'
import { Skeleton } from './skeleton.tsx'
import { type TimelineHandle, type TimelineProps } from './timeline-props.ts'
import { useLiveView } from './use-live-view.ts'

/**
 * The chart: tree, time axis, bars, overview and legend. It knows no page: all it is told comes in as props, all it has to
 * tell goes out through them. Not rendered again where none of them changed: a page may tell the time every second.
 */
export const Timeline = memo(function Timeline({ ref, ...props }: TimelineProps) {
  const { tree, theme } = props
  const store = useLiveView(props)
  const stage = useRef<TimelineHandle>(null)
  useImperativeHandle(
    ref,
    () => ({
      handleKey: event => stage.current?.handleKey(event),
      run: command => stage.current?.run(command),
      fit: key => stage.current?.fit(key),
      walkTo: key => stage.current?.walkTo(key),
      mark: at => stage.current?.mark(at),
      look: () => stage.current?.look(),
    }),
    [],
  )
  const hasRows = tree !== undefined && tree.root.children.length > 0
  return (
    <section className="chart" data-theme={theme} aria-label={props.label ?? 'Timeline'}>
      {hasRows ? (
        <ChartStage
          {...props}
          ref={stage}
          tree={tree}
          told={props.told ?? NOTHING_TOLD}
          selection={props.selection ?? NO_SELECTION}
          timeMode={props.timeMode ?? 'relative'}
          foldIdle={props.foldIdle ?? true}
          keys={props.keys ?? 'all'}
          store={store}
        />
      ) : (
        <Skeleton reason={props.emptyReason} />
      )}
    </section>
  )
})

const NOTHING_TOLD = {}
