import { useCallback, useDeferredValue, useEffect, useMemo } from 'react'
import type { Millis } from '../../history/events.ts'
import { useNow } from '../../kit/use-now.ts'
import { rememberMachine } from '../../state/opened-machines.ts'
import { refOfListed } from '../../state/run-ref.ts'
import type { RunsLink } from '../../state/runs-link.ts'
import type { LinkStore } from '../../state/use-link.ts'
import type { Viewport } from '../../timeline/chart-types.ts'
import type { RunsPicture } from '../../timeline/runs-scene.ts'
import { useDraft } from '../parts/use-draft.ts'
import '../events/events.css'
import '../execution/answers-strip.css'
import '../execution/execution.css'
import { FailuresOfRuns } from './failures-of-runs.tsx'
import { RunLanesChart } from './run-lanes-chart.tsx'
import './runs.css'
import type { RunsTimeMode } from './run-words.ts'
import { RunsChart } from './runs-chart.tsx'
import { machineName, RunsHeader } from './runs-header.tsx'
import { RunsLegend } from './runs-legend.tsx'
import { RunsList } from './runs-list.tsx'
import { RunsNotices } from './runs-notices.tsx'
import { countsOf, extentOf, extentOfLog, failedRuns, lastEnd, shownRuns, wantedRuns } from './runs-shown.ts'
import { RunsToolbar } from './runs-toolbar.tsx'
import { FAILURES_TAB_ID, RunsVerdict } from './runs-verdict.tsx'
import { useRunsOnPage } from './use-runs-on-page.ts'
import { useWhatFailed } from './use-what-failed.ts'

const DAY: Millis = 86_400_000
/** A bar that grows by less is not seen to grow. */
const TICK_MS: Millis = 5_000

interface RunsPageProps {
  readonly store: LinkStore
  readonly link: RunsLink
  readonly problems: readonly string[]
  readonly timeMode: RunsTimeMode
}

/** The runs of a state machine over time: did they run, how did they end, how long did they take. */
export default function RunsPage({ store, link, problems, timeMode }: RunsPageProps) {
  const { navigateRuns: navigate } = store
  const { arn } = link
  const { view, loader, express } = useRunsOnPage(link)
  const { list } = view
  const everything = useMemo(() => Uint32Array.from({ length: list.count }, (_, position) => position), [list])
  const all = useMemo(() => countsOf(list, everything), [list, everything])
  const clock = useNow(all.by.running > 0, TICK_MS)
  // The time of a sample stands still where its last run ended.
  const now = link.sample === undefined ? Math.max(clock, view.readAt ?? 0) : lastEnd(list, clock)
  const isLog = express !== undefined
  const isRead = express === undefined || express.state === 'on'
  const hidesSuccess = express?.hidesSuccess === true
  const extent = useMemo(
    () => (isLog ? extentOfLog(link, now) : extentOf(list, link.days, now)),
    [isLog, list, link, now],
  )
  const [brush, setBrush] = useDraft<Viewport | null>(brushOf(link), range =>
    navigate({ from: range?.from, to: range?.to }, 'replace'),
  )
  const [name, setName] = useDraft(link.namePrefix ?? '', text => navigate({ namePrefix: text }, 'replace'))
  const asked = useMemo(() => ({ ...link, namePrefix: name }), [link, name])
  const window = useDeferredValue(brush) ?? extent
  const shown = useMemo(() => shownRuns(list, asked, window, now), [list, asked, window, now])
  const counts = useMemo(() => {
    const { outcomes: _, ...others } = asked
    return shownRuns(list, others, window, now).counts
  }, [list, asked, window, now])
  const isFailuresOpen = link.panel === 'failures'
  // A range that is still being drawn asks for nothing.
  const settled = brushOf(link) ?? extent
  const { from: settledFrom, to: settledTo } = settled
  const failed = useWhatFailed(
    { of: link, view },
    useMemo(
      () => failedRuns(list, link, { from: settledFrom, to: settledTo }, now),
      [list, link, settledFrom, settledTo, now],
    ),
    isFailuresOpen,
  )
  const picture = useMemo<RunsPicture>(
    () => ({ list, now, zone: timeMode, isWhole: view.isWhole, wanted: wantedRuns(list, asked, now) }),
    [list, now, timeMode, view.isWhole, asked],
  )
  // To the whole day: the wish is the same until midnight.
  const daysFrom = link.days === undefined ? Infinity : Math.floor(now / DAY) * DAY - link.days * DAY
  const since = isLog ? Infinity : Math.min(daysFrom, link.from ?? Infinity)
  useEffect(() => {
    if (since !== Infinity) loader.reachBack(since)
  }, [loader, since])
  const isHere = view.pages > 0 && link.sample === undefined
  useEffect(() => {
    if (isHere) rememberMachine(arn, Date.now())
  }, [isHere, arn])
  useEffect(() => {
    document.title = `${machineName(arn)} · runs · sfn-timeline`
  }, [arn])
  const { sample } = link
  const of = useMemo(() => ({ arn, ...(sample !== undefined && { sample }) }), [arn, sample])
  const open = useCallback(
    (position: number) =>
      store.open({ kind: 'execution', link: { ref: refOfListed(of, list, position) }, problems: [] }),
    [store, list, of],
  )
  const drawn = { picture, timeMode, onOpen: open }
  return (
    <main className="sfn-runs" aria-busy={view.reading !== undefined}>
      <RunsHeader
        isSample={sample !== undefined}
        arn={arn}
        view={view}
        onRefresh={express === undefined || express.state === 'on' ? loader.refresh : undefined}
        counts={all}
        now={now}
        address={store.address}
      />
      {isRead && (
        <RunsVerdict
          {...{ shown, failed, isOpen: isFailuresOpen, hidesSuccess }}
          isReading={view.reading !== undefined}
          onToggle={() => navigate({ panel: isFailuresOpen ? undefined : 'failures' }, 'push')}
        />
      )}
      <RunsNotices {...{ view, loader, problems, express, link }} />
      <RunsToolbar {...{ list, link, navigate, name, timeMode, counts, isLog }} onName={setName} />
      <div className="sfn-runs-body">
        {list.count > 0 && (
          <div className={`sfn-runs-charts ${hidesSuccess ? 'sfn-runs-ends' : ''}`}>
            <RunsChart
              {...drawn}
              extent={extent}
              isLog={link.log === true}
              brush={brush ?? undefined}
              counts={shown.counts}
              onBrush={range => setBrush(range ?? null)}
            />
            {!hidesSuccess && <RunLanesChart {...drawn} window={window} />}
          </div>
        )}
        {isFailuresOpen && (
          <FailuresOfRuns
            {...{ of, list, failed, timeMode, window: settled }}
            onClose={() => {
              navigate({ panel: undefined }, 'push')
              document.getElementById(FAILURES_TAB_ID)?.focus()
            }}
          />
        )}
        {isRead && (
          <RunsList
            {...{ extent, view, loader, express, link, navigate, shown, now, timeMode }}
            brush={brush ?? undefined}
            onBrush={() => setBrush(null)}
            onOpen={open}
          />
        )}
      </div>
      <RunsLegend />
    </main>
  )
}

function brushOf({ from, to }: RunsLink): Viewport | null {
  return from === undefined || to === undefined ? null : { from, to }
}
