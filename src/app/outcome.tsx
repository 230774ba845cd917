import { outcomeIcon } from '../chart/icons.tsx'
import type { ExecutionStatus } from '../history/execution-summary.ts'
import { Icon } from '../kit/icons.tsx'
import type { Outcome } from '../model/span.ts'

const WORDS: Readonly<Record<Outcome, string>> = {
  running: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  caught: 'Caught',
  timedOut: 'Timed out',
  aborted: 'Aborted',
}

/** An outcome in words for people. */
export function outcomeWords(outcome: Outcome): string {
  return WORDS[outcome]
}

const STATUS_OUTCOMES: ReadonlyMap<string, Outcome> = new Map<ExecutionStatus, Outcome>([
  ['RUNNING', 'running'],
  ['PENDING_REDRIVE', 'running'],
  ['SUCCEEDED', 'succeeded'],
  ['FAILED', 'failed'],
  ['TIMED_OUT', 'timedOut'],
  ['ABORTED', 'aborted'],
])

/** DescribeExecution's status as an outcome; undefined for a status nobody knows yet. */
export function outcomeOfStatus(status: ExecutionStatus | undefined): Outcome | undefined {
  return status === undefined ? undefined : STATUS_OUTCOMES.get(status)
}

/** An outcome as coloured words with its glyph: never by colour alone. */
export function OutcomeBadge({ outcome }: { readonly outcome: Outcome }) {
  return (
    <span className={`sfn-badge sfn-outcome-${outcome}`}>
      <Icon name={outcomeIcon(outcome)} size={12} />
      {WORDS[outcome]}
    </span>
  )
}

/** The same without the ground, for tables. */
export function OutcomeText({ outcome }: { readonly outcome: Outcome }) {
  return (
    <span className={`sfn-outcome sfn-outcome-${outcome}`}>
      <Icon name={outcomeIcon(outcome)} size={12} />
      {WORDS[outcome]}
    </span>
  )
}
