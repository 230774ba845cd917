import { useMemo, useState } from 'react'
import { timeSplitOf } from '../../analysis/time-split.ts'
import type { Millis } from '../../history/events.ts'
import { Segments } from '../../kit/controls.tsx'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span } from '../../model/span.ts'
import { spanTitle } from '../../words/span-names.ts'
import { CriticalPathView } from './critical-path-view.tsx'
import { TimeSplitView } from './time-split-view.tsx'

interface TimePanelProps {
  readonly tree: ExecutionTree
  readonly selected: Span | undefined
  /** The stretch of time on show, where the chart is zoomed. */
  readonly range: { readonly from: Millis; readonly to: Millis } | undefined
  readonly criticalPath: boolean
  readonly onSelect: (span: Span) => void
  readonly onCriticalPath: (on: boolean) => void
}

type Scope = 'run' | 'selection' | 'range'

/** Where the time of the run, the selection or the range on show went, and what the run was waiting for at every moment. */
export function TimePanel(props: TimePanelProps) {
  const { tree, selected, range } = props
  const [wanted, setWanted] = useState<Scope>()
  const asked = scopeOf(wanted, props)
  const split = useMemo(() => {
    if (asked === 'range') return timeSplitOf(tree, range)
    return timeSplitOf(tree, asked === 'selection' && selected !== undefined ? { key: selected.key } : {})
  }, [tree, asked, selected, range])
  return (
    <div className="sfn-columns">
      <section aria-label="Time split">
        <header className="sfn-block-head">
          <Segments
            label="Time of"
            selected={asked}
            onSelect={setWanted}
            options={[
              { id: 'run', text: 'Whole run' },
              {
                id: 'selection',
                text: selected === undefined ? 'Selection' : shortTitle(tree, selected),
                disabled: selected === undefined,
              },
              { id: 'range', text: 'Range on show', disabled: range === undefined },
            ]}
          />
        </header>
        <TimeSplitView split={split} />
      </section>
      <CriticalPathView
        tree={tree}
        drawn={props.criticalPath}
        onDrawn={props.onCriticalPath}
        onSelect={props.onSelect}
      />
    </div>
  )
}

/** What was asked for, as long as there is such a thing; at first the range, where the chart is zoomed to one. */
function scopeOf(wanted: Scope | undefined, { range, selected }: TimePanelProps): Scope {
  const scope = wanted ?? 'range'
  if (scope === 'range' && range === undefined) return 'run'
  return scope === 'selection' && selected === undefined ? 'run' : scope
}

const TITLE_CHARACTERS = 22

function shortTitle(tree: ExecutionTree, span: Span): string {
  const title = spanTitle(tree, span)
  return title.length > TITLE_CHARACTERS ? `${title.slice(0, TITLE_CHARACTERS)}…` : title
}
