import { type ReactNode, useCallback, useState } from 'react'
import { isComplete } from '../../analysis/completeness.ts'
import { queryOfState } from '../../analysis/query-text.ts'
import { spanKeyOf } from '../../forest/keys.ts'
import { Switch } from '../../kit/controls.tsx'
import { focusWhenThere } from '../../kit/focus-when-there.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { SourceRef } from '../../source/source.ts'
import type { Navigate } from '../../state/link-writer.ts'
import { refKey } from '../../state/ref-key.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { encodeLink } from '../../state/view-link-codec.ts'
import { formatDelta, formatDuration } from '../../words/format-duration.ts'
import { outcomeOfStatus } from '../../words/outcomes.ts'
import { PATH_SEPARATOR } from '../../words/places.ts'
import { formatDateTimeToSecond } from '../../words/points-in-time.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { type AnswerScope, selectKey } from '../answers/answer-scope.ts'
import { ANSWERS_PANEL_ID } from '../answers/answer-titles.ts'
import { SoFar } from '../answers/so-far.tsx'
import { FilesTaken } from '../parts/choose-file.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { OutcomeText } from '../parts/outcome.tsx'
import { AlsoDifferent } from './also-different.tsx'
import { baselineName, readingWords } from './baseline-words.ts'
import { ChooseBaseline } from './choose-baseline.tsx'
import { CHOOSE_BASELINE } from './choose-baseline-place.ts'
import './compare.css'
import type { Compared } from './compared.ts'
import { ExtraTime } from './extra-time.tsx'
import { Parting } from './parting.tsx'
import type { Comparing } from './use-comparing.ts'

interface ComparePanelProps {
  /** The execution on the page. */
  readonly own: ExecutionView
  /** Undefined while there is nothing to compare with. */
  readonly comparing: Comparing | undefined
  readonly scope: AnswerScope
  readonly link: ViewLink
  readonly navigate: Navigate
  readonly timeMode: TimeMode
}

/** Where the extra time went, held against another execution; and the ways to choose that. */
export function ComparePanel({ own, comparing, scope, link, navigate, timeMode }: ComparePanelProps) {
  const [choosing, setChoosing] = useState(false)
  const known = comparing?.baseline
  const onChoose = useCallback(
    (ref: SourceRef) => {
      setChoosing(false)
      // What was pressed goes away with the other ways to choose.
      document.getElementById(ANSWERS_PANEL_ID)?.focus()
      // A file that the link waited for is here now.
      if (known !== undefined && refKey(known.ref) === refKey(ref)) known.retry()
      else navigate({ baseline: ref }, 'push')
    },
    [known, navigate],
  )
  if (comparing === undefined) {
    return (
      <>
        <p>Hold this run against another: where the extra time went, state by state, and what else differs.</p>
        <ChooseBaseline own={own} onChoose={onChoose} />
      </>
    )
  }
  const { baseline, told } = comparing
  const isMissing = baseline.error?.code === 'FileMissing'
  return (
    <>
      <Against baseline={baseline} told={told} timeMode={timeMode} link={link}>
        <button type="button" className="sfn-action" aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
          Compare with another…
        </button>
        <button type="button" className="sfn-action" onClick={() => stopComparing(navigate)}>
          Stop comparing
        </button>
      </Against>
      {baseline.error !== undefined && (
        // The file that is missing is chosen below: by itself a file opens a page of its own.
        <FilesTaken value={undefined}>
          <ErrorNotice error={baseline.error} {...(!isMissing && { onRetry: baseline.retry })} />
        </FilesTaken>
      )}
      {(choosing || isMissing) && <ChooseBaseline own={own} onChoose={onChoose} />}
      {told === undefined ? (
        baseline.error === undefined && <Reading own={own} baseline={baseline} navigate={navigate} />
      ) : (
        <Told told={told} scope={scope} navigate={navigate} drawn={link.ghosts ?? true} />
      )}
    </>
  )
}

/** What was pressed goes away: the reader goes on where another can be chosen. */
function stopComparing(navigate: Navigate): void {
  navigate({ baseline: undefined }, 'push')
  focusWhenThere(CHOOSE_BASELINE)
}

