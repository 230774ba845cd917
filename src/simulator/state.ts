import { failExecution } from './execution-end.ts'
import { failState, giveUp } from './failure.ts'
import { note } from './first-hand.ts'
import type { State } from './machine.ts'
import { startMapRun } from './map-run.ts'
import { brokenStateCause, failureOf } from './payloads.ts'
import { ask, countUse, later, soon } from './plan.ts'
import { startRound } from './round.ts'
import { type Run, type Visit, writeOwn } from './run.ts'
import { leave } from './sequence.ts'
import { schedule } from './task.ts'

/** What a state does once entered, and again when a redrive takes it up: there is no second Entered. */
export function beginState(run: Run, visit: Visit): void {
  const { state, sequence } = visit
  const faults = state.faults
  const fault = faults ? (faults[countUse(run, faults)] ?? 'none') : 'none'
  if (fault === 'none') return work(run, visit)
  if (state.type === 'Map' && state.mode === 'distributed' && fault === 'runtime')
    return startMapRun(run, visit, { isBroken: true })
  soon(run, sequence, () => (fault === 'runtime' ? breakDown(run, visit) : failEvaluation(run, visit)))
}

function work(run: Run, visit: Visit): void {
  const { state, sequence } = visit
  switch (state.type) {
    case 'Task':
      return soon(run, sequence, () => schedule(run, visit, visit.enteredId))
    case 'Wait':
      return wait(run, visit)
    case 'Pass':
    case 'Succeed':
      return leave(run, visit, { previousEventId: visit.enteredId, next: state.next, output: outputOf(visit) })
    case 'Choice':
      return leave(run, visit, { previousEventId: visit.enteredId, next: choose(run, visit), output: outputOf(visit) })
    case 'Fail':
      return failAsTold(run, visit, { error: state.error ?? 'States.Failed', cause: state.cause })
    case 'Parallel':
      return soon(run, sequence, () => startRound(run, visit, { previousEventId: visit.enteredId, isRetry: false }))
    case 'Map':
      if (state.mode === 'distributed') return startMapRun(run, visit, { isBroken: false })
      return soon(run, sequence, () => startRound(run, visit, { previousEventId: visit.enteredId, isRetry: false }))
  }
}

function failAsTold(run: Run, visit: Visit, told: { error: string; cause: string | undefined }): void {
  const failure = { ...told, eventId: visit.enteredId }
  failState(run, visit, { ...failure, origin: note(run, { kind: 'failState', span: visit.span, ...failure, visit }) })
}

function outputOf(visit: Visit): unknown {
  const { data } = visit.sequence
  return visit.state.output ? visit.state.output(data, visit.occasion) : data
}

function wait(run: Run, visit: Visit): void {
  if (visit.state.type !== 'Wait') return
  if (visit.waitUntil === 0) visit.waitUntil = run.agenda.now + (ask(run, visit.state.waitMs, visit.occasion) ?? 0)
  const exit = { previousEventId: visit.enteredId, next: visit.state.next, output: outputOf(visit) }
  const delayMs = visit.waitUntil - run.agenda.now
  later(run, visit.sequence, { delayMs, action: () => leave(run, visit, exit) })
}

function choose(run: Run, visit: Visit): State['next'] {
  return visit.state.type === 'Choice' ? (ask(run, visit.state.picks, visit.occasion) ?? visit.state.next) : undefined
}

/** States.Runtime: no retry, no catch, no container's event, ExecutionFailed at once. */
function breakDown(run: Run, visit: Visit): void {
  const cause = brokenStateCause(visit, `Invalid path '$.order.lines' : Missing property in path $['order']`)
  const told = { error: 'States.Runtime', cause }
  const origin = note(run, { kind: 'runtime', span: visit.span, eventId: 0, ...told, visit })
  failExecution(run, visit.sequence, { ...told, eventId: visit.sequence.lastEventId, origin })
}

/** Points at the event before its state's Entered; for Wait at the Entered. */
function failEvaluation(run: Run, visit: Visit): void {
  const { state, name } = visit
  const reason = `The JSONata expression '$states.input.total' specified for the field 'Output/total' returned nothing (undefined).`
  const failure = { error: 'States.QueryEvaluationError', cause: brokenStateCause(visit, reason) }
  const eventId = writeOwn(run, visit.span, {
    type: 'EvaluationFailed',
    previousEventId: state.type === 'Wait' ? visit.enteredId : visit.previousOfEntered,
    details: { ...failureOf(failure), location: 'Output/total', state: name },
  })
  visit.sequence.lastEventId = eventId
  const origin = note(run, { kind: 'evaluation', span: visit.span, eventId, ...failure, visit })
  giveUp(run, visit, { ...failure, eventId, origin })
}
