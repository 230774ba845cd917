import type { ReactNode } from 'react'
import { Segments, Switch } from '../../kit/controls.tsx'
import type { ViewLink } from '../../state/view-link.ts'
import type { TimeMode } from '../../words/time-mode.ts'

export type ExecutionTab = NonNullable<ViewLink['tab']>

const TABS = [
  { id: 'timeline', text: 'Timeline' },
  { id: 'states', text: 'States' },
  { id: 'events', text: 'Events' },
  { id: 'graph', text: 'Graph' },
] as const

const TIME_MODES = [
  { id: 'relative', text: 'Relative' },
  { id: 'utc', text: 'UTC' },
  { id: 'local', text: 'Local' },
] as const

interface ToolbarProps {
  readonly tab: ExecutionTab
  readonly timeMode: TimeMode
  readonly criticalPath: boolean
  /** Undefined where time is not folded, whatever is wished: charts that share a clock. */
  readonly foldIdle: boolean | undefined
  readonly queryBox: ReactNode
  readonly onTab: (tab: ExecutionTab) => void
  readonly onTimeMode: (mode: TimeMode) => void
  readonly onCriticalPath: (on: boolean) => void
  readonly onFoldIdle: (on: boolean) => void
}

/** What is shown, and how. */
export function Toolbar(props: ToolbarProps) {
  return (
    <div className="sfn-toolbar" role="group" aria-label="View">
      <Segments label="Show as" options={TABS} selected={props.tab} onSelect={props.onTab} />
      {props.queryBox}
      {props.tab === 'timeline' && (
        <>
          <Switch label="Critical path" on={props.criticalPath} onChange={props.onCriticalPath} />
          {props.foldIdle !== undefined && (
            <Switch label="Fold idle time" on={props.foldIdle} onChange={props.onFoldIdle} />
          )}
        </>
      )}
      <div className="sfn-toolbar-end">
        <Segments label="Times" options={TIME_MODES} selected={props.timeMode} onSelect={props.onTimeMode} />
      </div>
    </div>
  )
}