interface AgainstProps {
  readonly baseline: ExecutionView
  readonly told: Compared | undefined
  readonly timeMode: TimeMode
  readonly link: ViewLink
  readonly children: ReactNode
}

/** What the run is held against, and how the whole differs. */
function Against({ baseline, told, timeMode, link, children }: AgainstProps) {
  const { summary, ref } = baseline
  const outcome = outcomeOfStatus(summary?.status)
  const startedAt = told?.before.root.startedAt ?? summary?.startedAt
  const { aMs, deltaMs } = told?.comparison.onPath ?? {}
  return (
    <div className="sfn-against">
      <p>
        {deltaMs !== undefined && (
          <>
            <b>{deltaMs === 0 ? 'As long as' : formatDelta(deltaMs)}</b>{' '}
          </>
        )}
        {deltaMs === 0 ? '' : 'against '}
        <a href={encodeLink({ ref, baseline: link.ref, panel: 'compare' })} title="Open it, compared with this one">
          {baselineName(baseline)}
        </a>
        {outcome !== undefined && (
          <>
            {' · '}
            <OutcomeText outcome={outcome} />
          </>
        )}
        {startedAt !== undefined && (
          <span className="sfn-muted">
            {' · '}started {formatDateTimeToSecond(startedAt, timeMode)}
          </span>
        )}
        {aMs !== undefined && <span className="sfn-muted"> · {formatDuration(aMs)}</span>}
      </p>
      <div className="sfn-against-actions">{children}</div>
    </div>
  )
}

/** How far it is, and the way out. */
function Reading({
  own,
  baseline,
  navigate,
}: Pick<ComparePanelProps, 'own' | 'navigate'> & Pick<Comparing, 'baseline'>) {
  const isRead = baseline.progress.phase === 'complete' || baseline.progress.phase === 'following'
  const isOwnRead = own.progress.phase === 'complete' || own.progress.phase === 'following'
  const words = !isRead
    ? readingWords(baseline)
    : isOwnRead
      ? 'Working it out…'
      : 'What differs is told when all of this run is read.'
  return (
    <div className="sfn-baseline-way">
      <span role="status">{words}</span>
      <button type="button" className="sfn-secondary" onClick={() => stopComparing(navigate)}>
        Cancel
      </button>
    </div>
  )
}

/** Both may be here as a whole, and one of them may still run. */
function NotWhole({ told: { comparison, before, after } }: { readonly told: Compared }) {
  if (comparison.complete) return null
  if (!isComplete(before) || !isComplete(after)) return <SoFar complete={false} />
  return <p className="sfn-so-far">So far: what has not ended counts up to its last event.</p>
}

interface ToldProps extends Pick<ComparePanelProps, 'scope' | 'navigate'> {
  readonly told: Compared
  readonly drawn: boolean
}

function Told({ told, scope, navigate, drawn }: ToldProps) {
  const { comparison } = told
  const onState = (path: string) =>
    navigate(
      { query: queryOfState(path.split(PATH_SEPARATOR).at(-1) ?? path), queryMode: undefined, tab: undefined },
      'push',
    )
  const { onPath, states, divergences, data } = comparison
  const isSame = onPath.rows.length === 0 && states.length === 0 && divergences.length === 0
  const isSameData = [data.input, data.output, data.definition].every(({ kind }) => kind === 'same')
  return (
    <>
      <NotWhole told={told} />
      {isSame && isSameData && <p>Nothing differs.</p>}
      <div className="sfn-columns">
        <section aria-label="Where the extra time went">
          <header className="sfn-block-head">
            <h2>Where the extra time went</h2>
            <Switch
              label="Draw on the chart"
              on={drawn}
              onChange={on => navigate({ ghosts: on ? undefined : false }, 'push')}
            />
          </header>
          <ExtraTime comparison={comparison} onState={onState} />
          <p className="sfn-muted">
            The parts add up to the difference. Of executions that a state started, the state's own time counts.
          </p>
        </section>
        <div className="sfn-compare-rest">
          <Parting divergences={divergences} onSelect={key => selectKey(scope, 0, spanKeyOf(key))} />
          <AlsoDifferent comparison={comparison} onState={onState} />
        </div>
      </div>
    </>
  )
}
