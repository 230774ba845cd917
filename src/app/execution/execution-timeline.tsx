import { type RefObject, useCallback, useMemo, useSyncExternalStore } from 'react'
import { Timeline } from '../../chart/timeline.tsx'
import type { Selection, TimelineHandle, TimelineProps } from '../../chart/timeline-props.ts'
import { type GlobalKey, memberIdOf } from '../../forest/keys.ts'
import type { MemberAction } from '../../forest/member.ts'
import { usePageKeys } from '../../kit/page-keys.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import { mayGoOn } from '../../loading/still-running.ts'
import type { SpanKey } from '../../model/span.ts'
import type { SourceRef } from '../../source/source.ts'
import type { Navigate } from '../../state/link-writer.ts'
import { logMarksOf } from '../../state/log-marks.ts'
import { treeWidth } from '../../state/tree-width.ts'
import type { BelowView } from '../../state/use-execution.ts'
import { usePreferences } from '../../state/use-preferences.ts'
import type { ViewLink } from '../../state/view-link.ts'
import type { ColouredBy } from '../../timeline/hues.ts'
import { useDark } from '../parts/theme.ts'
import { goToDetails } from './details-keys.ts'
import { emptyReason } from './empty-reason.ts'
import { usePinned } from './pins.ts'
import { useLinkedView } from './use-linked-view.ts'
import type { PageSelection } from './use-selection.ts'

export interface ExecutionTimelineProps
  extends Pick<
    TimelineProps,
    | 'only'
    | 'asked'
    | 'criticalPath'
    | 'ghosts'
    | 'maxConcurrency'
    | 'definition'
    | 'timeMode'
    | 'foldIdle'
    | 'onHelp'
    | 'onWayUp'
    | 'onMenu'
    | 'companion'
    | 'differences'
    | 'reach'
  > {
  readonly view: ExecutionView
  readonly below: BelowView | undefined
  readonly selection: Selection
  readonly onChoose: PageSelection['onSelect']
  readonly link: ViewLink
  readonly navigate: Navigate
  /** Spans the query found. */
  readonly marked: ReadonlySet<SpanKey> | undefined
  /** Of the query, for the letters of names that they found. */
  readonly words: readonly string[]
  readonly singleKeys: boolean
  readonly chart: RefObject<TimelineHandle | null>
}

/** The chart bound to the link: selection, time in sight and open rows are read from it and written back. */
export function ExecutionTimeline(props: ExecutionTimelineProps) {
  const { view, below, link, navigate, selection, onChoose, marked, words, singleKeys, chart, ...passed } = props
  const { tree, summary, progress } = view
  const [preferences] = usePreferences()
  // The chart's keys work wherever the focus is.
  usePageKeys(event => {
    chart.current?.handleKey(event)
    return event.defaultPrevented
  })
  const theme = useDark(preferences.theme) ? 'dark' : 'light'
  const goesOn = mayGoOn(view)
  const { startedAt, stoppedAt } = summary ?? {}
  const told = useMemo(() => ({ startedAt, stoppedAt, goesOn }), [startedAt, stoppedAt, goesOn])
  const matches = useMemo(() => (marked === undefined ? undefined : { keys: marked, words }), [marked, words])
  return (
    <Timeline
      {...passed}
      ref={chart}
      tree={tree}
      forest={below?.forest}
      {...useOnOpen(below)}
      graftTroubles={below?.graftTroubles}
      told={told}
      totalEvents={progress.totalEvents}
      arriving={progress.phase === 'loading'}
      emptyReason={emptyReason(view)}
      {...useLogged(link.ref)}
      {...useLinkedView(link, navigate, below)}
      selection={selection}
      onSelect={onChoose}
      matches={matches}
      pinned={usePinned(link, below)}
      colouredBy={link.colouredBy ?? 'outcome'}
      onColouredBy={useColouring(navigate)}
      theme={theme}
      keys={singleKeys ? 'all' : 'noLetters'}
      treeWidthPx={useSyncExternalStore(treeWidth.subscribe, () => treeWidth.current)}
      onTreeWidth={treeWidth.set}
      onOpenDetails={goToDetails}
      onStepBack={useStepBack(link.query, navigate)}
      onExplain={useCallback(() => navigate({ panel: 'time' }, 'push'), [navigate])}
    />
  )
}

/** What logs that were read tell of the chart, and what the chart tells those on show. */
function useLogged(ref: SourceRef): Pick<TimelineProps, 'logged' | 'onPoint'> {
  const { bars, pointed } = logMarksOf(ref)
  const logged = useSyncExternalStore(bars.subscribe, () => bars.getState().told)
  return {
    logged,
    onPoint: useCallback<NonNullable<TimelineProps['onPoint']>>(moment => pointed.setState({ moment }), [pointed]),
  }
}

/** The colours of bars are in the link. */
export function useColouring(navigate: Navigate): (by: ColouredBy) => void {
  return useCallback(by => navigate({ colouredBy: by === 'outcome' ? undefined : by }, 'push'), [navigate])
}

/** Where nothing below can be had, nothing opens. */
export function useOnOpen(below: BelowView | undefined): Pick<TimelineProps, 'onOpen' | 'onClose' | 'onMember'> {
  const opening = below?.opening
  return useMemo(
    () =>
      opening === undefined
        ? {}
        : {
            onOpen: (key: GlobalKey) => void opening.show(key),
            onClose: (key: GlobalKey) => opening.hide(key),
            onMember: (key: GlobalKey, action: MemberAction) => opening.act(memberIdOf(key), action),
          },
    [opening],
  )
}

/** Esc takes back the query before the selection. */
function useStepBack(query: string | undefined, navigate: Navigate): () => boolean {
  return useCallback(() => {
    if (query === undefined || query === '') return false
    navigate({ query: undefined, queryMode: undefined }, 'push')
    return true
  }, [query, navigate])
}
