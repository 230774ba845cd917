import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import { Timeline } from '../../chart/timeline.tsx'
import type { Selection } from '../../chart/timeline-props.ts'
import { createTogether } from '../../chart/together.ts'
import type { Forest } from '../../forest/forest.ts'
import { type GlobalKey, globalKey, memberIdOf, rootKeyOf, spanKeyOf } from '../../forest/keys.ts'
import type { Millis } from '../../history/events.ts'
import { useLate } from '../../kit/use-late.ts'
import { selectedSpan, selectionOf } from '../../model/selection.ts'
import { treeWidth } from '../../state/tree-width.ts'
import type { BelowView } from '../../state/use-execution.ts'
import { usePreferences } from '../../state/use-preferences.ts'
import { formatDateTimeToSecond } from '../../words/points-in-time.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import type { Compared } from '../compare/compared.ts'
import type { Comparing } from '../compare/comparing.ts'
import type { TwoCharts } from '../compare/two-charts.ts'
import { useDark } from '../parts/theme.ts'
import './charts.css'
import { ExecutionTimeline, type ExecutionTimelineProps, useColouring, useOnOpen } from './execution-timeline.tsx'

const loadTwoCharts = () => import('../compare/two-charts.ts')

interface ChartsProps extends ExecutionTimelineProps {
  readonly comparing: Comparing | undefined
  readonly now: Millis
}

/** The chart of the run; where the link wants it, with a second one beside it, of what the run is held against. */
export function Charts({ comparing, now, ...props }: ChartsProps) {
  const { link } = props
  const told = link.twoCharts === true ? comparing?.told : undefined
  const two = useTwoCharts(told, link.alignAt, now)
  const timeMode = props.timeMode ?? 'relative'
  return (
    // The same element in either case: the chart of the run stays as it is.
    <div className="sfn-charts">
      <div className="sfn-charts-room">
        <div className="sfn-chart-of-two">
          {told !== undefined && <Caption name="This run" told={told.after.root.startedAt} timeMode={timeMode} />}
          <ExecutionTimeline
            {...props}
            differences={comparing?.told?.comparison.walk}
            {...(two && { ...two.own, foldIdle: false })}
          />
        </div>
        {told !== undefined && two !== undefined && (
          <OtherChart
            {...{ told, two, timeMode, link }}
            below={comparing?.against.kind === 'run' ? comparing.against.below : undefined}
            navigate={props.navigate}
            selection={props.selection}
            onChoose={props.onChoose}
          />
        )}
      </div>
    </div>
  )
}

interface CaptionProps {
  readonly name: string
  readonly told: Millis
  readonly timeMode: TimeMode
}

function Caption({ name, told, timeMode }: CaptionProps) {
  return (
    <p className="sfn-chart-caption">
      <b>{name}</b> <span className="sfn-muted">started {formatDateTimeToSecond(told, timeMode)}</span>
    </p>
  )
}

function useTwoCharts(told: Compared | undefined, alignAt: string | undefined, now: Millis): TwoCharts | undefined {
  const [together] = useState(createTogether)
  // What has ended does not move with the clock.
  const moment = told?.after.root.endedAt === undefined ? now : 0
  const code = useLate(loadTwoCharts, told !== undefined)
  return useMemo(
    () => told && code?.twoChartsOf(told, { together, alignAt, now: moment }),
    [code, told, together, alignAt, moment],
  )
}

interface OtherChartProps extends Pick<ChartsProps, 'selection' | 'onChoose' | 'link' | 'navigate'> {
  readonly told: Compared
  readonly two: TwoCharts
  readonly timeMode: TimeMode
  /** What is known below the other run. */
  readonly below: BelowView | undefined
}

/** What is selected on the page is marked in it; what is pressed in it selects its partner. */
function OtherChart({ told, two, timeMode, below, selection, onChoose, link, navigate }: OtherChartProps) {
  const { before, usual, comparison } = told
  const [preferences] = usePreferences()
  const theme = useDark(preferences.theme) ? 'dark' : 'light'
  const own = keyOfSelection(comparison.b.forest, selection)
  const partner = own === undefined ? undefined : two.own.companion.partnerOf(own)
  const matches = useMemo(
    () => (partner === undefined ? undefined : { keys: new Set([partner]), words: [] }),
    [partner],
  )
  const onSelect = useCallback(
    (chosen: Selection | undefined, how: 'push' | 'replace') => {
      if (chosen === undefined) return onChoose(undefined, how)
      const { a, b, alignment } = comparison
      const key = keyOfSelection(a.forest, chosen)
      const own = key === undefined ? undefined : alignment.inB.get(key)
      const selection = own === undefined ? undefined : selectionOfKey(b.forest, own)
      if (selection !== undefined) onChoose(selection, how)
    },
    [comparison, onChoose],
  )
  return (
    <div className="sfn-chart-of-two">
      <Caption
        name={usual === undefined ? 'The other run' : 'The run of the middle time'}
        told={before.root.startedAt}
        timeMode={timeMode}
      />
      <Timeline
        label="Timeline of the other run"
        tree={before}
        forest={below?.forest}
        {...useOnOpen(below)}
        graftTroubles={below?.graftTroubles}
        {...two.other}
        matches={matches}
        onSelect={onSelect}
        theme={theme}
        timeMode={timeMode}
        foldIdle={false}
        colouredBy={link.colouredBy ?? 'outcome'}
        onColouredBy={useColouring(navigate)}
        keys="noLetters"
        treeWidthPx={useSyncExternalStore(treeWidth.subscribe, () => treeWidth.current)}
        onTreeWidth={treeWidth.set}
      />
    </div>
  )
}

/** What is selected in a run, be it in an execution below. */
function keyOfSelection(forest: Forest, { member = 0, ...selection }: Selection): GlobalKey | undefined {
  const tree = forest.member(member)?.tree
  const span = tree && selectedSpan(tree, selection)
  if (span !== undefined) return globalKey(member, span.key)
  const isWhole = member !== 0 && selection.event === undefined && selection.span === undefined
  return isWhole ? rootKeyOf(member) : undefined
}

function selectionOfKey(forest: Forest, key: GlobalKey): Selection | undefined {
  const member = memberIdOf(key)
  const tree = forest.member(member)?.tree
  const span = key === rootKeyOf(member) && member !== 0 ? undefined : tree?.span(spanKeyOf(key))
  if (tree !== undefined && span !== undefined) return { member, ...selectionOf(tree, span) }
  return member === 0 ? undefined : { member }
}
