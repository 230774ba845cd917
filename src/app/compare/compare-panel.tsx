import { useCallback, useState } from 'react'
import { focusWhenThere } from '../../kit/focus-when-there.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import { type Baseline, baselineKey } from '../../state/baseline.ts'
import type { Navigate } from '../../state/link-writer.ts'
import type { BelowView } from '../../state/use-execution.ts'
import type { ViewLink } from '../../state/view-link.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import type { AnswerScope } from '../answers/answer-scope.ts'
import { ANSWERS_PANEL_ID } from '../answers/answer-titles.ts'
import { FilesTaken } from '../parts/choose-file.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { type AgainstProps, AgainstRun, AgainstSuccesses } from './against.tsx'
import { readingWords } from './baseline-words.ts'
import { ChooseBaseline } from './choose-baseline.tsx'
import { CHOOSE_BASELINE } from './choose-baseline-place.ts'
import '../details/details.css'
import './compare.css'
import type { Comparing } from './comparing.ts'
import { SuccessesRead } from './successes-read.tsx'
import { Told } from './told.tsx'

interface ComparePanelProps {
  /** The execution on the page. */
  readonly own: ExecutionView
  /** What is known below it; undefined where nothing can be had. */
  readonly below: BelowView | undefined
  /** Undefined while there is nothing to compare with, and until the code that compares is here. */
  readonly comparing: Comparing | undefined
  readonly scope: AnswerScope
  readonly link: ViewLink
  readonly navigate: Navigate
  readonly timeMode: TimeMode
}

/** Where the extra time went, held against another execution; and the ways to choose that. */
export function ComparePanel({ own, below, comparing, scope, link, navigate, timeMode }: ComparePanelProps) {
  const [choosing, setChoosing] = useState(false)
  const known = comparing?.against.kind === 'run' ? comparing.against.view : undefined
  const onChoose = useCallback(
    (chosen: Baseline) => {
      setChoosing(false)
      // What was pressed goes away with the other ways to choose.
      document.getElementById(ANSWERS_PANEL_ID)?.focus()
      // A file that the link waited for is here now.
      if (known !== undefined && baselineKey(known.ref) === baselineKey(chosen)) known.retry()
      else navigate({ baseline: chosen }, 'push')
    },
    [known, navigate],
  )
  if (comparing === undefined && link.baseline !== undefined) return <p aria-busy="true">Loading…</p>
  if (comparing === undefined) {
    return (
      <>
        <p>Hold this run against another: where the extra time went, state by state, and what else differs.</p>
        <ChooseBaseline own={own} onChoose={onChoose} />
      </>
    )
  }
  const { against, told } = comparing
  const error = against.kind === 'run' ? against.view.error : undefined
  const isMissing = error?.code === 'FileMissing'
  return (
    <>
      <Against {...{ comparing, timeMode, link }}>
        <button type="button" className="sfn-action" aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
          Compare with another…
        </button>
        <button type="button" className="sfn-action" onClick={() => stopComparing(navigate)}>
          Stop comparing
        </button>
      </Against>
      {against.kind === 'run' && error !== undefined && (
        // The file that is missing is chosen below: by itself a file opens a page of its own.
        <FilesTaken value={undefined}>
          <ErrorNotice error={error} {...(!isMissing && { onRetry: against.view.retry })} />
        </FilesTaken>
      )}
      {against.kind === 'successes' && (
        <SuccessesRead
          used={against.used}
          isOwnRead={isWhole(own)}
          most={link.baseline?.kind === 'lastSuccesses' ? link.baseline.most : 0}
          onStop={() => stopComparing(navigate)}
        />
      )}
      {(choosing || isMissing) && <ChooseBaseline own={own} onChoose={onChoose} />}
      {told !== undefined ? (
        <Told {...{ told, against, below, link, scope, navigate }} />
      ) : (
        against.kind === 'run' &&
        error === undefined && <Reading own={own} baseline={against.view} navigate={navigate} />
      )}
    </>
  )
}

function Against({ comparing, ...props }: Omit<AgainstProps, 'told'> & { readonly comparing: Comparing }) {
  const { against, told } = comparing
  return against.kind === 'run' ? (
    <AgainstRun {...props} told={told} view={against.view} />
  ) : (
    <AgainstSuccesses {...props} told={told} />
  )
}

function isWhole({ progress: { phase } }: ExecutionView): boolean {
  return phase === 'complete' || phase === 'following'
}

/** What was pressed goes away: the reader goes on where another can be chosen. */
function stopComparing(navigate: Navigate): void {
  navigate({ baseline: undefined }, 'push')
  focusWhenThere(CHOOSE_BASELINE)
}

/** How far it is, and the way out. */
function Reading({
  own,
  baseline,
  navigate,
}: Pick<ComparePanelProps, 'own' | 'navigate'> & { readonly baseline: ExecutionView }) {
  const words = !isWhole(baseline)
    ? readingWords(baseline)
    : isWhole(own)
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
