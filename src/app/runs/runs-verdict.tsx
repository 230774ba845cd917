import { Icon } from '../../kit/icons.tsx'
import { failureRateOf } from '../../runs/run-buckets.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { FAILURES_ID } from './failures-of-runs.tsx'
import { countWords } from './run-words.ts'
import type { ShownRuns } from './runs-shown.ts'
import type { WhatFailed } from './what-failed.ts'

/** The button that opens what failed, so that it can have the focus again. */
export const FAILURES_TAB_ID = 'sfn-runs-failures-tab'

interface RunsVerdictProps {
  readonly shown: ShownRuns
  readonly isReading: boolean
  /** Of what succeeded nothing is known. */
  readonly hidesSuccess: boolean
  readonly failed: Pick<WhatFailed, 'of' | 'groups'>
  /** Whether the causes are shown. */
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** What the runs that are shown come to, and the door to why some failed. */
export function RunsVerdict({ shown, isReading, hidesSuccess, failed, isOpen, onToggle }: RunsVerdictProps) {
  const { by, all } = shown.counts
  const isBad = by.failed + by.timedOut > 0
  return (
    <div className={`sfn-strip ${isBad ? 'sfn-strip-bad' : ''}`}>
      <div className="sfn-verdict">
        <Icon name={isBad ? 'alert' : 'clock'} size={16} />
        <span className="sfn-verdict-words">
          {all === 0 ? (
            isReading ? (
              'Reading…'
            ) : (
              'No runs to tell of.'
            )
          ) : hidesSuccess ? (
            <Ends counts={shown.counts} />
          ) : (
            <Words shown={shown} />
          )}
        </span>
      </div>
      {(failed.of > 0 || isOpen) && (
        <button
          id={FAILURES_TAB_ID}
          type="button"
          className="sfn-answer-tab sfn-answer-tab-failures sfn-runs-failures-tab"
          aria-expanded={isOpen}
          aria-controls={isOpen ? FAILURES_ID : undefined}
          onClick={onToggle}
        >
          What failed <span className="sfn-answer-figure">{failedFigure(failed)}</span>
        </button>
      )}
    </div>
  )
}

/** `4`, or `4 · 3 causes` where some are read. */
function failedFigure({ of, groups }: Pick<WhatFailed, 'of' | 'groups'>): string {
  const causes =
    groups.length === 0 ? '' : ` · ${formatCount(groups.length)} ${groups.length === 1 ? 'cause' : 'causes'}`
  return `${formatCount(of)}${causes}`
}

/** Where the log tells of nothing else there is no share of anything. */
function Ends({ counts: { by } }: Pick<ShownRuns, 'counts'>) {
  const others = (['failed', 'timedOut', 'aborted', 'running', 'unknown'] as const).filter(outcome => by[outcome] > 0)
  return (
    <>
      <b>{others.map(outcome => countWords(outcome, by[outcome])).join(', ')}</b>. How many succeeded its log does not
      tell.
    </>
  )
}

function Words({ shown: { counts, p50Ms, p95Ms } }: { readonly shown: ShownRuns }) {
  const { by } = counts
  const ended = by.succeeded + by.failed + by.timedOut + by.aborted
  const rate = failureRateOf(by)
  const others = (['failed', 'timedOut', 'aborted', 'running'] as const).filter(outcome => by[outcome] > 0)
  return (
    <>
      <b>
        {formatCount(by.succeeded)} of {formatCount(ended)} ended runs succeeded
      </b>
      {others.length > 0 && `, ${others.map(outcome => countWords(outcome, by[outcome])).join(', ')}`}.
      {rate !== undefined && rate > 0 && ` ${percent(rate)} of those that ended by themselves failed.`}
      {p50Ms !== undefined && p95Ms !== undefined && (
        <>
          {' '}
          Successes took <b>{formatDuration(p50Ms)}</b> (p50), {formatDuration(p95Ms)} (p95).
        </>
      )}
    </>
  )
}

function percent(share: number): string {
  return `${share < 0.1 ? (share * 100).toFixed(1) : Math.round(share * 100)} %`
}
