import { useMemo, useState } from 'react'
import { timeSplitOf } from '../../analysis/time-split.ts'
import { timeSplitAcross } from '../../analysis/time-split-across.ts'
import type { Millis } from '../../history/events.ts'
import { Segments } from '../../kit/controls.tsx'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span } from '../../model/span.ts'
import { spanTitle } from '../../words/span-names.ts'
import { type AnswerScope, isAcross } from './answer-scope.ts'
import { ReadOf } from './read-of.tsx'
import { TimeSplitView } from './time-split-view.tsx'

interface TimePanelProps {
  readonly scope: AnswerScope
  readonly selected: Span | undefined
  /** The stretch of time on show, where the chart is zoomed. */
  readonly range: { readonly from: Millis; readonly to: Millis } | undefined
}

type Part = 'run' | 'across' | 'selection' | 'range'

/** Where the time of the run, the selection or the range on show went. */
export function TimePanel(props: TimePanelProps) {
  const { scope, selected, range } = props
  const { tree, forest } = scope
  const [wanted, setWanted] = useState<Part>()
  const asked = partOf(wanted, props)
  const split = useMemo(() => {
    const across = asked !== 'across' || forest === undefined ? undefined : timeSplitAcross(forest)
    if (across !== undefined) return across
    if (asked === 'range') return timeSplitOf(tree, range)
    return timeSplitOf(tree, asked === 'selection' && selected !== undefined ? { key: selected.key } : {})
  }, [tree, forest, asked, selected, range])
  return (
    <section aria-label="Time split" className="sfn-time">
      <header className="sfn-block-head">
        <Segments
          label="Time of"
          selected={asked}
          onSelect={setWanted}
          options={[
            { id: 'run', text: 'Whole run' },
            ...(isAcross(scope) ? [{ id: 'across', text: 'With executions below' } as const] : []),
            {
              id: 'selection',
              text: selected === undefined ? 'Selection' : shortTitle(tree, selected),
              disabled: selected === undefined,
            },
            { id: 'range', text: 'Range on show', disabled: range === undefined },
          ]}
        />
      </header>
      {asked === 'across' && <ReadOf forest={forest} />}
      <TimeSplitView split={split} />
    </section>
  )
}

/** What was asked for, as long as there is such a thing; at first the range, where the chart is zoomed to one. */
function partOf(wanted: Part | undefined, { scope, range, selected }: TimePanelProps): Part {
  const part = wanted ?? 'range'
  if (part === 'range' && range === undefined) return 'run'
  if (part === 'across' && !isAcross(scope)) return 'run'
  return part === 'selection' && selected === undefined ? 'run' : part
}

const TITLE_CHARACTERS = 22

function shortTitle(tree: ExecutionTree, span: Span): string {
  const title = spanTitle(tree, span)
  return title.length > TITLE_CHARACTERS ? `${title.slice(0, TITLE_CHARACTERS)}…` : title
}
