import type { TimeKind } from '../../analysis/time-split.ts'

/** What a moment was spent on, in words. */
export const TIME_KIND_WORDS: Readonly<Record<TimeKind, string>> = {
  running: 'Running',
  callback: 'Waiting for a callback',
  wait: 'Wait states',
  queued: 'Queued',
  backoff: 'Backoff before a retry',
  idle: 'Idle before a redrive',
  overhead: 'Between states',
}

/** The same explained. */
export const TIME_KIND_NOTES: Readonly<Record<TimeKind, string>> = {
  running: 'At least one task or Map Run was at work',
  callback: 'No task was at work; one waited for its token to come back',
  wait: 'Nothing but Wait states',
  queued: 'A task was scheduled and had not started',
  backoff: 'Between a failure and the next try',
  idle: 'The execution had ended and was not redriven yet',
  overhead: 'Step Functions between two steps, or in a Pass or Choice',
}
