import type { ReactNode } from 'react'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { encodeLink } from '../../state/view-link-codec.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDelta, formatDuration } from '../../words/format-duration.ts'
import { outcomeOfStatus } from '../../words/outcomes.ts'
import { formatDateTimeToSecond } from '../../words/points-in-time.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { OutcomeText } from '../parts/outcome.tsx'
import { baselineName } from './baseline-words.ts'
import type { Compared } from './compared.ts'

export interface AgainstProps {
  readonly told: Compared | undefined
  readonly timeMode: TimeMode
  readonly link: ViewLink
  readonly children: ReactNode
}

/** What the run is held against, and how the whole differs. */
export function AgainstRun({ view, told, timeMode, link, children }: AgainstProps & { readonly view: ExecutionView }) {
  const { summary, ref } = view
  const outcome = outcomeOfStatus(summary?.status)
  const startedAt = told?.before.root.startedAt ?? summary?.startedAt
  return (
    <Line told={told} actions={children}>
      <a href={encodeLink({ ref, baseline: link.ref, panel: 'compare' })} title="Open it, compared with this one">
        {baselineName(view)}
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
    </Line>
  )
}

/** The same of several runs. */
export function AgainstSuccesses({ told, timeMode, link, children }: AgainstProps) {
  const { most } = link.baseline?.kind === 'lastSuccesses' ? link.baseline : { most: 0 }
  const count = told?.usual?.count
  return (
    <Line told={told} actions={children}>
      {count === undefined
        ? `the last ${formatCount(most)} successes`
        : count === 1
          ? 'the one success before it that is read'
          : `the median of ${formatCount(count)} successes before it`}
      {told !== undefined && (
        <span className="sfn-muted">
          {' · '}parts of the run of the middle time,{' '}
          <a
            href={encodeLink({ ref: told.ref, baseline: link.ref, panel: 'compare' })}
            title="Open it, compared with this one"
          >
            {formatDateTimeToSecond(told.before.root.startedAt, timeMode)}
          </a>
        </span>
      )}
    </Line>
  )
}

interface LineProps {
  readonly told: Compared | undefined
  readonly actions: ReactNode
  readonly children: ReactNode
}

function Line({ told, actions, children }: LineProps) {
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
        {children}
        {aMs !== undefined && <span className="sfn-muted"> · {formatDuration(aMs)}</span>}
      </p>
      <div className="sfn-against-actions">{actions}</div>
    </div>
  )
}
