import { openMapRun } from './map-run.ts'
import { completeRound, enterBranches, takeFreedSlots } from './round.ts'
import { stop } from './round-failure.ts'
import type { Round, Run, Sequence, Visit } from './run.ts'
import { advance, leave } from './sequence.ts'
import { beginState } from './state.ts'

/** Takes a sequence up where it was, with no new Entered, Started or IterationStarted. What succeeded stays as it is. */
export function resume(run: Run, sequence: Sequence): void {
  stop(run, sequence)
  continueSequence(run, sequence)
}

function continueSequence(run: Run, sequence: Sequence): void {
  if (sequence.isFinished) return
  sequence.isAborted = false
  if (sequence.visit) continueVisit(run, sequence.visit)
  else advance(run, sequence)
}

function continueVisit(run: Run, visit: Visit): void {
  visit.retries = []
  visit.hasFailed = false
  visit.sequence.lastEventId = visit.enteredId
  if (visit.exit) return leave(run, visit, visit.exit)
  if (visit.round) return continueRound(run, visit.round)
  if (visit.mapRun) {
    visit.mapRun.isRunning = false
    return openMapRun(run, visit, visit.mapRun)
  }
  beginState(run, visit)
}

function continueRound(run: Run, round: Round): void {
  round.isFailing = false
  if (round.finished === round.items.length) return completeRound(run, round)
  for (const sequence of round.sequences) if (sequence.span) continueSequence(run, sequence)
  if (round.visit.state.type === 'Parallel') return enterBranches(run, round)
  for (const _ of round.freed) takeFreedSlots(run, round)
}
