import type { Millis } from '../history/events.ts'
import { failExecution } from './execution-end.ts'
import type { Catcher, Retrier } from './machine.ts'
import { later } from './plan.ts'
import { type Failure, type Run, type Visit, writeOwn } from './run.ts'
import { leave } from './sequence.ts'
import { firstOf } from './true-failures.ts'

/** A task, Fail state or container has failed: retry, catch, or pass it on to what is around. */
export function failState(run: Run, visit: Visit, failure: Failure): void {
  const delayMs = backoffMs(visit, failure)
  if (delayMs === undefined) return giveUp(run, visit, failure)
  run.failures.firstHand.set(firstOf(failure), failure.error)
  const action = () => {
    run.failures.retried.add(firstOf(failure))
    run.steps.tryAgain(run, visit, failure)
  }
  later(run, visit.sequence, { delayMs, action })
}

/** No retry is left: catch, or pass on. A container says so with a `*StateFailed`, in its last round only. */
export function giveUp(run: Run, visit: Visit, failure: Failure): void {
  run.failures.firstHand.set(firstOf(failure), failure.error)
  const { state, sequence } = visit
  const isContainer = state.type === 'Map' || state.type === 'Parallel'
  const told = isContainer
    ? { ...failure, firstId: firstOf(failure), eventId: writeStateFailed(run, visit, failure) }
    : failure
  const catcher = catchersOf(visit).find(({ errorEquals }) => isNamed(errorEquals, failure.error))
  if (catcher)
    return leave(run, visit, {
      previousEventId: told.eventId,
      next: catcher.next,
      output: caughtOutput(visit, failure),
      caughtId: firstOf(failure),
    })
  sequence.lastEventId = told.eventId
  if (sequence.round) run.steps.failRound(run, { round: sequence.round, failed: sequence, failure: told })
  else failExecution(run, sequence, told)
}

function writeStateFailed(run: Run, visit: Visit, failure: Failure): number {
  const failedId = writeOwn(run, visit.span, {
    type: `${visit.state.type}StateFailed`,
    previousEventId: failure.eventId,
  })
  run.truth.closeBelow(failedId, visit.span, failure.eventId)
  run.truth.close(failedId, visit.span, 'failed')
  visit.hasFailed = true
  run.failureAt.set(failedId, failure.origin)
  return failedId
}

function caughtOutput(visit: Visit, { error, cause }: Failure): unknown {
  const caught = { Error: error, Cause: cause ?? '' }
  const { data } = visit.sequence
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data, error: caught } : caught
}

function retriersOf({ state }: Visit): readonly Retrier[] {
  return 'retry' in state ? (state.retry ?? []) : []
}

function catchersOf({ state }: Visit): readonly Catcher[] {
  return 'catch' in state ? (state.catch ?? []) : []
}

/** The first retrier that names the error counts; undefined once its attempts are used up. */
function backoffMs(visit: Visit, failure: Failure): Millis | undefined {
  const retriers = retriersOf(visit)
  const at = retriers.findIndex(({ errorEquals }) => isNamed(errorEquals, failure.error))
  const retrier = retriers[at]
  if (!retrier) return undefined
  const used = visit.retries[at] ?? 0
  if (used >= retrier.maxAttempts) return undefined
  visit.retries[at] = used + 1
  return retrier.intervalSeconds * 1000 * retrier.backoffRate ** used
}

function isNamed(errorEquals: readonly string[], error: string): boolean {
  if (errorEquals.includes(error) || errorEquals.includes('States.ALL')) return true
  return errorEquals.includes('States.TaskFailed') && error !== 'States.Timeout'
}
