import type { EventId } from '../history/events.ts'
import { failState } from './failure.ts'
import { later, soon } from './plan.ts'
import { type RoundFailure, type Run, type Sequence, type Visit, write, writeOwn } from './run.ts'

/** A branch or iteration has failed. Its siblings go on until the container reacts; the first failure counts. */
export function failRound(run: Run, { round, failed, failure }: RoundFailure): void {
  if (round.isFailing) return
  round.isFailing = true
  const delayMs = run.random.between(0, run.options.reactionMs)
  later(run, round.visit.sequence, { delayMs, action: () => react(run, { round, failed, failure }) })
}

function react(run: Run, { round, failed, failure }: RoundFailure): void {
  for (const sequence of round.sequences) stop(run, sequence)
  const isMap = round.visit.state.type === 'Map'
  const open = round.sequences.filter(sequence => !sequence.isFinished && sequence.span)
  const ordered = isMap ? [failed, ...open.filter(sequence => sequence !== failed)] : open
  const writeNext = () => {
    const sequence = ordered.shift()
    if (!sequence) return failState(run, round.visit, failure)
    const abort: Abort = { container: round.visit, eventId: failure.eventId, isOpen: true }
    if (isMap)
      endIteration(run, { sequence, abort, type: sequence === failed ? 'MapIterationFailed' : 'MapIterationAborted' })
    else abortStates(run, sequence, abort)
    // What runs elsewhere may write in between.
    soon(run, round.visit.sequence, writeNext)
  }
  writeNext()
}

/** Voids everything planned in a sequence and in what runs inside it. */
export function stop(run: Run, sequence: Sequence): void {
  sequence.epoch += 1
  for (const dependent of run.dependents) {
    if (dependent.sequence !== sequence) continue
    run.dependents.delete(dependent)
    dependent.abandon()
  }
  for (const inner of sequence.visit?.round?.sequences ?? []) stop(run, inner)
}

interface Abort {
  /** The Map or Parallel whose failure writes the events. */
  readonly container: Visit
  readonly eventId: EventId
  /** False inside an iteration whose end is written already: its inside is closed. */
  readonly isOpen: boolean
}

interface IterationEnd {
  readonly sequence: Sequence
  readonly abort: Abort
  readonly type: 'MapIterationFailed' | 'MapIterationAborted'
}

function endIteration(run: Run, { sequence, abort, type }: IterationEnd): void {
  const { span, round } = sequence
  if (!span || !round) return
  const event = { type, previousEventId: abort.eventId, details: { name: round.visit.name, index: span.shape.index } }
  const endedId = write(run, event)
  if (abort.isOpen) run.truth.event(endedId, span)
  else run.truth.lateEvent(endedId, span)
  run.truth.closeBelow(endedId, span, abort.eventId)
  run.truth.close(endedId, span, type === 'MapIterationFailed' ? 'failed' : 'aborted')
  abortStates(run, sequence, { ...abort, isOpen: false })
}

/** The Aborted of the states under way in a sequence, inner ones first. They carry no name. */
function abortStates(run: Run, sequence: Sequence, abort: Abort): void {
  const { visit } = sequence
  sequence.isAborted = true
  // A container that failed has said so, and ended what was in it.
  if (!visit || visit.hasFailed) return
  for (const inner of visit.round?.sequences ?? []) {
    if (inner.isFinished || inner.isAborted) continue
    const isIteration = inner.span?.shape.kind === 'mapIteration'
    if (isIteration && run.options.abortStyle === 'iterations')
      endIteration(run, { sequence: inner, abort, type: 'MapIterationAborted' })
    else abortStates(run, inner, abort)
  }
  for (const type of abortedTypes(run, visit)) {
    writeOwn(run, abort.container.span, { type, previousEventId: abort.eventId })
  }
}

function abortedTypes(run: Run, visit: Visit): string[] {
  const { type } = visit.state
  if (type === 'Task') return ['TaskStateAborted']
  if (run.options.abortStyle === 'tasks') return []
  if (visit.mapRun?.isRunning) return ['MapRunAborted', 'MapStateAborted']
  return type === 'Wait' || type === 'Map' || type === 'Parallel' ? [`${type}StateAborted`] : []
}
