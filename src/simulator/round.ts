import type { EventId } from '../history/events.ts'
import type { InlineMapState, ParallelState } from './machine.ts'
import { ask, soon } from './plan.ts'
import { type Round, type Run, type Sequence, type Visit, write, writeOwn } from './run.ts'
import { advance, enter, leave } from './sequence.ts'
import type { LiveSpan } from './truth.ts'

interface RoundStart {
  readonly previousEventId: EventId
  readonly isRetry: boolean
}

/** Fans out a Map or Parallel: the first round ← Entered, the round of a retry ← the event that failed. */
export function startRound(run: Run, visit: Visit, { previousEventId, isRetry }: RoundStart): void {
  const { state } = visit
  if (state.type !== 'Parallel' && !(state.type === 'Map' && state.mode === 'inline')) return
  const items = visit.round?.items ?? itemsOf(run, visit, state)
  const details = state.type === 'Map' ? { details: { length: items.length } } : {}
  const startedId = writeOwn(run, visit.span, { type: `${state.type}StateStarted`, previousEventId, ...details })
  if (isRetry) run.truth.closeBelow(startedId, visit.span, previousEventId)
  visit.rounds += 1
  const round = newRound(visit, { startedId, items })
  visit.round = round
  visit.sequence.lastEventId = startedId
  if (state.type === 'Parallel') beginBranches(run, round, state)
  else beginIterations(run, round, state)
}

function newRound(visit: Visit, { startedId, items }: Pick<Round, 'startedId' | 'items'>): Round {
  const counts = { begun: 0, finished: 0, lastEventId: startedId }
  return { visit, number: visit.rounds, startedId, items, sequences: [], freed: [], isFailing: false, ...counts }
}

function itemsOf(run: Run, visit: Visit, state: ParallelState | InlineMapState): readonly unknown[] {
  if (state.type === 'Parallel') return state.branches
  const items = ask<number | readonly unknown[]>(run, state.items, visit.occasion) ?? 0
  return typeof items === 'number' ? Array.from({ length: items }, (_, index) => ({ item: index })) : items
}

function beginIterations(run: Run, round: Round, state: InlineMapState): void {
  if (round.items.length === 0) return completeRound(run, round)
  const slots = state.maxConcurrency === 0 ? round.items.length : state.maxConcurrency
  // AWS starts all it may before any of them enters its first state.
  while (round.begun < Math.min(slots, round.items.length)) beginIteration(run, round, round.startedId)
}

function beginIteration(run: Run, round: Round, previousEventId: EventId): void {
  const { state, name, sequence: around } = round.visit
  if (state.type !== 'Map' || state.mode !== 'inline') return
  const index = round.begun
  const startedId = write(run, { type: 'MapIterationStarted', previousEventId, details: { name, index } })
  const span = run.truth.open(startedId, { kind: 'mapIteration', index, round: round.number }, round.visit.span)
  run.truth.event(startedId, span)
  round.begun += 1
  const sequence = newSequence(round, state.processor, {
    span,
    iterations: [...around.iterations, index],
    lastEventId: startedId,
  })
  sequence.data = round.items[index]
  round.sequences.push(sequence)
  advance(run, sequence)
}

type Beginning = Pick<Sequence, 'span' | 'iterations' | 'lastEventId'>

function newSequence(round: Round, machine: Sequence['machine'], beginning: Beginning): Sequence {
  const fresh = { visit: undefined, isFinished: false, isAborted: false, epoch: 0, nextState: machine.startAt }
  return { machine, round, data: round.visit.sequence.data, ...fresh, ...beginning }
}

function beginBranches(run: Run, round: Round, state: ParallelState): void {
  const { iterations } = round.visit.sequence
  for (const branch of state.branches) {
    round.sequences.push(newSequence(round, branch, { span: undefined, iterations, lastEventId: round.startedId }))
  }
  enterBranches(run, round)
}

/** Enters the first state of each branch, one after the other: their order is the only index branches have. */
export function enterBranches(run: Run, round: Round): void {
  const sequence = round.sequences[round.begun]
  if (!sequence) return
  soon(run, round.visit.sequence, () => {
    if (round.visit.round !== round || round.isFailing) return
    enter(run, sequence, sequence.machine.startAt)
    enterBranches(run, round)
  })
}

/** A branch has no event of its own: it opens with its first state's Entered. */
export function openBranch(run: Run, sequence: Sequence, enteredId: EventId): LiveSpan {
  const { round } = sequence
  if (!round) throw new Error(`state entered by event ${enteredId} is in no execution`)
  const index = round.begun
  round.begun += 1
  return run.truth.open(enteredId, { kind: 'parallelBranch', index, round: round.number }, round.visit.span)
}

export function endOfBranch(run: Run, sequence: Sequence): void {
  const { round } = sequence
  if (!round) return
  round.finished += 1
  round.lastEventId = sequence.lastEventId
  if (round.finished === round.items.length) completeRound(run, round)
}

/** The iteration that ends frees its slot: the next one starts from its last inner event, not from MapStateStarted. */
export function endOfIteration(run: Run, sequence: Sequence): void {
  const { round, span } = sequence
  if (!round || !span) return
  const { name } = round.visit
  const index = span.shape.index
  const details = { name, index }
  const endedId = writeOwn(run, span, { type: 'MapIterationSucceeded', previousEventId: sequence.lastEventId, details })
  run.truth.close(endedId, span, 'succeeded')
  round.finished += 1
  round.lastEventId = endedId
  if (round.finished === round.items.length) return completeRound(run, round)
  round.freed.push(sequence.lastEventId)
  takeFreedSlots(run, round)
}

export function takeFreedSlots(run: Run, round: Round): void {
  soon(run, round.visit.sequence, () => {
    if (round.visit.round !== round || round.isFailing || round.begun >= round.items.length) return
    const freedBy = round.freed.shift()
    if (freedBy !== undefined) beginIteration(run, round, freedBy)
  })
}

/** `*StateSucceeded` and `*StateExited` both ← the last event of the fan-out. */
export function completeRound(run: Run, round: Round): void {
  const { visit, lastEventId } = round
  soon(run, visit.sequence, () => {
    writeOwn(run, visit.span, { type: `${visit.state.type}StateSucceeded`, previousEventId: lastEventId })
    leave(run, visit, { previousEventId: lastEventId, next: visit.state.next, output: roundOutput(round) })
  })
}

/** Large fan-outs discard their result (`"ResultPath": null`), as payloads are limited to 256 KiB. */
function roundOutput({ visit, sequences }: Round): unknown {
  const { data } = visit.sequence
  const outputs = sequences.length > 20 ? data : sequences.map(sequence => sequence.data)
  return visit.state.output ? visit.state.output(outputs, visit.occasion) : outputs
}
