import { note, noteLate } from './first-hand.ts'
import { failureOf, outputOf } from './payloads.ts'
import { soon } from './plan.ts'
import { type ExecutionStatus, type Failure, type Run, type Sequence, type Written, writeOwn } from './run.ts'
import { firstOf } from './true-failures.ts'
import type { TrueOutcome } from './truth.ts'

export function succeedExecution(run: Run): void {
  const { root } = run
  end(
    run,
    { status: 'SUCCEEDED', outcome: 'succeeded' },
    { previousEventId: root.lastEventId, details: outputOf(root.data) },
  )
  tellEnd(run)
}

/** Stops what runs for the execution and wakes those who wait for its end. */
function tellEnd(run: Run): void {
  for (const dependent of run.dependents) dependent.abandon()
  run.dependents.clear()
  for (const wake of run.onEnd) wake()
}

/** ExecutionFailed ← the failing event. Nothing between the two but what others did meanwhile. */
export function failExecution(run: Run, sequence: Sequence, failure: Failure): void {
  soon(run, sequence, () => {
    const endedId = end(
      run,
      { status: 'FAILED', outcome: 'failed' },
      { previousEventId: failure.eventId, details: failureOf(failure) },
    )
    noteLate(run, failure.origin, endedId)
    run.endedBy = failure.origin
    if (run.root.span) run.truth.closeBelow(endedId, run.root.span, failure.eventId)
    // A runtime error follows from an event that is no failure: the end is its first word.
    const firstId = run.failures.firstHand.has(firstOf(failure)) ? firstOf(failure) : endedId
    run.failures.firstHand.set(firstId, failure.error)
    run.failures.cause = firstId
    tellEnd(run)
  })
}

/** StopExecution and the execution's own timeout: ← 0, and nothing else is closed explicitly. */
export function stopExecution(run: Run, status: 'ABORTED' | 'TIMED_OUT'): void {
  const outcome = status === 'ABORTED' ? 'aborted' : 'timedOut'
  const details: Readonly<Record<string, string>> =
    status === 'ABORTED' ? run.options.stopDetails : { error: 'States.Timeout' }
  const endedId = end(run, { status, outcome }, { previousEventId: 0, details })
  const { span } = run.root
  if (!span) return
  run.truth.closeAll(endedId, span)
  const kind = status === 'ABORTED' ? 'aborted' : 'timedOut'
  const { error, cause } = details
  run.endedBy = note(run, { kind, span, eventId: endedId, error, cause })
  run.failures.cause = status === 'TIMED_OUT' ? endedId : undefined
  if (status === 'TIMED_OUT') run.failures.firstHand.set(endedId, 'States.Timeout')
  tellEnd(run)
}

const EVENT_TYPES: Record<ExecutionStatus, string> = {
  RUNNING: 'ExecutionStarted',
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
}

interface End {
  readonly status: ExecutionStatus
  readonly outcome: TrueOutcome
}

function end(run: Run, { status, outcome }: End, event: Omit<Written, 'type'>): number {
  const { span } = run.root
  if (!span) return 0
  const endedId = writeOwn(run, span, { type: EVENT_TYPES[status], ...event })
  run.truth.close(endedId, span, outcome)
  run.status = status
  run.epoch += 1
  const redrive = run.options.redrives[run.redrives]
  if (status !== 'SUCCEEDED' && redrive)
    run.agenda.add(run.agenda.now + redrive.afterMs, () => redriveExecution(run, endedId))
  return endedId
}

/** Takes an execution up again after its last event, `endedId`. */
export function redriveExecution(run: Run, endedId: number): void {
  const { span } = run.root
  if (!span) return
  const stopAfterMs = run.options.redrives[run.redrives]?.stopAfterMs
  run.redrives += 1
  run.endedBy = undefined
  run.status = 'RUNNING'
  run.failures.cause = undefined
  const details = { redriveCount: run.redrives }
  const redrivenId = writeOwn(run, span, { type: 'ExecutionRedriven', previousEventId: endedId, details })
  run.truth.reopen(redrivenId, span)
  planEnd(run, stopAfterMs)
  run.steps.resume(run, run.root)
}

/** Plans StopExecution and the execution's timeout, for what lasts that long. */
export function planEnd(run: Run, stopAfterMs: number | undefined): void {
  const { epoch } = run
  const plan = (afterMs: number, status: 'ABORTED' | 'TIMED_OUT') =>
    run.agenda.add(run.agenda.now + afterMs, () => {
      if (run.epoch === epoch && run.status === 'RUNNING') stopExecution(run, status)
    })
  if (stopAfterMs !== undefined) plan(stopAfterMs, 'ABORTED')
  if (run.options.timeoutSeconds > 0) plan(run.options.timeoutSeconds * 1000, 'TIMED_OUT')
}
