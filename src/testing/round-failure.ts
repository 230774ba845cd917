import type { EventId } from '../history/events.ts'
import { failState } from './failure.ts'
import { type Failure, later, type Round, type Run, type Sequence, type Visit, write, writeOwn } from './run.ts'
import type { LiveSpan } from './truth.ts'

/**
 * What siblings write when a branch or iteration fails; recordings show Task states only.
 * - `tasks`: `TaskStateAborted` for open Task states at any depth, `MapIterationAborted` for the failing Map's own iterations.
 * - `states`: by analogy also `WaitStateAborted`, `Map/ParallelStateAborted` and `MapRunAborted`, inner ones first.
 */
export type AbortStyle = 'tasks' | 'states'

interface RoundFailure {
  readonly round: Round
  readonly failed: Sequence
  readonly failure: Failure
}

/** A branch or iteration has failed. Its siblings go on until the container reacts; the first failure counts. */
export function failRound(run: Run, { round, failed, failure }: RoundFailure): void {
  if (round.isFailing) return
  round.isFailing = true
  const delayMs = run.random.between(0, run.options.reactionMs)
  later(run, round.visit.sequence, { delayMs, action: () => react(run, { round, failed, failure }) })
}

function react(run: Run, { round, failed, failure }: RoundFailure): void {
  for (const sequence of round.sequences) stop(sequence)
  if (round.visit.state.type === 'Map') endIterations(run, { round, failed, failure })
  else
    for (const sequence of round.sequences)
      abortStates(run, { round, eventId: failure.eventId, states: openStates(run, sequence) })
  failState(run, round.visit, failure)
}

/** Voids everything planned in a sequence and in what runs inside it. */
export function stop(sequence: Sequence): void {
  sequence.epoch += 1
  for (const inner of sequence.visit?.round?.sequences ?? []) stop(inner)
}

/** `24←20 MapIterationFailed #0 · 25←20 TaskStateAborted · 26←20 MapIterationAborted #1 · 27←20 TaskStateAborted · …` */
function endIterations(run: Run, { round, failed, failure: { eventId } }: RoundFailure): void {
  endIteration(run, { round, sequence: failed, eventId, outcome: 'failed' })
  for (const sequence of round.sequences) {
    if (!sequence.isFinished && sequence !== failed) endIteration(run, { round, sequence, eventId, outcome: 'aborted' })
  }
}

interface IterationEnd {
  readonly round: Round
  readonly sequence: Sequence
  readonly eventId: EventId
  readonly outcome: 'failed' | 'aborted'
}

function endIteration(run: Run, { round, sequence, eventId, outcome }: IterationEnd): void {
  const { span } = sequence
  if (!span) return
  const states = openStates(run, sequence)
  const details = { name: round.visit.name, index: span.shape.index }
  const type = outcome === 'failed' ? 'MapIterationFailed' : 'MapIterationAborted'
  const endedId = writeOwn(run, span, { type, previousEventId: eventId, details })
  run.truth.closeBelow(endedId, span, eventId)
  run.truth.close(endedId, span, outcome)
  abortStates(run, { round, eventId, states })
}

interface Aborted {
  readonly round: Round
  readonly eventId: EventId
  readonly states: readonly string[]
}

/** Each ← the failing event, whoever it belongs to; they carry no name. */
function abortStates(run: Run, { round, eventId, states }: Aborted): void {
  const owner: LiveSpan = round.visit.span
  for (const type of states) run.truth.abortedEvent(write(run, { type, previousEventId: eventId }), owner)
}

/** The Aborted types that the open states of a sequence write, inner ones first. */
function openStates(run: Run, sequence: Sequence): string[] {
  const { visit } = sequence
  if (!visit || sequence.isFinished || visit.span.outcome !== 'running') return []
  const inner = (visit.round?.sequences ?? []).flatMap(nested => openStates(run, nested))
  return [...inner, ...abortedTypes(run, visit)]
}

function abortedTypes(run: Run, visit: Visit): string[] {
  const { type } = visit.state
  if (type === 'Task') return ['TaskStateAborted']
  if (run.options.abortStyle === 'tasks') return []
  if (visit.mapRun?.span?.outcome === 'running') return ['MapRunAborted', 'MapStateAborted']
  return type === 'Wait' || type === 'Map' || type === 'Parallel' ? [`${type}StateAborted`] : []
}
